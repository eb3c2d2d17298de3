"""Loading planner files and opening new weeks, on both engines."""

from datetime import date, timedelta

import pytest
import yaml

from portal.appointments.errors import SlotTaken, SlotUnknown
from portal.appointments.model import Contact, Terms, Wish
from portal.appointments.planner_file import read_planner
from portal.appointments.service.fresh import new_key
from portal.appointments.service.opening import Traffic
from tests.appointments.words import at, people, place, post
from tests.fixtures.planners import FILES


@pytest.fixture
def small(planner_file):
    return planner_file('small')


@pytest.fixture
def wait(planner, clock):
    """Puts somebody on the list for Zwolle and gives the key of their wish."""

    def ask(number, urgency=0):
        key = new_key()
        planner.waiting.ask(Wish(
            key=key, product='BIO', visit=None, before=date(2026, 12, 31), urgency=urgency, asked_at=clock.now(),
            terms=Terms(persons=people(number), contact=Contact(), desks=('ZW',)),
        ))
        return key

    return ask


@pytest.fixture
def with_desk(tmp_path):
    """The small planner file with something else at one desk."""

    def changed(key, **changes):
        written = yaml.safe_load((FILES / 'small.yaml').read_text())
        [desk] = [desk for desk in written['desks'] if desk['key'] == key]
        desk.update(changes)
        path = tmp_path / 'planner.yaml'
        path.write_text(yaml.safe_dump(written))
        return read_planner(path)

    return changed


def rosters(*hours, weekdays=('mon', 'tue', 'wed', 'thu', 'fri')):
    """Rosters from '09:00-12:00'."""
    return [
        {'weekdays': list(weekdays), 'opens': one[:5], 'closes': one[6:], 'valid_from': '2026-01-01'} for one in hours
    ]


def test_before_anything_is_loaded_nothing_can_be_booked(empty_planner):
    assert empty_planner.opening.release() == 0
    with pytest.raises(SlotUnknown):
        empty_planner.calendar.free('AM', 'BIO', 1)
    with pytest.raises(SlotUnknown):
        empty_planner.booking.hold(place('2026-12-01 10:00'), 'plan:1')


def test_what_is_loaded_opens_by_a_release_only(empty_planner, small):
    empty_planner.opening.load(small)
    assert empty_planner.calendar.free('AM', 'BIO', 1).days == ()
    told = []
    places = empty_planner.opening.release(told=lambda desk, count: told.append((desk.key, count)))
    # Ten working days of three hours: 18 places at each counter; a hearing's people are counted in short places too.
    assert told[0] == ('AM', 10 * 18 * 2)
    assert places == sum(count for _, count in told)
    assert empty_planner.opening.release() == 0


def test_new_weeks_open_on_monday_at_nine_local_time(planner, clock, free, is_exact):
    clock.moment = at('2026-12-07 08:59:59')
    assert planner.opening.release() == 0
    assert free('2026-12-14') == []
    clock.moment = at('2026-12-07 09:00')
    assert planner.opening.release() > 0
    assert free('2026-12-14')[0] == '09:00'
    assert free('2026-12-18')[-1] == '11:50'
    assert free('2026-12-21') == []
    assert is_exact()


def test_weeks_open_one_after_the_other_in_one_process(planner, clock, free, is_exact):
    for monday, opened in (('2026-12-07', '2026-12-18'), ('2026-12-14', '2026-12-24'), ('2026-12-21', '2027-01-01')):
        clock.moment = at(f'{monday} 09:00')
        planner.tidy()
        assert free(opened) == [] if opened == '2027-01-01' else free(opened)
    assert is_exact()


def test_public_holidays_stay_closed(planner, clock, free):
    clock.moment = at('2026-12-14 09:00')
    planner.opening.release()
    assert free('2026-12-24')
    assert free('2026-12-25') == []


def test_a_release_that_somebody_missed_is_made_up_for(planner, clock, free):
    clock.moment = at('2026-12-23 15:00')
    planner.opening.release()
    assert free('2026-12-24')
    assert free('2026-12-31')


def test_two_processes_open_a_week_once(planner, build_planner, clock, is_exact):
    other = build_planner()
    other.calendar.catalogue()
    clock.moment = at('2026-12-07 09:00')
    assert planner.opening.release() > 0
    assert other.opening.release() == 0
    clock.moment = at('2026-12-14 09:00')
    assert other.opening.release() > 0
    assert planner.opening.release() == 0
    assert is_exact()


def test_days_can_be_opened_by_hand(planner, free, is_exact):
    planner.opening.release(until=date(2026, 12, 15))
    assert free('2026-12-15')
    assert free('2026-12-16') == []
    assert is_exact()


def test_who_waits_is_served_before_a_new_week_is_seen(planner, wait, clock, free, is_exact):
    first, second = wait(1), wait(2, urgency=1)
    clock.moment = at('2026-12-07 09:00')
    planner.opening.release()
    times = {key: planner.waiting.find(key)[1][0].slot for key in (first, second)}
    assert times[second] == place('2026-12-14 09:00', 'ZW')
    assert times[first] == place('2026-12-14 09:10', 'ZW')
    assert free('2026-12-14', 'ZW')[0] == '09:20'
    assert is_exact()


def test_new_hours_hold_at_once(planner, free, is_exact, with_desk):
    assert free('2026-12-01')[-1] == '11:50'
    loaded = planner.opening.load(with_desk('AM', rosters=rosters('10:00-11:00', '13:00-14:00')))
    assert loaded.outside == ()
    assert free('2026-12-01') == [
        '10:00', '10:10', '10:20', '10:30', '10:40', '10:50', '13:00', '13:10', '13:20', '13:30', '13:40', '13:50',
    ]
    assert is_exact()


def test_new_hours_hold_in_every_process(planner, build_planner, book, with_desk):
    other = build_planner()
    other.calendar.free('AM', 'BIO', 1)
    planner.opening.load(with_desk('AM', rosters=rosters('13:00-14:00')))
    with pytest.raises(SlotTaken):
        other.booking.hold(place('2026-12-01 10:00'), 'plan:1')
    other.booking.hold(place('2026-12-01 13:00'), 'plan:1')
    assert len(other.calendar.free('AM', 'BIO', 1).days) == 10


def test_visits_outside_the_new_hours_are_named(planner, book, clock, is_exact, with_desk):
    gone, stays, over = (
        book(place('2026-12-02 09:00'), 1), book(place('2026-12-02 10:00'), 2), book(place('2026-11-30 11:00'), 3),
    )
    half = book(place('2026-12-02 10:50', persons=2), 4, 5)
    planner.changing.cancel(book(place('2026-12-02 09:10'), 6).key, once=post(), room='test')
    clock.moment = at('2026-12-01 09:00')
    loaded = planner.opening.load(with_desk('AM', rosters=rosters('10:00-11:00')))
    assert loaded.outside == tuple(sorted((gone.code, half.code)))
    assert {stays.code, over.code}.isdisjoint(loaded.outside)
    assert is_exact()


def test_a_visit_outside_the_new_hours_can_still_move(planner, book, is_exact, with_desk):
    visit = book(place('2026-12-02 09:00'), 1)
    planner.opening.load(with_desk('AM', rosters=rosters('10:00-11:00')))
    planner.changing.move(visit.key, place('2026-12-02 10:00'), once=post(), room='test')
    assert is_exact()


def test_a_counter_that_is_no_longer_named_takes_nobody(planner, small, book, is_exact, with_desk):
    fewer = [{'key': 'AM-1', 'kind': 'counter', 'skills': ['BIO', 'DOC']}]
    planner.opening.load(with_desk('AM', resources=fewer))
    book(place('2026-12-02 10:00'), 1)
    with pytest.raises(SlotTaken):
        book(place('2026-12-02 10:00'), 2)
    planner.opening.load(small)
    book(place('2026-12-02 10:00'), 2)
    assert is_exact()


def test_a_desk_that_is_not_in_the_file_stays_as_it_was(planner, small, free, is_exact):
    planner.opening.load(small.model_copy(update={'desks': small.desks[:1]}))
    assert free('2026-12-01', 'ZW')
    assert is_exact()


def test_a_load_that_fails_changes_nothing(planner, database, free, with_desk):
    shorter = with_desk('AM', rosters=rosters('10:00-11:00'), phone='020 999 99 99')
    with pytest.raises(KeyboardInterrupt), database.transaction():
        planner.opening.load(shorter)
        raise KeyboardInterrupt
    assert planner.calendar.catalogue().desks['AM'].phone == '020 000 01 01'
    assert free('2026-12-01')[0] == '09:00'
    planner.opening.load(with_desk('AM', phone='020 111 11 11'))
    assert planner.calendar.catalogue().desks['AM'].phone == '020 111 11 11'


def test_an_extra_evening_and_a_closure(planner, free, is_exact, with_desk):
    extras = [{'day': '2026-12-03', 'resources': ['AM-1'], 'opens': '17:00', 'closes': '17:30'}]
    closures = [{'day': '2026-12-04', 'why': {'nl': 'Training', 'en': 'Training'}}]
    planner.opening.load(with_desk('AM', extras=extras, closures=closures))
    assert free('2026-12-03')[-3:] == ['17:00', '17:10', '17:20']
    assert free('2026-12-04') == []
    assert is_exact()


def test_traffic_counts_the_last_seven_days(planner, book, clock):
    family, single = book(place('2026-12-03 10:00', persons=3), 1, 2, 3), book(place('2026-12-03 11:00'), 4)
    leaving = planner.changing.find(family.key).persons[0]
    planner.changing.take_off(family.key, leaving.id, once=post(), room='test')
    planner.changing.move(single.key, place('2026-12-04 10:00', 'ZW'), once=post(), room='test')
    assert planner.opening.traffic('AM') == Traffic(opened=360, given_back=2, taken=4)
    assert planner.opening.traffic('ZW').taken == 1
    clock.moment += timedelta(days=7, seconds=1)
    assert planner.opening.traffic('AM') == Traffic(opened=0, given_back=0, taken=0)


def test_when_the_next_weeks_open(planner):
    desk = planner.calendar.catalogue().desks['AM']
    assert planner.opening.next_release(desk) == at('2026-12-07 09:00')
