"""Log-in, and who looked at what."""

from dataclasses import dataclass

from portal.identity.brokers import Brokers, build_brokers
from portal.identity.kept_kinds import read_kinds
from portal.identity.register import read_activities, read_limits
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service import AccessLog, Counter, People, Sealing, Sessions, Watching
from portal.identity.service.codes import Codes
from portal.identity.service.ending import Emergency, Ending
from portal.identity.service.keeping import Keeping
from portal.identity.service.linking import Linking
from portal.identity.service.links import Links
from portal.identity.service.reaching import Reaching
from portal.identity.service.telling import Telling
from portal.wiring.ground import Ground
from portal.wiring.starting import reading


@dataclass(frozen=True, kw_only=True)
class LogIn:
    """The doors of log-in."""

    people: People
    sessions: Sessions
    codes: Codes
    brokers: Brokers
    linking: Linking
    links: Links
    ending: Ending
    emergency: Emergency
    reaching: Reaching
    keeping: Keeping
    access_log: AccessLog
    sealing: Sealing
    watching: Watching
    counter: Counter


def build_log_in(ground: Ground) -> LogIn:
    """Log-in over this ground; mistakes in its data files end the start."""
    database, clock, settings = ground.database, ground.clock, ground.settings
    with reading('the data files of log-in'):
        activities, limits, kinds = read_activities(), read_limits(), read_kinds()
    people = People(database, clock, secret_keys=ground.secret_keys)
    sessions = Sessions(database, clock, periods=settings.periods)
    telling = Telling(ground.notifications, office=ground.office, base_url=settings.base_url)
    codes = Codes(database, clock, SecretHashes(ground.secret_keys), telling, kept=settings.periods.codes)
    access_log = AccessLog(database, clock, register=activities, secret_keys=ground.secret_keys)
    kept = settings.periods.looks
    return LogIn(
        people=people, sessions=sessions, codes=codes, brokers=build_brokers(settings, clock),
        linking=Linking(database, clock, people, codes),
        links=Links(database, clock, telling, access_log=access_log), ending=Ending(database, clock, sessions),
        emergency=Emergency(database, clock), keeping=Keeping(database, kinds), access_log=access_log,
        reaching=Reaching(database, clock, ground.notifications, office=ground.office, access_log=access_log),
        sealing=Sealing(database, clock, kept=kept),
        watching=Watching(database, clock, access_log=access_log, limits=limits, kept=kept),
        counter=Counter(database, clock, access_log=access_log, people=people, codes=codes),
    )
