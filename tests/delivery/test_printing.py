"""Batches for a print service: whole, in order, the same when they are written anew. On both engines."""

import csv
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from portal.database import Database
from portal.delivery.errors import BatchElsewhere, BatchHandedOver, BatchUnfinished, BatchUnknown, FolderInUse
from portal.delivery.folder import alone_in
from portal.delivery.model import State, Way, Why
from portal.delivery.service.printing import PrintRoom
from portal.delivery.store.batches import BatchStore
from tests.delivery.test_sending import damage


@pytest.fixture
def way() -> Way:
    return Way.PRINT_SERVICE


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_batch_is_a_folder_that_can_be_checked(send, print_room: PrintRoom, archive, tmp_path, clock):
    for reference, language in (('B', 'nl'), ('A', 'en')):
        send(reference, language=language)
        clock.moment += timedelta(seconds=1)
    batch = print_room.write(print_room.take(10), tmp_path)
    folder = tmp_path / 'batch-000001'
    assert (batch.number, batch.count, batch.damaged) == (1, 2, ())
    assert set(files(folder)) == {'000001-B.pdf', '000002-A.pdf', 'index.csv', 'SHA256SUMS'}
    assert (folder / '000001-B.pdf').read_bytes() == archive.pdf('B')
    with (folder / 'index.csv').open(newline='') as file:
        first, second = csv.DictReader(file)
    size = len(archive.pdf('B'))
    assert first == {
        'line': '1', 'reference': 'B', 'file': '000001-B.pdf', 'sha256': archive.get('B').hash, 'bytes': str(size),
        'pages': '1', 'language': 'nl',
    }
    assert second['language'] == 'en'
    done = subprocess.run(['sha256sum', '--check', '--strict', 'SHA256SUMS'], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count(': OK') == 3


def test_nothing_of_the_person_is_in_it_but_in_the_letter(send, print_room, receipt, tmp_path):
    send('A')
    print_room.write(print_room.take(10), tmp_path)
    said = b''.join(content for name, content in files(tmp_path / 'batch-000001').items() if not name.endswith('.pdf')).decode()
    for personal in (receipt.addressee.name, receipt.v_number, receipt.case_reference, *receipt.addressee.address):
        assert personal not in said


def test_batches_are_numbered_and_the_oldest_letters_go_first(send, print_room, seen, clock):
    for reference in 'CAB':
        send(reference)
        clock.moment += timedelta(seconds=1)
    assert [print_room.take(2), print_room.take(2), print_room.take(2)] == [1, 2, None]
    assert [(seen(one).batch, seen(one).line) for one in 'CAB'] == [(1, 1), (1, 2), (2, 1)]


def test_two_at_once_never_take_the_same_letter(send, database: Database, clock, archive, seen):
    names = [f'A{number}' for number in range(8)]
    send(*names)
    rooms = [PrintRoom(Database(url_of(database)), clock, archive) for _ in range(2)]
    begin = Barrier(2)

    def take(room: PrintRoom) -> int | None:
        begin.wait()
        return room.take(4)

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(take, rooms)) == [1, 2]
    assert sorted((seen(name).batch, seen(name).line) for name in names) == [
        (batch, line) for batch in (1, 2) for line in (1, 2, 3, 4)
    ]


def url_of(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_a_batch_is_written_anew_the_same(send, print_room, seen, tmp_path):
    send('A', 'B')
    number = print_room.take(10)
    print_room.write(number, tmp_path / 'one')
    print_room.hand_over(number, by='joris')
    before = seen('A')
    print_room.write(number, tmp_path / 'two')
    assert files(tmp_path / 'one' / 'batch-000001') == files(tmp_path / 'two' / 'batch-000001')
    assert seen('A') == before


def test_what_is_wrong_in_the_folder_is_put_right(send, print_room, tmp_path):
    send('A', 'B')
    number = print_room.take(10)
    print_room.write(number, tmp_path)
    folder = tmp_path / 'batch-000001'
    right = files(folder)
    (folder / '000001-A.pdf').write_bytes(b'half')
    (folder / '000002-B.pdf.part').write_bytes(b'half')
    (folder / '000009-X.pdf').write_bytes(b'of another time')
    print_room.write(number, tmp_path)
    assert files(folder) == right


def test_a_damaged_letter_is_set_aside_and_others_go(send, print_room, seen, archive, database, tmp_path):
    send('A', 'B', 'C')
    number = print_room.take(10)
    print_room.write(number, tmp_path)
    damage(database, archive.get('B').hash)
    batch = print_room.write(number, tmp_path)
    assert (batch.count, batch.damaged) == (2, ('B',))
    assert set(files(tmp_path / 'batch-000001')) == {'000001-A.pdf', '000003-C.pdf', 'index.csv', 'SHA256SUMS'}
    assert (seen('B').state, seen('B').why, seen('B').batch) == (State.STUCK, Why.DAMAGED, None)


def test_a_damaged_letter_that_was_handed_over_is_only_named(send, print_room, seen, archive, database, tmp_path):
    """The print service has it: who would send it on would send it twice."""
    send('A', 'B')
    number = print_room.take(10)
    print_room.write(number, tmp_path)
    print_room.hand_over(number, by='joris')
    before = seen('B')
    damage(database, archive.get('B').hash)
    assert print_room.write(number, tmp_path).damaged == ('B',)
    assert seen('B') == before and before.state is State.HANDED_OVER


def test_the_checksums_come_last(send, print_room, seen, tmp_path):
    """Whoever stops in between leaves a folder that says so, and a batch that is not finished."""
    send('A', 'B')
    number = print_room.take(10)

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_room.write(number, tmp_path, told=stop)
    assert set(files(tmp_path / 'batch-000001')) == {'000001-A.pdf'}
    assert print_room.unfinished() == number and seen('A').state is State.BATCHED
    print_room.write(number, tmp_path)
    assert print_room.unfinished() is None and seen('A').state is State.READY


class TestTwoFolders:
    """Two folders with the same letters would be printed twice."""

    @pytest.fixture
    def begun(self, send, print_room, tmp_path) -> int:
        """A batch of which one letter was written, in the folder `one`."""
        send('A', 'B')
        number = print_room.take(10)
        with pytest.raises(KeyboardInterrupt):
            print_room.write(number, tmp_path / 'one', told=_stop)
        return number

    def test_an_unfinished_batch_is_not_written_into_another(self, begun, print_room, tmp_path):
        with pytest.raises(BatchElsewhere):
            print_room.write(begun, tmp_path / 'two')
        assert not (tmp_path / 'two' / 'batch-000001').exists()
        assert print_room.write(begun, tmp_path / 'one').count == 2

    def test_it_is_when_the_first_folder_is_moved(self, begun, print_room, tmp_path):
        (tmp_path / 'one').rename(tmp_path / 'elsewhere')
        assert print_room.write(begun, tmp_path / 'elsewhere').count == 2

    def test_who_names_the_batch_takes_it_over_and_the_first_is_never_finished(self, begun, print_room, seen, tmp_path):
        def taken_over(done: int, of: int) -> None:
            if done == 1:
                assert print_room.write(begun, tmp_path / 'two', anew=True).count == 2

        with pytest.raises(BatchElsewhere):
            print_room.write(begun, tmp_path / 'three', anew=True, told=taken_over)
        assert 'SHA256SUMS' in files(tmp_path / 'two' / 'batch-000001')
        assert 'SHA256SUMS' not in files(tmp_path / 'three' / 'batch-000001')
        assert seen('A').state is State.READY

    def test_without_asking_whose_it_is_both_would_be_finished(self, begun, print_room, tmp_path, monkeypatch):
        """The twin."""
        monkeypatch.setattr(BatchStore, 'claim', lambda self, number, folder, *, anew: True)
        for name in ('one', 'two'):
            print_room.write(begun, tmp_path / name)
            assert 'SHA256SUMS' in files(tmp_path / name / 'batch-000001')


def _stop(done: int, of: int) -> None:
    raise KeyboardInterrupt


class TestHandingOver:
    def test_is_noted_with_who_and_when(self, send, print_room, seen, delivery, clock, tmp_path):
        send('A', 'B')
        number = print_room.take(10)
        print_room.write(number, tmp_path)
        assert delivery.posted_at(['A']) == {}
        assert print_room.hand_over(number, by='joris') == 2
        assert (seen('A').state, seen('A').by, seen('A').gone_at) == (State.HANDED_OVER, 'joris', clock.moment)
        assert delivery.posted_at(['A', 'B']) == {'A': clock.moment, 'B': clock.moment}

    def test_is_for_whole_batches_and_once(self, send, print_room, tmp_path):
        send('A')
        with pytest.raises(BatchUnknown):
            print_room.hand_over(1, by='joris')
        number = print_room.take(10)
        with pytest.raises(BatchUnfinished):
            print_room.hand_over(number, by='joris')
        print_room.write(number, tmp_path)
        print_room.hand_over(number, by='joris')
        with pytest.raises(BatchHandedOver):
            print_room.hand_over(number, by='elena')

    def test_is_not_for_a_batch_that_is_not_there(self, print_room, tmp_path):
        with pytest.raises(BatchUnknown):
            print_room.write(7, tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_a_folder_is_written_by_one_command(tmp_path):
    with alone_in(tmp_path), pytest.raises(FolderInUse), alone_in(tmp_path):
        pass
    with alone_in(tmp_path):
        pass
