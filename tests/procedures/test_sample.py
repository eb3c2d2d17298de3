"""Invented cases: the same seed the same cases, without a mistake, with the shares and the pace that they claim."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import yaml

from portal.kernel.dutch_time import dutch_day
from portal.procedures.case_file.reading import Line
from portal.procedures.case_file.telling import read
from portal.procedures.definition_files.reading import definitions
from portal.procedures.model import Case, CaseId, Event, Standing
from portal.procedures.model.kept import QueueKey
from portal.procedures.rules.clocks.default import find_default
from portal.procedures.rules.clocks.statutory import find_late, legal_end
from portal.procedures.rules.steps import find_progress
from portal.procedures.rules.telling import words_of
from portal.procedures.sample.demo import PEOPLE, demo_cases
from portal.procedures.sample.inventing import invent
from portal.procedures.sample.pace import courses
from portal.procedures.sample.streams import STREAMS
from tests.fixtures.planners import NOW
from tests.servers import ROOT

COUNT = 2_000


@pytest.fixture(scope='module')
def invented():
    return [json.loads(line) for line in invent(COUNT, seed=1, now=NOW)]


def mistakes(lines, now):
    """What an import would say of these lines."""
    found = read(
        [Line(number, line.encode(), 0) for number, line in enumerate(lines)], definitions(), words_of(definitions()), now=now,
    )
    return found.mistakes


def test_the_same_seed_on_the_same_day_invents_the_same_cases():
    assert list(invent(300, seed=7, now=NOW)) == list(invent(300, seed=7, now=NOW + timedelta(hours=5)))
    assert list(invent(300, seed=7, now=NOW)) != list(invent(300, seed=8, now=NOW))


@pytest.mark.parametrize('now', [NOW, datetime(2026, 6, 12, 9, tzinfo=UTC), datetime(2026, 3, 29, 3, tzinfo=UTC), datetime(2028, 2, 29, 23, 30, tzinfo=UTC)])
def test_an_import_finds_no_mistake_on_any_day(now):
    assert mistakes(invent(COUNT, seed=1, now=now), now) == []
    assert mistakes(demo_cases(now), now) == []


def test_nothing_is_told_of_the_future(invented):
    today = dutch_day(NOW).isoformat()
    assert max(event['day'] for case in invented for event in case['events']) <= today


def test_references_are_told_once_and_people_always_in_the_same_way(invented):
    assert len({case['reference'] for case in invented}) == len(invented)
    born = {(person['v_number'], person['birth_date']) for case in invented for person in case['persons']}
    assert len(born) == len({v_number for v_number, _ in born})
    assert all(v_number.startswith('3') for v_number, _ in born), 'no number of the demonstration'


def test_the_shares_are_those_of_the_figures(invented):
    found = Counter(case['procedure'] for case in invented)
    wanted = {'naturalisation': 0.24, 'family': 0.13, 'study': 0.10, 'nareis': 0.09, 'highly_skilled': 0.14, 'objection': 0.04}
    assert {name: found[name] / len(invented) for name in wanted} == pytest.approx(wanted, abs=0.015)


def test_every_queue_that_is_invented_is_one_of_the_definitions_and_none_is_forgotten():
    known = {procedure.key for procedure in definitions().files.procedures}
    assert {stream.queue.procedure for stream in STREAMS} == known


def test_all_stages_are_there(invented):
    def stage(case):
        kinds = [event['kind'] for event in case['events']]
        return next((kind for kind in ('withdrawn', 'decided', 'started') if kind in kinds), 'waiting')
    stages = Counter(map(stage, invented))
    assert min(stages.values()) > COUNT * 0.01
    kinds = Counter(event['kind'] for case in invented for event in case['events'])
    assert sum(kinds.values()) / len(invented) == pytest.approx(8, abs=1), '250,000 cases have two million events'
    for kind in ('asked', 'suspended', 'extended', 'invited', 'notice_of_default', 'court_ordered', 'card_ready'):
        assert kinds[kind], kind


@pytest.mark.parametrize(('queue', 'weeks'), [
    (QueueKey('naturalisation', 'general'), 36), (QueueKey('family', 'with_mvv'), 10), (QueueKey('objection', 'regular'), 11),
])
def test_people_wait_as_long_as_they_should(queue, weeks):
    stream = next(stream for stream in STREAMS if stream.queue == queue)
    today = dutch_day(NOW).toordinal()
    found = courses(stream, 3_000, today, np.random.default_rng(1))
    lately = (found.started > today - 60) & (found.started <= today) & ~found.priority
    assert np.median(found.started[lately] - found.received[lately]) / 7 == pytest.approx(weeks, rel=0.15)


def test_a_halt_stops_starts_and_nobody_is_started_on_a_weekend():
    stream = next(stream for stream in STREAMS if stream.halts and stream.halts[0][1])
    since, until = (day.toordinal() for day in stream.halts[0])
    found = courses(stream, 3_000, dutch_day(NOW).toordinal(), np.random.default_rng(1))
    halted = (found.started > since + 7) & (found.started < until) & ~found.priority
    assert halted.sum() < 0.01 * len(found.started)
    assert set((found.started - 1) % 7) == set(range(5))


class TestTheDemonstration:
    def test_its_people_are_those_who_can_log_in(self):
        told = yaml.safe_load((ROOT / 'portal' / 'identity' / 'data' / 'demo_people.yaml').read_text())['people']
        assert sorted(PEOPLE.values()) == sorted(
            (one['v_number'], one['birth_date'].isoformat(), one['name'], one['language']) for one in told
        )

    def test_every_one_of_them_has_a_case(self):
        told = [json.loads(line) for line in demo_cases(NOW)]
        assert {person['v_number'] for case in told for person in case['persons']} == {one[0] for one in PEOPLE.values()}

    def test_it_shows_every_situation(self):
        shown = [judged(case) for case in arrived(demo_cases(NOW))]
        progress = [one for one, _, _, _ in shown]
        turns = {turn.turn.key for one in progress for turn in one.turns}
        assert {'papers_family', 'biometrics', 'collect_card', 'interview'} <= turns
        assert any(late and default.stage == 'may_give' for _, _, default, late in shown), 'late, with a notice possible'
        assert any(legal.state == 'stopped' for _, legal, _, _ in shown)
        assert any(step.told == 'extended' for _, legal, _, _ in shown for step in legal.steps)
        now = {step.step.key for one in progress for step in one.steps if step.standing is Standing.NOW}
        assert {'waiting', 'nat_waiting', 'nareis_waiting', 'objection_hearing', 'card_ready', 'biometrics'} <= now


def arrived(lines):
    """The cases of these lines, as the store would give them back."""
    found = read([Line(1, line.encode(), 0) for line in lines], definitions(), words_of(definitions()), now=NOW)
    for _, told in found.arrived:
        yield Case(
            id=CaseId(told.reference), procedure=told.procedure, track=told.track, queue=told.queue, received=told.received,
            events=tuple(Event(**event.model_dump()) for event in told.events),
        )


def judged(case):
    """Where a case stands, by when the law wants a decision, the notice of default, and whether it is late."""
    day, known = dutch_day(NOW), definitions()
    legal = legal_end(case, known, day)
    default = find_default(case, known, day, legal=legal)
    return find_progress(case, known, day, legal=legal, default=default), legal, default, find_late(case, legal, day)
