"""Everything that views and commands reach by its type."""

from portal.appointments.slot_keys import SlotKeys
from portal.clock import Clock
from portal.overview.gathering import Gathering
from portal.overview.retention import Retention, Rooms, keepers_of
from portal.settings import Settings
from portal.web.counting import build_counts
from portal.web.network import Networks
from portal.wiring.editing import Editing, build_editing
from portal.wiring.ground import Ground, build_ground
from portal.wiring.log_in import LogIn, build_log_in
from portal.wiring.posting import Post, build_post
from portal.wiring.rooms import PublicRooms, build_rooms
from portal.wiring.work import build_jobs


def build_parts(settings: Settings, clock: Clock) -> dict[type, object]:
    """The parts of a portal with these settings."""
    ground = build_ground(settings, clock)
    log_in = build_log_in(ground)
    rooms = build_rooms(ground, log_in)
    editing, post, retention = build_editing(ground), build_post(ground), build_retention(ground, log_in, rooms)
    above = (
        retention, build_gathering(ground, log_in, rooms), SlotKeys(settings.secret_key),
        Networks(secret_key=settings.secret_key, counts=build_counts(ground.database)),
        build_jobs(ground, log_in, rooms, editing=editing, post=post, retention=retention),
    )
    rooms_above = by_type(rooms) | by_type(editing) | by_type(post)
    return by_type(ground) | by_type(log_in) | rooms_above | {type(part): part for part in above}


def by_type(parts: Ground | LogIn | PublicRooms | Editing | Post) -> dict[type, object]:
    """Each part under the type that its field is declared with."""
    return {kind: getattr(parts, name) for name, kind in type(parts).__annotations__.items()}


def build_retention(ground: Ground, log_in: LogIn, rooms: PublicRooms) -> Retention:
    """Removes what was kept long enough."""
    keepers = keepers_of(Rooms(
        database=ground.database, planner=rooms.planner, checklist=rooms.checklist,
        notifications=ground.notifications, keeping=log_in.keeping, sealing=log_in.sealing,
        cases=rooms.cases, archive=ground.archive,
    ), ground.settings.periods)
    return Retention(ground.clock, keepers)


def build_gathering(ground: Ground, log_in: LogIn, rooms: PublicRooms) -> Gathering:
    """Gathers what is kept about somebody."""
    return Gathering(
        ground.clock, planner=rooms.planner, cases=rooms.cases, news=rooms.news, keeping=log_in.keeping,
        notifications=ground.notifications, archive=ground.archive, delivery=ground.delivery,
        access_log=log_in.access_log,
    )
