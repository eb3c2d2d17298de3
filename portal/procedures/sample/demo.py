"""Cases of the people of the demonstration: each of them shows another situation of the status page."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from portal.procedures.sample.inventing import line, this_morning
from portal.procedures.sample.streams import PACT

PEOPLE = {
    'amina': ('1000000001', '1990-03-27', 'Amina Voorbeeld', 'en'),
    'yusuf': ('1000000002', '1988-11-02', 'Yusuf Voorbeeld', 'nl'),
    'leyla': ('1000000003', '2016-02-29', 'Leyla Voorbeeld', 'nl'),
    'elena': ('1000000004', '1994-07-15', 'Elena Beispiel Ejemplo', 'en'),
    'jonas': ('1000000005', '1979-01-31', 'Jonas Exempel', 'en'),
    'sami': ('1000000006', '1999-05-20', 'Sami Voorbeeld', 'en'),
    'mei': ('1000000007', '2001-12-09', 'Mei Esempio', 'nl'),
    'tomas': ('1000000008', '1965-08-08', 'Tomas Esempio', 'nl'),
}
"""As `portal/identity/data/demo_people.yaml` tells them."""
ABROAD = {'mei'}


def demo_cases(now: datetime) -> Iterator[str]:
    """The cases of the demonstration as of the morning before `now`, each a line of JSON."""
    as_of = this_morning(now)
    for number, case in enumerate(_cases(as_of.date()), start=1):
        yield line(f'DEMO-{number:02}', as_of, case)


def _cases(today: date) -> Iterator[dict]:
    yield from _family(today)
    yield from _after_a_yes(today)
    yield from _waiting_long(today)
    yield from _objecting(today)


def _family(today: date) -> Iterator[dict]:
    """One family: your turn, taken longer, and not started; and a second case of one of them."""
    day = _days(today)
    yield _case('family', 'without_mvv', day(46), {'amina': 'applicant'}, [
        ('received', day(46)), ('fee_asked', day(45)), ('paid', day(40)), ('acknowledged', day(38)),
        ('asked', day(9), 'asked_standard', day(-9), day(9)),
    ])
    yield _case('family', 'with_mvv', day(120), {'yusuf': 'applicant', 'amina': 'family'}, [
        ('received', day(120)), ('fee_asked', day(119)), ('paid', day(112)), ('acknowledged', day(110)),
        ('complete', day(100)), ('extended', day(42), 'longer', day(-61), day(42)), ('started', day(30)),
    ])
    yield _case('family', 'with_mvv', day(32), {'leyla': 'applicant', 'yusuf': 'representative', 'amina': 'family'}, [
        ('received', day(32)), ('fee_asked', day(31)), ('paid', day(24)), ('acknowledged', day(23)),
        ('complete', day(15)),
    ])
    yield _case('naturalisation', '', day(150), {'yusuf': 'applicant'}, [
        ('received', day(150)), ('fee_asked', day(150)), ('paid', day(150)), ('acknowledged', day(139)),
        ('complete', day(130)),
    ])


def _after_a_yes(today: date) -> Iterator[dict]:
    """Fingerprints to give, and a card to collect."""
    day = _days(today)
    yield _case('highly_skilled', 'without_mvv', day(30), {'elena': 'applicant'}, [
        ('received', day(30)), ('fee_asked', day(29)), ('paid', day(27)), ('acknowledged', day(26)),
        ('complete', day(25)), ('started', day(18)), ('decided', day(10), 'granted'), ('biometrics_asked', day(6)),
    ])
    yield _case('study', 'without_mvv', day(80), {'jonas': 'applicant'}, [
        ('received', day(80)), ('fee_asked', day(79)), ('paid', day(78)), ('acknowledged', day(75)),
        ('complete', day(74)), ('started', day(66)), ('decided', day(60), 'granted'), ('biometrics_asked', day(55)),
        ('biometrics_taken', day(24)), ('card_ready', day(5)),
    ])


def _waiting_long(today: date) -> Iterator[dict]:
    """Late, so that a notice of default is possible; and a queue that stands still, of which nobody can say when."""
    day = _days(min(today, PACT + timedelta(days=550)))
    yield _case('asylum', 'general', day(560), {'sami': 'applicant'}, [
        ('received', day(560)), ('invited', day(552), 'application', day(545)), ('heard', day(545), 'application'),
        ('extended', day(390), 'nine_months', day(104), day(390)),
    ])
    day = _days(today)
    yield _case('nareis', 'general', day(300), {'mei': 'applicant', 'sami': 'family'}, [
        ('received', day(300)), ('acknowledged', day(290)), ('asked', day(280), 'asked_nareis', day(252), day(280)),
        ('papers_received', day(260)), ('complete', day(255)),
    ], queue='other')


def _objecting(today: date) -> Iterator[dict]:
    """A hearing to come to, and a clock that stands still."""
    day = _days(today)
    yield _case('objection', 'regular', day(90), {'tomas': 'applicant'}, [
        ('decision_sent', day(110)), ('received', day(90)), ('acknowledged', day(85)), ('started', day(20)),
        ('invited', day(8), '', day(-9)),
    ])
    yield _case('extension', '', day(70), {'tomas': 'applicant'}, [
        ('received', day(70)), ('fee_asked', day(69)), ('paid', day(60)), ('acknowledged', day(58)),
        ('complete', day(50)), ('started', day(30)), ('suspended', day(21), 'foreign_information', '', day(21)),
    ])


def _days(today: date):  # type: ignore[no-untyped-def]
    """Tells the day that was so many days ago."""
    return lambda ago: (today - timedelta(days=ago)).isoformat()


def _case(
    procedure: str, track: str, received: str, people: dict[str, str], events: list[tuple], *, queue: str = '',
) -> dict:
    fields = 'kind', 'day', 'what', 'until', 'told'
    return {
        'procedure': procedure, 'track': track, 'queue': queue, 'received': received,
        'persons': [_person(name, part) for name, part in people.items()],
        'events': [{name: value for name, value in zip(fields, one, strict=False) if value} for one in events],
    }


def _person(name: str, part: str) -> dict:
    v_number, birth_date, full_name, language = PEOPLE[name]
    return {
        'v_number': v_number, 'birth_date': birth_date, 'name': full_name, 'language': language,
        'abroad': name in ABROAD, 'part': part,
    }
