"""Whatever people do, in whatever order: the planner does what a sheet of paper would, and nobody is booked twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import text

from portal.appointments.errors import AppointmentRefused
from portal.appointments.messages import Messages
from portal.appointments.model import Contact, Slot, Terms, Wish
from portal.appointments.planner_file import read_planner
from portal.appointments.service import Planner
from portal.appointments.service.fresh import new_key
from portal.clock import SetClock
from portal.database import Database
from portal.notifications.composing import Composer
from portal.notifications.service import Notifications
from tests.appointments import naive
from tests.appointments.brute_force import assert_exact
from tests.appointments.words import ENGLISH, people, place, post
from tests.fixtures.databases import Maker
from tests.fixtures.planners import FILES, NOW, OFFICE

TINY = read_planner(FILES / 'tiny.yaml')
OPEN = (date(2026, 12, 1), date(2026, 12, 2))
TIMES = [f'{day} 09:{minute:02}' for day in OPEN for minute in (0, 10, 20, 30)]
DESKS, PERSONS = st.sampled_from(['AM', 'ZW', 'ZW']), st.integers(1, 2)
PEOPLE = st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True).map(tuple)
PASSING = st.sampled_from([timedelta(minutes=1), timedelta(minutes=16), timedelta(hours=5), timedelta(hours=11)])
TAKEN = text(
    'select v.key, v.state, v.holder, v.starts, v.ticks, v.desk, v.sequence, c.resource_id, count(*) as ticks_owned '
    'from visit v left join claim c on c.visit_id = v.id '
    'group by v.id, v.key, v.state, v.holder, v.starts, v.ticks, v.desk, v.sequence, c.resource_id',
)


class Desk(RuleBasedStateMachine):
    """Everything that visitors can do, done both to the planner and to a sheet of paper."""

    def __init__(self, maker: Maker, composer: Composer) -> None:
        super().__init__()
        self.maker, self.url = maker, maker.ready()
        self.database, self.clock = Database(self.url), SetClock(NOW)
        notifications = Notifications(self.database, self.clock, composer)
        self.planner = Planner.over(self.database, self.clock, Messages(
            notifications, self.clock, base_url='https://loket.example', office=OFFICE, sender='a@loket.example',
        ))
        self.planner.opening.load(TINY)
        self.planner.opening.release(until=OPEN[-1])
        known = self.planner.calendar.catalogue()
        self.sheet = naive.Sheet(self.clock, dict(known.desks), {
            desk: [one.id for one in resources] for desk, resources in known.resources.items()
        })
        self.holders: dict[str, str] = {}

    def teardown(self) -> None:
        self.database.engine.dispose()
        self.maker.drop(self.url)

    def both(self, check: Callable[[], None], act: Callable[[], object]) -> object:
        """Do it, or see it refused in the very way that the sheet says; None when it was refused."""
        try:
            check()
        except AppointmentRefused as refusal:
            with pytest.raises(type(refusal)):
                act()
            return None
        return act()

    @rule(time=st.sampled_from(TIMES), desk=DESKS, persons=PERSONS)
    def hold(self, time: str, desk: str, persons: int) -> None:
        slot, holder = place(time, desk, persons=persons), f'plan:{len(self.holders)}'
        held = self.both(lambda: self.sheet.check_free(slot), lambda: self.planner.booking.hold(slot, holder))
        if held:
            self.holders[held.key] = holder
            self.sheet.hold(held.key, slot)

    @rule(time=st.sampled_from(TIMES), desk=DESKS, who=PEOPLE)
    def book(self, time: str, desk: str, who: tuple[int, ...]) -> None:
        self._book(place(time, desk, persons=len(who)), who)

    @precondition(lambda self: self.sheet.holds)
    @rule(data=st.data(), who=PEOPLE)
    def book_what_is_kept(self, data: st.DataObject, who: tuple[int, ...]) -> None:
        key = data.draw(st.sampled_from(self.sheet.holds))
        slot = self.sheet.lines[key].slot
        self._book(slot, (*who, *(number + 10 for number in who))[:slot.persons], key)

    def _book(self, slot: Slot, who: tuple[int, ...], kept: str = '') -> None:
        visit = self.both(
            lambda: self.sheet.check_book(slot, who, kept),
            lambda: self.planner.booking.book(
                slot, people(*who), ENGLISH, holder=self.holders.get(kept, ''), room='test',
            ),
        )
        if visit:
            self.sheet.book(visit.key, slot, who)

    @precondition(lambda self: self.sheet.visits)
    @rule(data=st.data(), time=st.sampled_from(TIMES), desk=DESKS)
    def move(self, data: st.DataObject, time: str, desk: str) -> None:
        key = data.draw(st.sampled_from(self.sheet.visits))
        slot = place(time, desk, persons=len(self.sheet.lines[key].people))
        if self.both(
            lambda: self.sheet.check_move(key, slot),
            lambda: self.planner.changing.move(key, slot, once=post(), room='test'),
        ):
            self.sheet.move(key, slot)

    @precondition(lambda self: self.sheet.visits)
    @rule(data=st.data())
    def take_off(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.sheet.visits))
        leaving = data.draw(st.sampled_from(self.planner.changing.find(key).persons))
        if self.both(
            lambda: self.sheet.check_take_off(key),
            lambda: self.planner.changing.take_off(key, leaving.id, once=post(), room='test'),
        ):
            self.sheet.take_off(key, int(leaving.v_number))

    @precondition(lambda self: self.sheet.visits)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.sheet.visits))
        if self.both(
            lambda: self.sheet.check_change(key),
            lambda: self.planner.changing.cancel(key, once=post(), room='test'),
        ):
            self.sheet.cancel(key)

    @rule(who=PEOPLE, urgency=st.integers(0, 1))
    def wait_for_a_first_visit(self, who: tuple[int, ...], urgency: int) -> None:
        self._wait(who, None, urgency)

    @precondition(lambda self: self.sheet.visits)
    @rule(data=st.data(), urgency=st.integers(0, 1))
    def wait_for_an_earlier_place(self, data: st.DataObject, urgency: int) -> None:
        key = data.draw(st.sampled_from(self.sheet.visits))
        self._wait(self.sheet.lines[key].people, key, urgency)

    def _wait(self, who: tuple[int, ...], visit: str | None, urgency: int) -> None:
        wish = Wish(
            key=new_key(), product='BIO', visit=self.planner.changing.find(visit).id if visit else None,
            before=OPEN[-1], urgency=urgency, asked_at=self.clock.now(),
            terms=Terms(persons=people(*who), contact=Contact(), desks=('ZW',), notice_hours=0),
        )
        asked = self.both(lambda: self.sheet.check_wait(who, visit), lambda: self.planner.waiting.ask(wish))
        if asked:
            self.sheet.wait(wish.key, naive.Wish(who, visit, urgency, number=asked.id))

    @precondition(lambda self: self.sheet.wishes)
    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.sheet.wishes)))
        visit = self.both(lambda: self.sheet.check_accept(key), lambda: self.planner.waiting.accept(key))
        if visit:
            self.sheet.accept(key, visit.key)

    @precondition(lambda self: self.sheet.wishes)
    @rule(data=st.data())
    def decline(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(list(self.sheet.wishes)))
        if self.both(lambda: self.sheet.check_offered(key), lambda: self.planner.waiting.decline(key)):
            self.sheet.decline(key)

    @precondition(lambda self: self.sheet.waiting())
    @rule(data=st.data())
    def end_wish(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.sheet.waiting()))
        self.planner.waiting.end(key)
        self.sheet.end(key)

    @rule(passing=PASSING)
    def time_passes(self, passing: timedelta) -> None:
        self.clock.moment += passing

    @rule()
    def the_minute_job_runs(self) -> None:
        self.planner.waiting.lapse()
        self.planner.booking.expire()
        self.sheet.lapse()
        self.sheet.expire()

    @invariant()
    def the_tables_are_what_the_sheet_says(self) -> None:
        with self.database.reading() as session:
            rows = [row for row in session.execute(TAKEN).mappings() if row['state'] != 'cancelled']
        found = {row['holder'] if row['state'] == 'offered' else row['key']: row for row in rows}
        assert len(rows) == len(found)
        assert {
            key: (row['desk'], row['starts'], row['ticks_owned'], row['sequence']) for key, row in found.items()
        } == {
            key: (line.slot.desk, line.slot.starts, line.slot.ticks, line.sequence)
            for key, line in self.sheet.lines.items()
        }
        for key, row in found.items():
            line = self.sheet.lines[key]
            assert line.counter in (None, row['resource_id'])
            self.sheet.lines[key] = replace(line, counter=row['resource_id'])

    @invariant()
    def the_calendar_is_exact(self) -> None:
        assert_exact(self.planner, self.database, self.clock)


SHORT = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], derandomize=True,
)
LONG = settings(SHORT, max_examples=400, stateful_step_count=50, phases=list(Phase), derandomize=False)


@pytest.mark.parametrize(('engine', 'how'), [
    ('sqlite', SHORT), ('postgresql', settings(SHORT, max_examples=8)),
    pytest.param('sqlite', LONG, marks=pytest.mark.proof), pytest.param('postgresql', LONG, marks=pytest.mark.proof),
], ids=['sqlite', 'postgresql', 'sqlite-long', 'postgresql-long'])
def test_the_planner_does_what_a_sheet_of_paper_would(maker, composer, how):
    run_state_machine_as_test(lambda: Desk(maker, composer), settings=how)
