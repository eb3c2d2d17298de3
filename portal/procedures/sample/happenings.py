"""A case that is being invented, and what happens in many kinds of cases: papers, more time, a decision, a card."""

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


def application(story: Story) -> None:
    """From receipt to the decision, which is left out."""
    first = min(story.after(story.received, 2, 12), story.started)
    if story.stream.fee:
        asked = story.happens('fee_asked', min(story.after(story.received, 1, 3), first))
        story.happens('paid', min(story.after(asked, 1, 13), story.started))
    story.happens('acknowledged', first)
    if not papers(story, story.after(first, 5, 30), days=28):
        story.happens('complete', min(story.after(first, 3, 20), story.started))
    more_time(story)
    story.happens('started', story.started)
    if story.decided - story.started > 40 and story.by_chance(0.5):
        research(story)


def papers(story: Story, day: int, *, days: int) -> bool:
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


def research(story: Story) -> None:
    """The service asks somebody else, abroad or not; the clock may stand still."""
    begins = story.after(story.started, 2, 10)
    if story.by_chance(0.6):
        story.happens('suspended', begins, 'foreign_information', told=begins)
        story.happens('resumed', story.decided - 5, 'foreign_information')
    else:
        story.happens('research', begins)


def more_time(story: Story) -> None:
    """The service takes more time, when it sees that it will not be ready."""
    ends = story.received + story.stream.term_days
    if story.stream.extension and story.decided > ends - BEFORE_THE_END and story.by_chance(0.7):
        day = ends - BEFORE_THE_END
        story.happens('extended', day, story.stream.extension, until=ends + story.stream.extension_days, told=day)


def decision(story: Story) -> str:
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


def card(story: Story, day: int) -> None:
    """Fingerprints, a card, and somebody who comes for it."""
    story.happens('biometrics_asked', day)
    if not story.by_chance(0.97):
        return
    taken = story.happens('biometrics_taken', story.after(day, 7, 60))
    ready = story.happens('card_ready', story.after(taken, 12, 20))
    if story.by_chance(0.95):
        story.happens('card_collected', story.after(ready, 2, 40))


def late(story: Story) -> None:
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
