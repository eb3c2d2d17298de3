"""What staff type, and what they are told."""

import csv
import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from portal.appointments.model import Contact, Person, Terms, Wish
from portal.identity.demo_people import read_demo_people
from portal.identity.service import People
from tests.fixtures.planners import FILES

SMALL = str(FILES / 'small.yaml')
WEI, ANA = (
    Person(v_number='1234567890', first_name='Wei', last_name='Voorbeeld'),
    Person(v_number='1234567891', first_name='Ana', last_name='Voorbeeld'),
)


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """Types `flask …` at a portal with two desks."""
    return lambda *words: app.test_cli_runner().invoke(args=words)


@pytest.fixture
def flask_without_desks(build_app: Callable[..., Flask]) -> Callable[..., Result]:
    """Types it at a portal that has tables and nothing in them."""
    app = build_app()
    return lambda *words: app.test_cli_runner().invoke(args=words)


@pytest.fixture
def small_ships(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planner file that ships is the small one of the tests."""
    monkeypatch.setattr('portal.appointments.commands.sampling.SHIPPED', Path(SMALL))


@pytest.fixture
def visit(planner):
    """Two persons on the first free day after the 1st of December in Amsterdam, for fingerprints."""
    free = planner.calendar.free('AM', 'BIO', 2)
    day = next(day for day in free.days if day.day > date(2026, 12, 1))
    contact = Contact(email='visitor@example.com', phone='0612345678', language='en')
    return planner.booking.book(free.at(day.starts[0]), (WEI, ANA), contact, holder='', room='test')


def test_import_says_what_was_loaded(flask_without_desks):
    result = flask_without_desks('planner', 'import', SMALL)
    assert result.exit_code == 0
    assert re.fullmatch(r'Loaded 3 products and \d+ desks with \d+ resources\.\n', result.output)


def test_a_mistake_in_a_file_is_a_sentence_and_loads_nothing(flask_without_desks, tmp_path: Path):
    wrong = tmp_path / 'wrong.yaml'
    wrong.write_text(Path(SMALL).read_text().replace("opens: '09:00'", "opens: '25:00'", 1))
    result = flask_without_desks('planner', 'import', str(wrong))
    assert result.exit_code == 1
    assert re.search(r'wrong\.yaml, line \d+, desks\[0\]\.rosters\[0\]\.opens: .+ Nothing was loaded\.', result.output)
    assert 'No desk is loaded yet' in flask_without_desks('planner', 'day', 'AM', '2026-12-02').output


def test_import_names_visits_that_now_lie_outside_working_hours(flask, visit, tmp_path: Path):
    later = tmp_path / 'later.yaml'
    later.write_text(Path(SMALL).read_text().replace("opens: '09:00'", "opens: '11:00'"))
    result = flask('planner', 'import', str(later))
    assert result.exit_code == 0
    assert f'1 booked visits now lie outside working hours and must be moved:\n  {visit.code}\n' in result.output


def test_a_file_that_is_not_there(flask):
    assert "File 'nowhere.yaml' does not exist" in flask('planner', 'import', 'nowhere.yaml').output


def test_release_tells_each_desk_and_then_that_nothing_is_due(flask_without_desks):
    flask_without_desks('planner', 'import', SMALL)
    first = flask_without_desks('planner', 'release').output
    assert re.search(r'^  Amsterdam: \d+ places$', first, re.M)
    assert re.search(r'^[\d,]+ places opened\.$', first, re.M)
    assert flask_without_desks('planner', 'release').output == 'No new weeks to open.\n'


def test_release_until_a_day(flask, planner):
    flask('planner', 'release', '--until', '2027-01-15')
    assert planner.calendar.free('AM', 'BIO', 1).days[-1].day == date(2027, 1, 15)


def test_the_list_of_a_day_shows_three_digits_and_no_more(flask, visit):
    result = flask('planner', 'day', 'am', '2026-12-02')
    assert result.output == (
        'Amsterdam, Wednesday 02 December 2026: 1 visits\n'
        'time   code      product  persons  names                         numbers    language  phone\n'
        f'09:00  {visit.code}  BIO      2        Wei Voorbeeld, Ana Voorbeeld  …890 …891  en        yes\n'
    )


def test_the_list_of_a_day_for_a_spreadsheet(flask, visit):
    rows = list(csv.DictReader(StringIO(flask('planner', 'day', 'AM', '2026-12-02', '--csv').output)))
    assert [(row['time'], row['code'], row['names']) for row in rows] == [
        ('09:00', visit.code, 'Wei Voorbeeld, Ana Voorbeeld'),
    ]


def test_a_day_without_visits(flask):
    assert flask('planner', 'day', 'ZW', '2026-12-02').output == 'Zwolle, Wednesday 02 December 2026: 0 visits\n'


@pytest.mark.parametrize('written', ['2026-11-31', 'tomorrow', '31-12-2026'])
def test_what_is_not_a_day(flask, written):
    result = flask('planner', 'day', 'AM', written)
    assert result.exit_code == 2
    assert f"'{written}' is no day; write year-month-day, such as 2026-12-31." in result.output


def test_an_unknown_desk_gets_the_keys(flask):
    result = flask('planner', 'waiting', 'XX', '2026-12-02')
    assert result.exit_code == 1
    assert "There is no desk 'XX'. The desks are:\n  AM  Amsterdam\n  ZW  Zwolle\n" in result.output


def test_the_waiting_list_explains_itself(flask, planner, visit, clock):
    for key, number, notice in (('a' * 32, '5555555555', 0), ('b' * 32, '6666666666', 24 * 30)):
        planner.waiting.ask(Wish(
            key=key, product='BIO', visit=None, before=date(2026, 12, 9), asked_at=clock.now(), urgency=notice,
            terms=Terms(
                persons=(Person(v_number=number, first_name='Ada'),), contact=Contact(), desks=('AM',),
                notice_hours=notice,
            ),
        ))
    planner.changing.cancel(visit.key, once='1', room='test')
    lines = flask('planner', 'waiting', 'AM', '2026-12-02').output.splitlines()
    assert lines[0] == 'Amsterdam, Wednesday 02 December 2026: 2 offers and skips'
    assert any('…666' in line and 'skipped' in line and 'sooner than they can come' in line for line in lines)
    assert any('…555' in line and 'open' in line and 'until 2026-' in line for line in lines)
    assert '5555555555' not in '\n'.join(lines)


def test_verify_is_one_line(flask, visit):
    result = flask('planner', 'verify')
    assert (result.exit_code, result.output) == (
        0, 'All 1 visits own exactly their 4 claims; nothing else is claimed.\n',
    )


def test_verify_lists_what_is_wrong_and_fails(flask, visit, database):
    with database.transaction() as session:
        session.execute(text('DELETE FROM claim'))
    result = flask('planner', 'verify')
    assert result.exit_code == 1
    assert f'Visit {visit.code} needs one counter able to serve it but has 0.' in result.output
    assert '1 findings among 1 visits with 0 claims.' in result.output


def test_sample_fills_once_and_stays_sound(flask):
    first = flask('planner', 'sample', '--booked', '0.5', '--seed', '3')
    assert re.search(r'^[\d,]+ invented visits were booked\.$', first.output, re.M)
    assert flask('planner', 'sample').output == 'All opened days were filled before.\n'
    assert flask('planner', 'verify').exit_code == 0


def test_sample_needs_desks(flask_without_desks):
    result = flask_without_desks('planner', 'sample')
    assert result.exit_code == 1
    assert 'No desk is loaded yet' in result.output


def test_more_counters_come_from_copies(flask_without_desks, build_planner, small_ships):
    result = flask_without_desks('planner', 'sample', '--counters', '64', '--desks-times', '2')
    assert 'Loaded 3 products and 4 desks with 64 resources.' in result.output
    assert build_planner().calendar.catalogue().desks['AM-2'].name == 'Amsterdam 2'


@pytest.mark.parametrize('engine', ['sqlite'])
def test_invented_visits_stay_out_of_production(build_app):
    app = build_app(
        PORTAL_MODE='production', PORTAL_BASE_URL='https://loket.example', PORTAL_MAIL_URL='smtp://mail.example',
        PORTAL_MAIL_FROM='x@loket.example', PORTAL_SECURITY_CONTACT='mailto:x@loket.example',
    )
    for words in (('planner', 'sample'), ('demo', 'prepare')):
        result = app.test_cli_runner().invoke(args=words)
        assert result.exit_code == 1
        assert 'This portal is in production' in result.output


def test_the_demo_prepares_itself_and_then_skips_what_is_done(blank, build_app, small_ships):
    app = build_app(DATABASE_URL=blank.engine.url.render_as_string(hide_password=False))
    first = app.test_cli_runner().invoke(args=['demo', 'prepare'])
    assert first.exit_code == 0, first.output
    assert '<svg class="scores"' in app.test_client().get('/forecasts').get_data(as_text=True)
    for one in filter(lambda person: person.bsn, read_demo_people()):
        assert app.extensions['parts'][People].get_by_bsn(one.bsn).v_number == one.v_number, 'who has DigiD'
    assert re.search(r'^A visit to try things with: code \w{8} with V-number \d{10}\.$', first.output, re.M)
    assert app.test_cli_runner().invoke(args=['demo', 'prepare']).output.splitlines()[:4] == [
        'The database is what this version needs.', 'Desks are loaded already.', 'No new weeks to open.',
        'All opened days were filled before.',
    ]


def test_tables_go_up_and_down(blank, build_app):
    app = build_app(DATABASE_URL=blank.engine.url.render_as_string(hide_password=False))

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(args=words)

    assert 'run: flask database upgrade' in run('database', 'check').output
    assert 'run: flask database check' in run('planner', 'release').output
    assert run('database', 'upgrade').output == 'The database was brought to what this version needs.\n'
    assert run('database', 'upgrade').output == run('database', 'check').output
    assert run('database', 'downgrade', 'base').output == 'The database is back at base.\n'
    assert run('database', 'check').exit_code == 1
