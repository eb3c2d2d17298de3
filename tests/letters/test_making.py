"""Making letters by command: one from its data, and many that are gone on with after a kill."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.kernel.data_files import Spot
from portal.letters.batches.journal import Failed, Journal, Made
from portal.letters.batches.lines import Line, lines_of
from portal.letters.batches.making import Batch
from portal.letters.batches.workshop import Order
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive

KIND = 'l01_receipt'
SAMPLE = json.loads((FOLDER / KIND / 'sample.json').read_text())
ROOT = FOLDER.parent


@pytest.fixture
def engine() -> str:
    """The archive has its own tests on both engines."""
    return 'sqlite'


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Runs a command of `flask letters`."""
    return lambda *words: app.test_cli_runner().invoke(args=['letters', *map(str, words)])


def numbered(count: int, **changes: object) -> list[dict]:
    return [SAMPLE | {'reference': f'2026-{number:06}'} | changes for number in range(1, count + 1)]


def written(path: Path, lines: list) -> Path:
    path.write_text('\n'.join(one if isinstance(one, str) else json.dumps(one) for one in lines))
    return path


def table(path: Path) -> list[dict]:
    with path.open(newline='') as file:
        return list(csv.DictReader(file))


def test_one_letter_with_its_page_text_and_data(run, app, tmp_path):
    data, out = written(tmp_path / 'data.json', [SAMPLE]), tmp_path / 'out'
    said = run('make', KIND, '--data', data, '--out', out, '--archive', '--by', 'joris')
    assert said.exit_code == 0, said.output
    archive = app.extensions['parts'][Archive]
    sent = archive.get(SAMPLE['reference'])
    assert sent.made_by == 'joris' and sorted(path.suffix for path in out.iterdir()) == ['.html', '.json', '.pdf', '.txt']
    assert (out / f'{sent.reference}.pdf').read_bytes() == archive.pdf(sent.reference)
    assert json.loads((out / f'{sent.reference}.json').read_text()) == sent.values
    assert sent.values['check_code'] in (out / f'{sent.reference}.txt').read_text()


@pytest.mark.parametrize(('wrong', 'says'), [
    ('{', 'data.json, line 1'),
    (SAMPLE | {'decide_by': 'soon'}, 'data.json, line 1, decide_by'),
    ({name: value for name, value in SAMPLE.items() if name != 'v_number'}, 'v_number'),
    (SAMPLE | {'extra': 1}, 'data.json, line 1, extra: this kind of letter has no field of this name'),
    (SAMPLE | {'reference': '../up'}, 'data.json, line 1, reference: must be up to 60'),
    (SAMPLE | {'office': {'name': 'Loket'}}, 'data.json: A text names a field that has no value in this letter.'),
    (SAMPLE | {'addressee': {'name': 'Amina'}}, 'addressee.address'),
])
def test_wrong_data_are_told_with_file_line_and_field(run, tmp_path, wrong, says):
    said = run('make', KIND, '--data', written(tmp_path / 'data.json', [wrong]), '--out', tmp_path / 'out')
    assert said.exit_code == 1 and says in said.output and 'Traceback' not in said.output
    assert not (tmp_path / 'out').exists()


def test_a_language_in_which_it_is_not_written_is_refused(run, tmp_path):
    said = run('make', KIND, '--data', written(tmp_path / 'data.json', [SAMPLE]), '--out', tmp_path, '--lang', 'fr')
    assert said.exit_code == 2 and 'nl' in said.output


def test_a_line_that_is_wrong_does_not_stop_the_rest(run, tmp_path):
    one, two, three = numbered(3)
    path = written(tmp_path / 'batch.jsonl', [one, '{', two | {'decide_by': 'soon', 'extra': 1, 'more': 2}, '', one, three, '[]'])
    said = run('batch', path, '--kind', KIND, '--out', tmp_path / 'out', '--processes', '1')
    assert said.exit_code == 1 and '2 letters (0 were there already)' in said.output and '4 lines failed' in said.output
    index = table(tmp_path / 'out' / 'index.csv')
    assert [(row['line'], row['reference']) for row in index] == [('1', '2026-000001'), ('6', '2026-000003')]
    for row in index:
        assert sha256((tmp_path / 'out' / row['file']).read_bytes()).hexdigest() == row['sha256']
    failed = table(tmp_path / 'out' / 'failures.csv')
    assert [(row['line'], row['field']) for row in failed] == [('2', ''), ('3', 'extra, more, decide_by'), ('5', 'reference'), ('7', '')]
    assert 'line 1 has the same reference' in failed[2]['why']


START = """
import sys
from portal.application import create_app
if __name__ == '__main__':
    create_app().cli.main(args=sys.argv[1:], prog_name='flask')
"""


def test_killed_in_mid_batch_and_run_again_each_letter_is_there_once(database_url, tmp_path):
    """kill -9 on the command; its processes end by themselves, and what they had made is not made again."""
    path, out = written(tmp_path / 'batch.jsonl', numbered(6)), tmp_path / 'out'
    start = tmp_path / 'start.py'
    start.write_text(START)
    words = [sys.executable, start, 'letters', 'batch', path, '--kind', KIND, '--out', out, '--archive']
    around = os.environ | {'DATABASE_URL': database_url, 'PORTAL_DATA': str(tmp_path), 'PYTHONPATH': str(ROOT)}
    first = subprocess.Popen(words, env=around, stderr=subprocess.DEVNULL, start_new_session=True)
    while len(list(out.glob('*.pdf'))) < 2:
        assert first.poll() is None
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert_gone(first.pid)
    assert not (out / 'index.csv').exists()
    (out / 'journal.jsonl').open('a').write('\n{"line": 4, "refer')  # cut off by the kill
    kept = {made.reference: (out / made.file).stat().st_mtime_ns for made in Journal(out).done().values()}
    again = subprocess.run([*words, '--processes', '1'], env=around, capture_output=True, text=True, check=True)
    assert f'6 letters ({len(kept)} were there already)' in again.stdout
    rows = table(out / 'index.csv')
    assert [row['reference'] for row in rows] == [f'2026-{number:06}' for number in range(1, 7)]
    assert sorted(row['file'] for row in rows) == sorted(path.name for path in out.glob('*.pdf'))
    assert {name: (out / f'{name}.pdf').stat().st_mtime_ns for name in kept} == kept
    assert not list(out.glob('*.part'))


def assert_gone(session: int) -> None:
    """Nothing that the killed command had started still runs."""
    for _ in range(200):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError('a process of the batch goes on alone')


def batch_of(folder: Path, results: dict[str, Made]) -> Batch:
    order = Order(kind=KIND, language='nl', folder=folder, by='', keep=False)
    batch = Batch(order=order, build=lambda order: None, processes=1)
    batch._results = lambda lines: iter([results[line.reference] for line in lines])
    return batch


def test_a_pdf_that_changed_or_went_is_made_again(tmp_path):
    lines = [Line(spot=Spot(file='x', line=number), value={'reference': name}) for number, name in enumerate('abcd', 1)]
    made = {}
    for line in lines:
        (tmp_path / f'{line.reference}.pdf').write_bytes(b'paper')
        made[line.reference] = Made(
            line=line.spot.line, reference=line.reference, file=f'{line.reference}.pdf', bytes=5, data=line.digest,
            sha256=sha256(b'paper').hexdigest(),
        )
    batch_of(tmp_path, made).run(lines)
    (tmp_path / 'a.pdf').write_bytes(b'other')
    (tmp_path / 'b.pdf').unlink()
    lines[2] = Line(spot=lines[2].spot, value={'reference': 'c', 'v_number': '1'})
    again = batch_of(tmp_path, made)
    again.run(lines)
    assert (again.before, sorted(again.made)) == (1, ['a', 'b', 'c', 'd'])


def test_csv_says_the_same_as_json(tmp_path):
    path = tmp_path / 'batch.csv'
    with path.open('w', newline='') as file:
        writer = csv.writer(file, delimiter=';')
        writer.writerow(['reference', 'addressee.name', 'addressee.address', 'applicants', 'send_by', 'stopped'])
        writer.writerow(['a', 'Amina; Voorbeeld', '["Straat 1"]', '["Amina"]', '', 'false'])
        writer.writerow(['b', 'x', '[', '', '', ''])
        writer.writerow(['c'] * 7)
    first, *wrong = lines_of(path, KIND)
    assert first.value == {
        'reference': 'a', 'addressee': {'name': 'Amina; Voorbeeld', 'address': ['Straat 1']}, 'applicants': ['Amina'],
        'send_by': None, 'stopped': 'false',
    }
    assert [(line.spot.line, line.spot.field) for line in wrong] == [(3, 'addressee.address'), (4, '')]
    assert all(line.wrong for line in wrong)


def test_a_report_tells_failures_by_line(tmp_path):
    failed = [Failed(line=number, reference='', field='', why='no') for number in (3, 1)]
    Journal(tmp_path).finish([], failed)
    assert [row['line'] for row in table(tmp_path / 'failures.csv')] == ['1', '3']
