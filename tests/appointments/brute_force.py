"""The planner's truth, worked out the slow way from the tables alone: tick by tick, with sets."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product as every
from zoneinfo import ZoneInfo

from sqlalchemy import text

from portal.appointments.model import Catalogue
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.database import Database
from portal.kernel.ticks import TICK, day_bounds, moment_of

Ticks = dict[int, set[int]]
"""By resource."""


def free_starts(free: Ticks, catalogue: Catalogue, question: tuple[str, str, int], now: datetime) -> list[int]:
    """Every tick at which a visit to (desk, product, persons) can start, ascending."""
    desk, product = catalogue.desks[question[0]], catalogue.products[question[1]]
    ticks, able = product.ticks(question[2]), catalogue.able(desk.key, product.key)
    return [
        start for start in sorted(set().union(*free.values()))
        if moment_of(start) >= now + desk.lead and _on_grid(start, desk.zone, product.step_minutes)
        and all(any(set(range(start, start + ticks)) <= free[one.id] for one in resources) for resources in able)
    ]


def _free(database: Database, desk: str, now: datetime) -> Ticks:
    """The ticks at which each resource of the desk works and that nobody has."""
    free: Ticks = defaultdict(set)
    with database.reading() as session:
        shifts = session.execute(text('select resource_id, starts, ends from shift where desk = :desk'), {'desk': desk})
        for resource, starts, ends in shifts:
            free[resource] |= set(range(starts, ends))
        claims = text('select c.resource_id, c.tick, v.id from claim c join visit v on v.id = c.visit_id')
        over = _over(database, now)
        for resource, tick, visit in session.execute(claims):
            if visit not in over:
                free[resource].discard(tick)
    return free


def _over(database: Database, now: datetime) -> set[int]:
    """Visits that were only kept, and whose time is over."""
    query = text('select id, held_until from visit where held_until is not null')
    with database.reading() as session:
        return {number for number, until in session.execute(query) if _instant(until) <= now}


def _instant(kept: object) -> datetime:
    """SQLite gives moments back as text, in UTC."""
    moment = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    assert isinstance(moment, datetime)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def _on_grid(start: int, zone: ZoneInfo, step_minutes: int) -> bool:
    """It lies so many times the step after local midnight, counted in minutes that really pass."""
    day = moment_of(start).astimezone(zone).date()
    return (start - day_bounds(day, zone)[0]) * TICK % timedelta(minutes=step_minutes) == timedelta()


def assert_exact(planner: Planner, database: Database, clock: Clock, *, persons: tuple[int, ...] = (1, 2)) -> None:
    """The planner's calendar is what the tables say, and every visit owns exactly its place."""
    catalogue = planner.calendar.catalogue()
    for desk in catalogue.desks:
        ticks = _free(database, desk, clock.now())
        for product, count in every(catalogue.products, persons):
            question = desk, product, count
            found = [start for day in planner.calendar.free(*question).days for start in day.starts]
            assert found == free_starts(ticks, catalogue, question, clock.now()), question
    proof = planner.verification.prove()
    assert proof.findings == ()
