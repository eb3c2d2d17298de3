"""The work that does not belong inside a request, and when it is done (UTC)."""

from huey import crontab

from portal.jobs import Jobs, build_huey
from portal.overview.retention import Retention
from portal.wiring.editing import Editing
from portal.wiring.ground import Ground
from portal.wiring.log_in import LogIn
from portal.wiring.posting import Post
from portal.wiring.rooms import PublicRooms


def build_jobs(
    ground: Ground, log_in: LogIn, rooms: PublicRooms, *, editing: Editing, post: Post, retention: Retention,
) -> Jobs:
    """All jobs of the portal."""
    jobs = Jobs(build_huey(ground.settings), lambda count: ground.notifications.deliver(ground.sender, count))
    add_tidying(jobs, log_in, rooms)
    jobs.every('post', post.sending.work)
    jobs.every('rounds', editing.rounds.work)
    jobs.every('retention', retention.remove_all, when=crontab(minute='40', hour='1'))
    jobs.every('watch', log_in.watching.report, when=crontab(minute='20', hour='3'))
    add_news(jobs, rooms)
    return jobs


def add_tidying(jobs: Jobs, log_in: LogIn, rooms: PublicRooms) -> None:
    """What is done every minute."""
    jobs.every('planner', rooms.planner.tidy)
    jobs.every('checklist', rooms.checklist.forget)
    jobs.every('sessions', log_in.sessions.tidy)
    jobs.every('codes', log_in.codes.tidy)
    jobs.every('linking', log_in.linking.tidy)
    jobs.every('ending', log_in.ending.tidy)
    jobs.every('seal', log_in.sealing.seal_if_possible)


def add_news(jobs: Jobs, rooms: PublicRooms) -> None:
    """What is learnt about cases, and told to people."""
    jobs.every('news', rooms.news.tell_changes)
    jobs.every('queues', rooms.cases.learning.refresh, when=crontab(minute='*/10'))
    jobs.every('scores', rooms.cases.scoring.refresh, when=crontab(minute='50', hour='2'))
    jobs.every('forecast news', rooms.news.tell_forecasts, when=crontab(minute='30', hour='5'))
    jobs.every('weekly news', rooms.news.tell_week, when=crontab(minute='0'))
