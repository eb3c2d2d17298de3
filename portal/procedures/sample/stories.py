"""What happens in an invented case, from its receipt to its end; whoever writes it down stops at today."""

from collections.abc import Callable, Mapping

from portal.procedures.sample.happenings import Story, Told, application, card, decision, late, more_time, papers
from portal.procedures.sample.streams import Way


def tell(story: Story) -> list[Told]:
    """The whole course of a case of its stream, as far as it has come."""
    story.happens('received', story.received)
    WAYS[story.stream.way](story)
    late(story)
    return story.told()


def _permit(story: Story) -> None:
    application(story)
    if decision(story) == 'granted':
        card(story, story.after(story.decided, 1, 10))


def _permit_with_mvv(story: Story) -> None:
    application(story)
    if decision(story) == 'granted' and story.by_chance(0.97):
        issued = story.happens('mvv_issued', story.after(story.decided, 14, 80))
        arrived = story.happens('arrived', story.after(issued, 5, 70))
        if story.by_chance(0.8):
            ready = story.happens('card_ready', story.after(arrived, 12, 20))
            if story.by_chance(0.95):
                story.happens('card_collected', story.after(ready, 2, 40))
        else:
            card(story, story.after(arrived, 1, 10))


def _nareis(story: Story) -> None:
    application(story)
    if decision(story) == 'granted':
        issued = story.happens('mvv_issued', story.after(story.decided, 20, 85))
        story.happens('arrived', story.after(issued, 10, 85))


def _naturalisation(story: Story) -> None:
    application(story)
    if decision(story) == 'granted':
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
    more_time(story)
    story.happens('started', story.started)
    heard = story.started + max(1, (story.decided - story.started) // 3)
    story.happens('invited', max(story.started, heard - 10), 'detailed', until=heard)
    story.happens('heard', heard, 'detailed')
    if story.stream.queue.track == 'extended':
        story.happens('research', heard + 1)
    if decision(story) == 'refused' and story.decided - heard > 5:
        view = story.decided - 2
        story.happens('intention', heard + 1, until=view)
        story.happens('view_received', view)


def _pact(story: Story) -> None:
    story.happens('acknowledged', story.after(story.received, 1, 7))
    more_time(story)
    story.happens('started', story.started)
    heard = story.started + max(1, (story.decided - story.started) // 2)
    story.happens('invited', max(story.started, heard - 8), until=heard)
    story.happens('heard', heard)
    decision(story)


def _objection(story: Story) -> None:
    story.happens('decision_sent', story.after(story.received, -27, -5))
    story.happens('acknowledged', story.after(story.received, 2, 10))
    papers(story, story.after(story.received, 5, 20), days=14)
    more_time(story)
    story.happens('started', story.started)
    heard = story.started + (story.decided - story.started) // 2
    if story.by_chance(0.5) and heard > story.started + 3:
        story.happens('invited', story.started + 1, until=heard)
        story.happens('heard', heard)
    decision(story)


def _notice(story: Story) -> None:
    story.happens('acknowledged', story.after(story.received, 1, 8))
    story.happens('started', story.started)
    if story.decided - story.received > 16 and story.by_chance(0.5):
        appealed = story.happens('appealed', story.received + 16)
        ordered = story.after(appealed, 30, 60)
        if ordered < story.decided:
            story.happens('court_ordered', ordered, until=ordered + 14)
    decision(story)


WAYS: Mapping[Way, Callable[[Story], None]] = {
    Way.PERMIT: _permit, Way.PERMIT_WITH_MVV: _permit_with_mvv, Way.NAREIS: _nareis, Way.ASYLUM: _asylum,
    Way.PACT: _pact, Way.NATURALISATION: _naturalisation, Way.OBJECTION: _objection, Way.NOTICE: _notice,
}
