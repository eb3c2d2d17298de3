"""Where is my application? In a real browser: every situation, from the code of a letter to the visit that a step asks for."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from portal.identity.model import Level, Person
from portal.identity.model.codes import How
from portal.identity.service import People, Sessions
from portal.identity.service.codes import Codes
from portal.procedures.model.expected import CannotSay, Forecast, Reason, Span
from portal.procedures.model.scores import MonthScore, Score, Stage
from portal.procedures.scoring import Scoring
from portal.procedures.service import Cases
from portal.procedures.service.writing import Writing
from tests.browser.pseudo import write_catalogues
from tests.browser.served import Portal
from tests.browser.test_log_in import shown, tells, writes_down
from tests.browser.visitor import FAMILY, Visitor
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant
from tests.procedures.letters.matters import ADDRESS
from tests.procedures.walks import every_step

Visit = Callable[..., Visitor]
NOW_TOLD = '2026-11-30T08:00:00+01:00'
GRANTED = [{'kind': 'decided', 'day': '2026-11-27', 'what': 'granted'}]
SITUATIONS = {
    'waiting': {'received': '2026-10-05', 'events': []},
    'asked': {'received': '2026-10-05', 'events': [
        {'kind': 'asked', 'day': '2026-11-24', 'what': 'asked_standard', 'until': '2026-12-08', 'told': '2026-11-25'},
    ]},
    'late': {'received': '2026-03-02', 'events': [{'kind': 'started', 'day': '2026-09-01'}]},
    'default': {'received': '2026-03-02', 'events': [{'kind': 'notice_of_default', 'day': '2026-11-20'}]},
    'refused': {'events': [{'kind': 'decided', 'day': '2026-11-27', 'what': 'refused'}]},
    'granted': {'events': GRANTED},
    'withdrawn': {'events': [{'kind': 'withdrawn', 'day': '2026-11-27'}]},
}
EXPECTED = Forecast(
    start=Span(earliest=date(2027, 3, 3), middle=date(2027, 4, 20), latest=date(2027, 6, 20)),
    decision=CannotSay(reason=Reason.HALTED), before=3412, starting=date(2026, 2, 9),
)


@pytest.fixture
def person(portal: Portal) -> Person:
    """Somebody whom the service knows."""
    return portal.part(People).add(AMINA['v_number'], BORN, name='Amina Voorbeeld', email='amina@example.com')


def bring(portal: Portal, folder: Path, lines: Iterable[dict]) -> None:
    """Let a source tell these cases."""
    file = folder / 'cases.jsonl'
    file.write_text(''.join(json.dumps(one) + '\n' for one in lines))
    importing = portal.part(Cases).importing
    assert importing.go_on(importing.begin(file), file).counts.wrong == 0


def situations() -> list[dict]:
    """A case in each situation, in which others have a part too."""
    return [
        told_case(name, as_of=NOW_TOLD, persons=[AMINA, YUSUF], **told) for name, told in SITUATIONS.items()
    ]


def log_in(visitor: Visitor, person: Person, level: Level = Level.SUBSTANTIAL) -> None:
    """Be logged in in this browser."""
    token = visitor.portal.part(Sessions).begin(applicant(person, level=level), shared=False)
    visitor.page.context.add_cookies([{'name': 'login', 'value': token, 'url': visitor.portal.url}])


def addresses(portal: Portal, person: Person) -> list[str]:
    """The page of each case, and the pages around them."""
    own = [f'/me/applications/{kept.case.id}' for kept in portal.part(Cases).cases_of(person.id)]
    return [*own, f'{own[0]}/dates', '/me/applications', '/me/messages', '/forecasts']


def foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a forecast for every case, and there are scores."""
    months = [MonthScore(
        procedure='family', stage=Stage.DECISION, month=date(2026, month, 1),
        score=Score(asked=50, silent=3, ended=40, inside=30 + month),
    ) for month in range(1, 10)]
    monkeypatch.setattr(Cases, 'forecast', lambda _, kept, learnt=None: EXPECTED if kept.is_open else None)
    monkeypatch.setattr(Scoring, 'found', lambda _: (tuple(months), date(2026, 11, 1)))


@pytest.mark.parametrize(('language', 'width', 'scheme', 'level'), [
    ('nl', 320, 'light', Level.SUBSTANTIAL), ('en', 1280, 'dark', Level.SUBSTANTIAL), ('en', 320, 'light', Level.LOW),
])
def test_every_situation_is_sound(
    portal: Portal, visit_portal: Visit, person: Person, tmp_path: Path, monkeypatch, language, width, scheme, level,
):
    """axe finds nothing; nothing has to be scrolled sideways; every focus is seen."""
    foreseen(monkeypatch)
    bring(portal, tmp_path, situations())
    portal.part(Writing).write('l01_receipt', portal.part(Cases).get_by_reference('waiting'), given=ADDRESS, by='joris')
    visitor = visit_portal(portal, language, width=width, scheme=scheme)
    log_in(visitor, person, level)
    for address in addresses(portal, person):
        visitor.opens(f'{address}?lang={language}')
        visitor.page.locator('details').evaluate_all('all => all.forEach(one => one.open = true)')
        visitor.is_on_a_sound_page()


def test_pages_run_from_right_to_left(
    build_portal, visit_portal: Visit, tmp_path: Path, tmp_path_factory, monkeypatch,
):
    foreseen(monkeypatch)
    portal = build_portal(languages=('nl', 'he'), translations=write_catalogues(tmp_path_factory.mktemp('words')))
    portal.load()
    person = portal.part(People).add(AMINA['v_number'], BORN, name='Amina Voorbeeld')
    bring(portal, tmp_path, situations())
    visitor = visit_portal(portal, 'he', width=320)
    log_in(visitor, person)
    for address in addresses(portal, person):
        visitor.opens(address)
        visitor.is_on_a_sound_page()


@pytest.mark.parametrize(('language', 'width'), [('nl', 320), ('en', 1280)])
def test_from_the_code_of_a_letter_to_the_visit_that_the_step_asks_for(
    portal: Portal, visit_portal: Visit, person: Person, tmp_path: Path, language: str, width: int,
):
    bring(portal, tmp_path, [told_case(as_of=NOW_TOLD, events=GRANTED)])
    issued = portal.part(Codes).issue(person, how=How.POST)
    somebody = visit_portal(portal, language, width=width)
    somebody.opens(f'/?lang={language}')
    somebody.presses('Where is my application?')
    somebody.reads_heading('How do you want to log in?')
    somebody.opens(f'/login/code?next=/me/applications#{issued.code}')
    tells(somebody)
    somebody.presses('Log in')
    somebody.presses('Show my six words')
    writes_down(somebody, shown(somebody))
    somebody.sees('Where is my application?')
    somebody.page.locator('main .card a').first.click()
    somebody.is_on_a_sound_page()
    assert somebody.reads('Your turn')
    somebody.presses('Plan this visit')
    somebody.presses('Next')
    somebody.finds_times(1)
    somebody.keeps_time()
    somebody.writes('First names', FAMILY[0].first_name)
    somebody.writes('Family name', FAMILY[0].last_name)
    somebody.presses('Next')
    somebody.gives_address()
    somebody.presses('Book this visit')
    somebody.reads_heading('Your visit is booked')
    somebody.opens('/me/applications')
    somebody.page.locator('main .card a').first.click()
    assert somebody.reads('Your visits')
    somebody.is_on_a_sound_page()


@pytest.mark.proof
@pytest.mark.parametrize('language', ['nl', 'en'])
def test_every_step_of_every_definition_is_sound(
    portal: Portal, visit_portal: Visit, person: Person, tmp_path: Path, language: str,
):
    bring(portal, tmp_path, every_step())
    visitor = visit_portal(portal, language, width=320)
    log_in(visitor, person)
    for kept in portal.part(Cases).cases_of(person.id):
        visitor.opens(f'/me/applications/{kept.case.id}?lang={language}')
        visitor.is_on_a_sound_page()
