"""The rooms that people come for: the planner, document help, the procedures."""

from dataclasses import dataclass
from email.utils import parseaddr

from portal.appointments.messages import Messages
from portal.appointments.service import Planner
from portal.checklist.service import Checklist
from portal.letters.service.from_cases import FromCases
from portal.overview.visiting import PlannedVisits
from portal.procedures.definition_files.reading import definitions
from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.news import News
from portal.procedures.service.ordering import Ordering
from portal.procedures.service.visiting import Visiting
from portal.procedures.service.writing import Writing
from portal.wiring.ground import Ground
from portal.wiring.log_in import LogIn
from portal.wiring.starting import reading


@dataclass(frozen=True, kw_only=True)
class PublicRooms:
    """The doors of the rooms that people come for."""

    planner: Planner
    checklist: Checklist
    cases: Cases
    news: News
    visiting: Visiting
    writing: Writing
    letterbox: Letterbox
    from_cases: FromCases


def build_rooms(ground: Ground, log_in: LogIn) -> PublicRooms:
    """The rooms over this ground; mistakes in their data files end the start."""
    with reading('the rule files'):
        checklist = Checklist(ground.database, ground.clock)
    with reading('the definitions'):
        cases = Cases(ground.database, ground.clock, definitions())
    planner = build_planner(ground)
    news = News(
        ground.database, ground.clock, cases=cases, people=log_in.people, notifications=ground.notifications,
        office=ground.office, base_url=ground.settings.base_url, access_log=log_in.access_log,
    )
    visiting = Visiting(PlannedVisits(planner, log_in.people, ground.clock).of)
    writing = Writing(
        ground.database, cases=cases, people=log_in.people, archive=ground.archive, news=news,
        notifications=ground.notifications, visiting=visiting, office=ground.office,
        base_url=ground.settings.base_url,
    )
    return PublicRooms(
        planner=planner, checklist=checklist, cases=cases, news=news, visiting=visiting, writing=writing,
        letterbox=Letterbox(ground.archive, ground.letters, cases), from_cases=build_from_cases(cases, writing),
    )


def build_from_cases(cases: Cases, writing: Writing) -> FromCases:
    """Fills the place that letters keep for cases."""
    ordering = Ordering(cases, writing)
    return FromCases(asks=ordering.asks, make=ordering.make)


def build_planner(ground: Ground) -> Planner:
    """The planner, with the messages that it sends."""
    settings = ground.settings
    messages = Messages(
        ground.notifications, ground.clock, base_url=settings.base_url, office=ground.office,
        sender=parseaddr(settings.mail_from)[1],
    )
    return Planner.over(ground.database, ground.clock, messages, periods=settings.periods)
