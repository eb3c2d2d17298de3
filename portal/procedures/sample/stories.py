"""What happens in an invented case, from its receipt to its end; whoever writes it down stops at today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from portal.procedures.sample.streams import Stream, Way

Told = dict[str, object]
GIVES_NOTICE, GOES_TO_COURT = 0.2, 0.5
BEFORE_THE_END = 12
"""Days before the end of the period on which more time is taken."""


@dataclass
class Story:
    """The events of one case; days are ordinals."""

    random: Random
    stream: Stream
    received: int
    started: int
    decided: int
    today: int
    events: list[tuple[int, Told]] = field(default_factory=list)

    def happens(self, kind: str, day: int, what: str = '', *, until: int = 0, told: int = 0) -> int:
        """Something happens on a day; returns the day."""
        event: Told = {'kind': kind, 'day': date.fromordinal(day).isoformat()}
        if what:
            event['what'] = what
        if until:
            event['until'] = date.fromordinal(until).isoformat()
        if told:
            event['told'] = date.fromordinal(told).isoformat()
        self.events.append((day, event))
        return day

    def after(self, day: int, least: int, most: int) -> int:
        """Some days after a day."""
        return day + self.random.randint(least, most)

    def by_chance(self, share: float) -> bool:
        """It happens to this share of people."""
        return self.random.random() < share

    def told(self) -> list[Told]:
        """What has happened by today, in the order in which it did."""
        happened = (one for one in self.events if one[0] <= self.today)
        return [event for _, event in sorted(happened, key=lambda one: one[0])]


def tell(story: Story) -> list[Told]:
    """The whole course of a case of its stream, as far as it has come."""
    story.happens('received', story.received)
    WAYS[story.stream.way](story)
    _late(story)
    return story.told()


def _permit(story: Story) -> None:
    _application(story)
    if _decision(story) == 'granted':
        _card(story, story.after(story.decided, 1, 10))


def _permit_with_mvv(story: Story) -> None:
    _application(story)
    if _decision(story) == 'granted' and story.by_chance(0.97):
        issued = story.happens('mvv_issued', story.after(story.decided, 14, 80))
        arrived = story.happens('arrived', story.after(issued, 5, 70))
        if story.by_chance(0.8):
            ready = story.happens('card_ready', story.after(arrived, 12, 20))
            if story.by_chance(0.95):
                story.happens('card_collected', story.after(ready, 2, 40))
        else:
            _card(story, story.after(arrived, 1, 10))


def _nareis(story: Story) -> None:
    _application(story)
    if _decision(story) == 'granted':
        issued = story.happens('mvv_issued', story.after(story.decided, 20, 85))
        story.happens('arrived', story.after(issued, 10, 85))


def _naturalisation(story: Story) -> None:
    _application(story)
    if _decision(story) == 'granted':
        planned = story.after(story.decided, 5, 20)
        ceremony = story.after(planned, 15, 40)
        story.happens('ceremony_planned', planned, until=ceremony)
        if story.by_chance(0.96):
            story.happens('ceremony_held', ceremony)


def _asylum(story: Story) -> None:
    interview = story.after(story.received, 5, 60)
    if interview < story.started - 3:
        story.happens('invited', interview - 4, 'application', until=interview)
        story.happens('heard', interview, 'application')
    _more_time(story)
    story.happens('started', story.started)
    heard = story.started + max(1, (story.decided - story.started) // 3)
    story.happens('invited', max(story.started, heard - 10), 'detailed', until=heard)
    story.happens('heard', heard, 'detailed')
    if story.stream.queue.track == 'extended':
        story.happens('research', heard + 1)
    if _decision(story) == 'refused' and story.decided - heard > 5:
        view = story.decided - 2
        story.happens('intention', heard + 1, until=view)
        story.happens('view_received', view)


def _pact(story: Story) -> None:
    story.happens('acknowledged', story.after(story.received, 1, 7))
    _more_time(story)
    story.happens('started', story.started)
    heard = story.started + max(1, (story.decided - story.started) // 2)
    story.happens('invited', max(story.started, heard - 8), until=heard)
    story.happens('heard', heard)
    _decision(story)


def _objection(story: Story) -> None:
    story.happens('decision_sent', story.after(story.received, -27, -5))
    story.happens('acknowledged', story.after(story.received, 2, 10))
    _papers(story, story.after(story.received, 5, 20), days=14)
    _more_time(story)
    story.happens('started', story.started)
    heard = story.started + (story.decided - story.started) // 2
    if story.by_chance(0.5) and heard > story.started + 3:
        story.happens('invited', story.started + 1, until=heard)
        story.happens('heard', heard)
    _decision(story)


def _notice(story: Story) -> None:
    story.happens('acknowledged', story.after(story.received, 1, 8))
    story.happens('started', story.started)
    if story.decided - story.received > 16 and story.by_chance(0.5):
        appealed = story.happens('appealed', story.received + 16)
        ordered = story.after(appealed, 30, 60)
        if ordered < story.decided:
            story.happens('court_ordered', ordered, until=ordered + 14)
    _decision(story)


WAYS: Mapping[Way, Callable[[Story], None]] = {
    Way.PERMIT: _permit, Way.PERMIT_WITH_MVV: _permit_with_mvv, Way.NAREIS: _nareis, Way.ASYLUM: _asylum,
    Way.PACT: _pact, Way.NATURALISATION: _naturalisation, Way.OBJECTION: _objection, Way.NOTICE: _notice,
}


def _application(story: Story) -> None:
    """From receipt to the decision, which is left out."""
    first = min(story.after(story.received, 2, 12), story.started)
    if story.stream.fee:
        asked = story.happens('fee_asked', min(story.after(story.received, 1, 3), first))
        story.happens('paid', min(story.after(asked, 1, 13), story.started))
    story.happens('acknowledged', first)
    if not _papers(story, story.after(first, 5, 30), days=28):
        story.happens('complete', min(story.after(first, 3, 20), story.started))
    _more_time(story)
    story.happens('started', story.started)
    if story.decided - story.started > 40 and story.by_chance(0.5):
        _research(story)


def _papers(story: Story, day: int, *, days: int) -> bool:
    """Papers are asked for, while the case waits or after its start; most people send them."""
    if not story.by_chance(story.stream.asked):
        return False
    asked = min(day, story.decided - 3) if story.by_chance(0.6) else story.started + 1
    if asked >= story.decided - 2 or asked <= story.received:
        return False
    story.happens('asked', asked, story.stream.paper, until=asked + days, told=asked)
    if story.by_chance(0.9):
        story.happens('papers_received', min(story.after(asked, 3, days), story.decided - 1))
    return True


def _research(story: Story) -> None:
    """The service asks somebody else, abroad or not; the clock may stand still."""
    begins = story.after(story.started, 2, 10)
    if story.by_chance(0.6):
        story.happens('suspended', begins, 'foreign_information', told=begins)
        story.happens('resumed', story.decided - 5, 'foreign_information')
    else:
        story.happens('research', begins)


def _more_time(story: Story) -> None:
    """The service takes more time, when it sees that it will not be ready."""
    ends = story.received + story.stream.term_days
    if story.stream.extension and story.decided > ends - BEFORE_THE_END and story.by_chance(0.7):
        day = ends - BEFORE_THE_END
        story.happens('extended', day, story.stream.extension, until=ends + story.stream.extension_days, told=day)


def _decision(story: Story) -> str:
    """What is decided, unless the case is withdrawn before."""
    if story.by_chance(0.04):
        story.decided = story.received + max(3, round((story.decided - story.received) * story.random.random()))
        story.events = [one for one in story.events if one[0] < story.decided]
        story.happens('withdrawn', story.decided)
        return 'withdrawn'
    chance = story.random.random()
    outcome = 'granted' if chance < story.stream.granted else 'set_aside' if chance > 0.97 else 'refused'
    if story.stream.way is not Way.NOTICE or outcome != 'set_aside':
        story.happens('decided', story.decided, outcome)
    return outcome


def _card(story: Story, day: int) -> None:
    """Fingerprints, a card, and somebody who comes for it."""
    story.happens('biometrics_asked', day)
    if not story.by_chance(0.97):
        return
    taken = story.happens('biometrics_taken', story.after(day, 7, 60))
    ready = story.happens('card_ready', story.after(taken, 12, 20))
    if story.by_chance(0.95):
        story.happens('card_collected', story.after(ready, 2, 40))


def _late(story: Story) -> None:
    """Some whose decision is late ask for it in writing, and go to the court."""
    extended = any(event['kind'] == 'extended' for _, event in story.events)
    ends = story.received + story.stream.term_days + (story.stream.extension_days if extended else 0)
    given = ends + 7 + story.random.randint(1, 60)
    if story.stream.way is Way.NOTICE or story.decided <= given or not story.by_chance(GIVES_NOTICE):
        return
    story.happens('notice_of_default', given)
    appealed = story.after(given, 16, 40)
    if appealed < story.decided and story.by_chance(GOES_TO_COURT):
        story.happens('appealed', appealed)
        ordered = story.after(appealed, 40, 60)
        if ordered < story.decided:
            story.happens('court_ordered', ordered, until=ordered + 56)
