"""Puts the portal together: the only file that knows every room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr

from flask import Flask
from huey import crontab

from portal.appointments import api as appointments_api
from portal.appointments import views as appointments_views
from portal.appointments.messages import Messages
from portal.appointments.service import Planner
from portal.appointments.slot_keys import SlotKeys
from portal.checklist import views as checklist_views
from portal.checklist.service import Checklist
from portal.clock import Clock, SystemClock
from portal.commands import add_commands
from portal.counter import views as counter_views
from portal.database import Database
from portal.doors import WHO_MAY_OPEN
from portal.identity import access
from portal.identity import views as identity_views
from portal.identity.brokers import Brokers, build_brokers
from portal.identity.kept_kinds import read_kinds
from portal.identity.model.keeping import KindKept
from portal.identity.register import read_activities, read_limits
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service import AccessLog, Counter, People, Sealing, Sessions, Watching
from portal.identity.service.codes import Codes
from portal.identity.service.ending import Emergency, Ending
from portal.identity.service.keeping import Keeping
from portal.identity.service.linking import Linking
from portal.identity.service.reaching import Reaching
from portal.identity.service.telling import Telling
from portal.jobs import Jobs, build_huey
from portal.kernel.data_files import DataFileError
from portal.letters.model import Office
from portal.letters.service import Letters
from portal.notifications import views as mailbox_views
from portal.notifications.composing import Composer
from portal.notifications.mail import Sender, sender_for
from portal.notifications.service import Notifications
from portal.overview import views as overview_views
from portal.overview.gathering import Gathering
from portal.overview.retention import Retention, Rooms, keepers_of
from portal.overview.visiting import PlannedVisits
from portal.procedures import views as procedures_views
from portal.procedures.definition_files.reading import definitions
from portal.procedures.service import Cases
from portal.procedures.service.news import News
from portal.procedures.service.visiting import Visiting
from portal.settings import Settings
from portal.web import health, observation, pages
from portal.web.counting import build_counts
from portal.web.errors import add_error_pages
from portal.web.network import Networks
from portal.web.parts import give_parts
from portal.web.protection import csrf, protect

NAME = 'Helder Loket'


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The portal as these settings say, by default those of the environment; raises `WrongSettings`."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    app = Flask('portal')
    observation.observe(app)
    pages.speak(app, settings, clock)  # before the guards, whose refusals are pages too
    protect(app, settings)
    give_parts(app, build_parts(settings, clock))
    access.guard(app, WHO_MAY_OPEN)
    add_error_pages(app, {'/oap/api': appointments_api.refuse})
    csrf.exempt(appointments_api.blueprint)
    csrf.exempt(identity_views.ended)  # a provider's post carries a token that the provider signed
    for blueprint in blueprints(settings):
        app.register_blueprint(blueprint)
    add_commands(app)
    return app


def blueprints(settings: Settings) -> list:
    """The pages of every room; the demo's mailbox only in the demo."""
    rooms = [
        health, overview_views, counter_views, appointments_views, appointments_api, checklist_views, identity_views,
        procedures_views,
    ]
    rooms += [mailbox_views] if settings.demo else []
    return [room.blueprint for room in rooms]


def build_parts(settings: Settings, clock: Clock) -> dict[type, object]:
    """Everything that views and commands reach by its type."""
    database = Database(settings.database_url)
    letters = Letters()
    notifications = Notifications(database, clock, Composer(letters=letters, mail_from=settings.mail_from))
    office = Office(name=NAME, phone=settings.helpline, phone_hours=settings.helpline_hours)
    messages = Messages(
        notifications, clock, base_url=settings.base_url, office=office, sender=parseaddr(settings.mail_from)[1],
    )
    planner = Planner.over(database, clock, messages, periods=settings.periods)
    checklist = build_checklist(database, clock)
    sender = sender_for(settings.mail_url)
    sessions = Sessions(database, clock, periods=settings.periods)
    people = People(database, clock, secret_key=settings.secret_key)
    watched = build_access_log(settings, database, clock)
    telling = Telling(notifications, office=office, base_url=settings.base_url)
    codes = Codes(database, clock, SecretHashes((settings.secret_key, *settings.old_secret_keys)), telling)
    linking, ending = Linking(database, clock, people, codes), Ending(database, clock, sessions)
    jobs = build_jobs(settings, notifications, sender, {
        'linking': linking.tidy, 'ending': ending.tidy,
        'planner': planner.tidy, 'checklist': checklist.forget, 'sessions': sessions.tidy,
        'seal': watched.sealing.seal_if_possible, 'codes': codes.tidy,
    })
    keeping = Keeping(database, build_register())
    jobs.every('watch', watched.watching.report, when=crontab(minute='20', hour='3'))
    cases = build_cases(database, clock)
    retention = Retention(clock, keepers_of(Rooms(
        database=database, planner=planner, checklist=checklist, notifications=notifications, keeping=keeping,
        sealing=watched.sealing, cases=cases,
    ), settings.periods))
    jobs.every('retention', retention.remove_all, when=crontab(minute='40', hour='1'))
    news = News(
        database, clock, cases=cases, people=people, notifications=notifications, office=office,
        base_url=settings.base_url,
    )
    jobs.every('news', news.tell_changes)
    jobs.every('forecast news', news.tell_forecasts, when=crontab(minute='30', hour='5'))
    jobs.every('weekly news', news.tell_week, when=crontab(minute='0'))
    jobs.every('scores', cases.scoring.refresh, when=crontab(minute='50', hour='2'))
    jobs.every('queues', cases.learning.refresh, when=crontab(minute='*/10'))
    return {
        Settings: settings, Clock: clock, Database: database, Letters: letters, Notifications: notifications,
        Planner: planner, Checklist: checklist, Sessions: sessions, People: people, Office: office, Sender: sender,
        SlotKeys: SlotKeys(settings.secret_key), Codes: codes,
        Cases: cases, News: news, Visiting: Visiting(PlannedVisits(planner, people, clock).of),
        Networks: Networks(secret_key=settings.secret_key, counts=build_counts(database)),
        Jobs: jobs, AccessLog: watched.access_log, Sealing: watched.sealing, Watching: watched.watching,
        Reaching: Reaching(database, clock, notifications, office=office), Retention: retention,
        Gathering: Gathering(
            clock, planner=planner, keeping=keeping, notifications=notifications, access_log=watched.access_log,
        ),
        Brokers: build_brokers(settings, clock), Linking: linking, Ending: ending,
        Emergency: Emergency(database, clock),
        Counter: Counter(database, clock, access_log=watched.access_log, people=people, codes=codes),
    }


@dataclass(frozen=True)
class Watched:
    """The access log, and what watches over it."""

    access_log: AccessLog
    sealing: Sealing
    watching: Watching


def build_access_log(settings: Settings, database: Database, clock: Clock) -> Watched:
    """Who looked at whose data; mistakes in its data files end the start."""
    kept = settings.periods.looks
    try:
        register, limits = read_activities(), read_limits()
    except DataFileError as error:
        raise SystemExit(f'{NAME} does not start. {error}') from error
    access_log = AccessLog(
        database, clock, register=register, secret_keys=(settings.secret_key, *settings.old_secret_keys),
    )
    watching = Watching(database, clock, access_log=access_log, limits=limits, kept=kept)
    return Watched(access_log, Sealing(database, clock, kept=kept), watching)


def build_register() -> tuple[KindKept, ...]:
    """What is kept about people; mistakes in its data file end the start."""
    try:
        return read_kinds()
    except DataFileError as error:
        raise SystemExit(f'{NAME} does not start. {error}') from error


def build_checklist(database: Database, clock: Clock) -> Checklist:
    """Document help; mistakes in its rule files end the start, each in a line of its own."""
    try:
        return Checklist(database, clock)
    except DataFileError as error:
        lines = '\n'.join(str(mistake) for mistake in error.mistakes)
        raise SystemExit(f'{NAME} does not start. There are mistakes in the rule files:\n{lines}') from error


def build_cases(database: Database, clock: Clock) -> Cases:
    """Cases and their procedures; mistakes in the definitions end the start, each in a line of its own."""
    try:
        return Cases(database, clock, definitions())
    except DataFileError as error:
        lines = '\n'.join(str(mistake) for mistake in error.mistakes)
        raise SystemExit(f'{NAME} does not start. There are mistakes in the definitions:\n{lines}') from error


def build_jobs(
    settings: Settings, notifications: Notifications, sender: Sender, every_minute: Mapping[str, Callable[[], object]],
) -> Jobs:
    """The work that does not belong inside a request."""
    jobs = Jobs(build_huey(settings), lambda count: notifications.deliver(sender, count))
    for name, work in every_minute.items():
        jobs.every(name, work)
    return jobs
