"""A worker is killed while it judges letters: another goes on where it was. On both engines."""

import time
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from portal.clock import SetClock
from portal.database import Database
from portal.editing.model import TextKey, Texts
from portal.editing.service import Judging, Report, Rounds
from portal.editing.service.rounds import BUSY
from portal.letters.service import Letters
from portal.letters.service.trying import Trying
from tests.editing.shared import GOOD, SAYING_IT, draft_of
from tests.editing.test_desk import FIT


class Writing(Judging):
    """Finds nothing in any letter, and writes down which it judged; waits for ever at the kind `until`."""

    def __init__(self, trying: Trying, file: Path, until: str = '') -> None:
        super().__init__(trying)
        self.file, self.until = file, until

    def whole(self, key: TextKey, texts: Texts) -> Report:
        with self.file.open('a') as lines:
            lines.write(f'{key.kind}\n')
        while key.kind == self.until:
            time.sleep(1)
        return FIT


def work(url: str, moment: datetime, file: Path) -> None:
    """What the worker does, in a process of its own."""
    trying = Trying(Letters())
    Rounds(Database(url), SetClock(moment), trying, Writing(trying, file, until=SAYING_IT[2])).work()


def test_every_letter_is_judged_though_a_worker_was_killed(desk, machine, database, database_url, clock, tmp_path):
    file = tmp_path / 'judged'
    trying = Trying(machine)
    rounds = Rounds(database, clock, trying, Writing(trying, file))
    version = draft_of(desk, **GOOD)
    rounds.ask(version)
    process = get_context('spawn').Process(target=work, args=(database_url, clock.now(), file))
    process.start()
    for _ in range(1200):
        if file.exists() and SAYING_IT[2] in file.read_text():
            break
        time.sleep(0.05)
    process.kill()
    process.join()
    progress = rounds.progress(version)
    assert (progress.judged, progress.is_asked) == (2, True)
    clock.moment += BUSY
    rounds.work()
    assert rounds.progress(version).may_be_released
    assert file.read_text().split() == [*SAYING_IT[:3], *SAYING_IT[2:]]  # only the one under way is judged twice
