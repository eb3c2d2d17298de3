"""What must be so for every case, whatever happened to it."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.procedures.model import Case, CaseId, ClockState, Event, EventKind, Standing
from portal.procedures.rules.clocks.default import find_default
from portal.procedures.rules.clocks.running import Running
from portal.procedures.rules.clocks.statutory import find_late, legal_end
from portal.procedures.rules.days import why_off
from portal.procedures.rules.steps import find_progress
from portal.procedures.rules.wording import in_words
from tests.procedures.cases import LATER, law

MANY = settings(max_examples=150, deadline=None, derandomize=True)
SLOW = settings(max_examples=80, deadline=None, derandomize=True)
DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
PLACES = sorted(
    {(procedure.key, track.key) for procedure in law().files.procedures for track in procedure.tracks}
)
WHAT = {
    EventKind.ASKED: [period.key for period in law().files.periods if period.key.startswith('asked_')],
    EventKind.SUSPENDED: [one.key for one in law().files.suspensions],
    EventKind.EXTENDED: sorted({one.key for term in law().files.terms for one in term.extensions}),
    EventKind.DECIDED: ['granted', 'refused', 'set_aside'],
    EventKind.STEP_CHANGED: [step.key for step in law().files.steps],
}


@st.composite
def events(draw: st.DrawFn, received: date) -> Event:
    """Something that happened to a case, possible or not."""
    kind = draw(st.sampled_from(EventKind))
    day = received + timedelta(days=draw(st.integers(0, 500)))
    until = draw(st.none() | st.integers(-5, 400).map(lambda days: day + timedelta(days=days)))
    told = draw(st.none() | st.just(day))
    return Event(kind=kind, day=day, what=draw(st.sampled_from(['', *WHAT.get(kind, [])])), until=until, told=told)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case."""
    procedure, track = draw(st.sampled_from(PLACES))
    received = draw(DAYS)
    found = draw(st.lists(events(received), max_size=8))
    return Case(id=CaseId('Z1'), procedure=procedure, track=track, received=received, events=tuple(found))


def family(received: date, *happened: Event) -> Case:
    """A family case with 90 days."""
    return Case(id=CaseId('Z1'), procedure='family', track='with_mvv', received=received, events=happened)


@MANY
@given(received=DAYS, first=st.integers(0, 89), days=st.integers(1, 200))
def test_a_suspension_moves_the_end_by_its_days_before_the_weekend(received: date, first: int, days: int):
    begins = received + timedelta(days=first)
    stopped = Event(kind=EventKind.SUSPENDED, what='consent', day=begins, until=begins + timedelta(days=days - 1))
    expected = Running(definitions=law(), start=received, chain=received + timedelta(days=90 + days)).last_day
    assert legal_end(family(received, stopped), law(), LATER).day == expected


@MANY
@given(received=DAYS)
def test_a_short_period_never_ends_on_a_day_off(received: date):
    day = legal_end(family(received), law(), LATER).day
    assert day is not None and why_off(day) is None
    assert received + timedelta(days=90) <= day <= received + timedelta(days=95)


@SLOW
@given(case=cases(), today=DAYS)
def test_the_last_step_of_a_reckoning_has_the_date(case: Case, today: date):
    found = legal_end(case, law(), today)
    assert found.steps and all(step.source for step in found.steps)
    if found.day is not None:
        assert found.steps[-1].day == found.day


@SLOW
@given(case=cases(), today=DAYS)
def test_every_step_can_be_said(case: Case, today: date):
    legal = legal_end(case, law(), today)
    given = find_default(case, law(), today, legal=legal)
    for step in (*legal.steps, *given.steps):
        for language in ('nl', 'en'):
            said = in_words(law(), step, language, say_day=date.isoformat)
            assert said and '{' not in said and said.endswith('.')


@SLOW
@given(case=cases(), today=DAYS)
def test_the_future_changes_nothing(case: Case, today: date):
    past = tuple(event for event in case.events if event.day <= today)
    known = Case(id=case.id, procedure=case.procedure, track=case.track, received=case.received, events=past)
    assert legal_end(case, law(), today) == legal_end(known, law(), today)


@SLOW
@given(case=cases(), today=DAYS)
def test_a_clock_that_stands_still_is_not_late(case: Case, today: date):
    legal = legal_end(case, law(), today)
    late = find_late(case, legal, today)
    if legal.state is ClockState.STOPPED:
        assert late is None and legal.day is not None and legal.day >= today
    if legal.state is ClockState.LATE:
        assert late is not None and late.days > 0 and late.since <= today
    if legal.state is ClockState.RUNNING:
        assert late is None


@SLOW
@given(case=cases(), today=DAYS)
def test_a_notice_counts_only_after_the_last_day(case: Case, today: date):
    found = find_default(case, law(), today, legal=legal_end(case, law(), today))
    if found.court_from is not None and found.given is not None and found.may_from is not None:
        then = legal_end(case, law(), found.given)
        assert then.day is not None and found.given > then.day
        assert found.court_from >= found.given + timedelta(days=15)


@SLOW
@given(case=cases(), today=DAYS)
def test_a_case_is_at_one_step(case: Case, today: date):
    legal = legal_end(case, law(), today)
    found = find_progress(case, law(), today, legal=legal, default=find_default(case, law(), today, legal=legal))
    standings = [one.standing for one in found.steps]
    assert standings.count(Standing.NOW) == 1
    order = {Standing.DONE: 0, Standing.NOW: 1, Standing.NEXT: 2, Standing.IF_GRANTED: 2}
    assert [order[one] for one in standings] == sorted(order[one] for one in standings)
    assert found.lead['nl'] and found.changed >= case.received
    assert ('{day}' not in found.lead['nl']) or found.lead_day is not None
