"""Definition files that cannot be used: every mistake names its file, line and field."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from portal.kernel.data_files import DataFileError
from portal.procedures.definition_files.reading import definitions, read_definitions
from portal.procedures.model import EventKind, Told
from portal.procedures.rules.checking.wording import WITH
from tests.procedures.tiny import changed, mistakes_after, mistakes_in

PLANNER = Path(__file__).parents[2] / 'portal' / 'appointments' / 'data' / 'planner.yaml'
PARTS = '    - key: long\n'
END = '- key: decided\n'
MISTAKES = [
    # Fields
    ('terms.yaml', 'lasts: 90 days', 'lasts: 90', 'terms.yaml, line 3, [0].lasts: must be a length such as 6 months or 90 days, but it is 90'),
    ('terms.yaml', 'lasts: 90 days', 'lasts: three months', "terms.yaml, line 3, [0].lasts: must be a length such as 6 months or 90 days, but it is 'three months'"),
    ('terms.yaml', 'start: time_to_object', 'start: payment', 'terms.yaml, line 16, [1].start: must be '),
    ('terms.yaml', '  source: the new law\n', '', 'terms.yaml, line 12, [1].source: this field is missing'),
    ('terms.yaml', 'lasts: 3 months', 'lasts: 3 months, times: 0', 'terms.yaml, line 5, [0].extensions[0].times: must be 1 or more'),
    ('steps.yaml', '{nl: Bezig, en: Working}', '{nl: Bezig}', 'steps.yaml, line 13, [1].name: the text in en is missing'),
    ('steps.yaml', 'turn: visit', 'turns: visit', 'steps.yaml, line 19, [1].turns: there is no field of this name'),
    ('notices.yaml', '2026-01-01', '1 January 2026', 'notices.yaml, line 4, [0].valid_from: must be a day that exists'),
    ('decrees.yaml', '2026-05-15', '2026-05-35', 'decrees.yaml, line 1, [0].days[0]: must be a day that exists'),
    ('money.yaml', '- automatic: false', 'automatic: false', 'money.yaml, line 2: this is not valid YAML'),
    ('suspensions.yaml', 'must_be_told: false\n  law: Awb 4:15(1)a', 'must_be_told: maybe\n  law: Awb 4:15(1)a', 'must_be_told: must be true or false'),
    # Names of what is not there
    ('procedures.yaml', '        - decided\n', '        - finished\n', 'procedures.yaml, line 9, [0].tracks[0].steps[1]: there is no step finished on these days'),
    ('procedures.yaml', 'steps: [received, working, decided]', 'steps: []', 'procedures.yaml, line 12, [0].tracks[1].steps: name one step or more'),
    ('procedures.yaml', 'received, working, decided', 'received, working, received', 'procedures.yaml, line 12, [0].tracks[1].steps[2]: received is there twice'),
    ('procedures.yaml', PARTS, PARTS.replace('long', 'short'), 'procedures.yaml, line 10, [0].tracks[1].key: short is there twice'),
    ('steps.yaml', 'turn: visit', 'turn: journey', 'steps.yaml, line 19, [1].turn: there is no turn journey'),
    ('steps.yaml', 'begins: [started]', 'begins: [begun]', 'steps.yaml, line 18, [1].begins[0]: there is no event begun'),
    ('steps.yaml', 'decided.granted, withdrawn', 'decided.yes', 'steps.yaml, line 30, [2].begins[0]: a decision is granted, refused, set_aside, but not yes'),
    ('steps.yaml', 'decided.granted, withdrawn', 'withdrawn.late', 'steps.yaml, line 30, [2].begins[0]: withdrawn stands alone'),
    ('steps.yaml', END, '- key: closed\n', 'steps.yaml, line 24, [2].key: no procedure has the step closed'),
    ('turns.yaml', 'opened_by: asked', 'opened_by: question', 'turns.yaml, line 6, [0].opened_by: there is no event question'),
    ('turns.yaml', 'closed_by: [papers_received]', 'closed_by: [answer]', 'turns.yaml, line 8, [0].closed_by[0]: there is no event answer'),
    ('turns.yaml', 'procedures: [permit]', 'procedures: [visa]', 'turns.yaml, line 7, [0].procedures[0]: there is no procedure visa'),
    ('turns.yaml', 'within: notice_of_default', 'within: a_month', 'turns.yaml, line 18, [1].within: there is no period a_month'),
    ('notices.yaml', 'procedures: [permit]', 'procedures: [visa]', 'notices.yaml, line 2, [0].procedures[0]: there is no procedure visa'),
    ('remedies.yaml', 'procedures: [permit]', 'procedures: [visa]', 'remedies.yaml, line 2, [0].procedures[0]: there is no procedure visa'),
    ('remedies.yaml', 'outcomes: [refused]', 'outcomes: [no]', 'remedies.yaml, line 3, [0].outcomes[0]: a decision is not no'),
    ('terms.yaml', 'procedure: permit\n  lasts: 90 days', 'procedure: visa\n  lasts: 90 days', 'terms.yaml, line 2, [0].procedure: there is no procedure visa'),
    ('terms.yaml', 'tracks: [short, long]', 'tracks: [short, far]', 'terms.yaml, line 14, [1].tracks[1]: permit has no track far'),
    ('terms.yaml', 'objection: [objection]', 'objection: [appeal]', 'terms.yaml, line 17, [1].objection[0]: there is no remedy appeal'),
    ('terms.yaml', '  start: time_to_object\n', '', 'terms.yaml, line 12, [1].start: time_to_object goes with objection, and only with it'),
    ('terms.yaml', '  objection: [objection]\n', '', 'terms.yaml, line 16, [1].start: time_to_object goes with objection, and only with it'),
    ('blankets.yaml', 'procedure: permit', 'procedure: visa', 'blankets.yaml, line 2, [0].procedure: there is no procedure visa with a period'),
    ('blankets.yaml', 'extension: longer', 'extension: shorter', 'blankets.yaml, line 3, [0].extension: no period has the extension shorter'),
    # The same thing twice, and days that do not fit
    ('terms.yaml', 'valid_until: 2026-06-30', 'valid_until: 2026-07-01', 'terms.yaml, line 12, [1].key: permit_90 holds for the same cases on the same days'),
    ('terms.yaml', 'key: permit_60', 'key: permit_90', None),
    ('terms.yaml', 'valid_until: 2026-06-30', 'valid_until: 2019-12-31', 'terms.yaml, line 8, [0].valid_until: this is before valid_from, 2020-01-01'),
    ('turns.yaml', '- key: visit', '- key: papers', 'turns.yaml, line 13, [1].key: papers is there twice on the same days: the other entry holds from 2020-01-01 without an end'),
    ('decrees.yaml', 'status: confirmed}\n', 'status: confirmed}\n- {year: 2026, source: another, status: unconfirmed}\n', 'decrees.yaml, line 2, [1].year: 2026 is there twice'),
    # A track without a period; what the clocks call by name
    ('terms.yaml', 'tracks: [short, long]\n  lasts: 60 days', 'tracks: [short]\n  lasts: 60 days', None),
    ('procedures.yaml', 'valid_from: 2020-01-01', 'valid_from: 2010-01-01\n  valid_until: 2019-12-31', 'procedures.yaml, line 5, [0].tracks[0].key: no period holds for short; write one without `lasts` when it is not known'),
    ('suspensions.yaml', '- key: papers', '- key: waiting', 'suspensions.yaml, line 1: papers is missing'),
    ('periods.yaml', '- key: posted_late', '- key: posted', 'periods.yaml, line 1: posted_late is missing'),
    ('situations.yaml', '- key: late\n', '- key: too_late\n', 'situations.yaml, line 1: late is missing'),
    # Words
    ('words.yaml', '- key: moved\n', '- key: shifted\n', 'words.yaml, line 1: there are no words for moved'),
    ('words.yaml', '- key: moved\n', '- key: shifted\n', 'nothing says shifted'),
    ('words.yaml', 'en: From {day} you may go to the court.', 'en: From {date} you may go to the court.', 'says.en: nothing fills {date} here'),
    ('words.yaml', 'en: From {day} you may go to the court.', 'en: You may go to the court.', 'says.en: this fills in other things than the Dutch text does'),
    ('situations.yaml', 'en: The court says that we must decide by {day}.', 'en: The court says that we must decide by {until}.', 'nothing fills {until} here'),
    ('steps.yaml', 'en: We have it', "en: 'We have it, {day}'", 'steps.yaml, line 3, [0].lead.en: nothing fills {day} here'),
]


def test_the_tiny_definitions_have_no_mistakes(tmp_path: Path):
    assert mistakes_in(changed(tmp_path)) == []


@pytest.mark.parametrize(('file', 'before', 'after', 'says'), MISTAKES)
def test_a_mistake_names_its_file_line_and_field(tmp_path: Path, file: str, before: str, after: str, says: str | None):
    found = mistakes_after(tmp_path, file, before=before, after=after)
    assert any(says in mistake for mistake in found) if says else not found, found


def test_a_missing_file_is_told(tmp_path: Path):
    folder = changed(tmp_path)
    (folder / 'terms.yaml').unlink()
    assert mistakes_in(folder) == ['terms.yaml: there is no such file']


def test_a_file_that_is_no_list_is_told(tmp_path: Path):
    folder = changed(tmp_path)
    (folder / 'money.yaml').write_text('automatic: false\n')
    assert mistakes_in(folder) == ['money.yaml, line 1: must be a list of entries, each starting with a dash']


def test_files_of_a_folder_are_told_apart(tmp_path: Path):
    folder = changed(tmp_path, ('steps.yaml', 'turn: visit', 'turn: journey'))
    (folder / 'steps').mkdir()
    first, second = (folder / 'steps.yaml').read_text().split('- key: working')
    (folder / 'steps' / '10_first.yaml').write_text(first)
    (folder / 'steps' / '20_second.yaml').write_text('# More\n- key: working' + second)
    assert mistakes_in(folder) == ['steps/20_second.yaml, line 9, [0].turn: there is no turn journey']


def test_all_mistakes_are_told(tmp_path: Path):
    folder = changed(tmp_path, ('steps.yaml', 'turn: visit', 'turn: journey'), ('blankets.yaml', 'extension: longer', 'extension: shorter'))
    assert len(mistakes_in(folder)) == 2


def test_days_off_of_a_decree_are_known(tmp_path: Path):
    read = read_definitions(changed(tmp_path))
    assert read.days_off == {date(2026, 5, 15)}
    assert read.years_known == {2026}
    unsure = read_definitions(changed(tmp_path / 'other', ('decrees.yaml', 'status: confirmed', 'status: unconfirmed')))
    assert unsure.years_known == set()


def test_definitions_are_read_once():
    assert definitions() is definitions()


def test_changing_nothing_is_noticed(tmp_path: Path):
    with pytest.raises(AssertionError, match='stands there 0 times'):
        changed(tmp_path, ('steps.yaml', 'there is no such text', 'x'))


def test_a_folder_that_is_not_there_is_told():
    with pytest.raises(DataFileError, match='there is no such file'):
        read_definitions(Path('nowhere'))


def test_visits_can_be_booked_and_letters_exist_in_the_catalogue():
    products = {product['key'] for product in yaml.safe_load(PLANNER.read_text())['products']}
    files = definitions().files
    asked = {entry.visit for entry in (*files.steps, *files.turns) if entry.visit}
    assert asked <= products and {'DOC', 'BIO', 'VAA', 'HELP'} <= asked
    letters = {entry.letter for entry in (*files.steps, *files.turns) if entry.letter}
    assert letters <= {f'L{number:02}' for number in range(1, 26)}


def test_what_words_are_filled_with_belongs_to_a_step():
    assert set(WITH) <= set(Told)


def test_every_event_that_moves_a_case_is_used():
    """What no step, turn or clock listens to would be kept for nothing."""
    files = definitions().files
    used = {pattern.partition('.')[0] for step in files.steps for pattern in step.begins}
    used |= {turn.opened_by for turn in files.turns} | {kind for turn in files.turns for kind in turn.closed_by}
    clocks = {
        'received', 'suspended', 'resumed', 'extended', 'notice_of_default', 'decision_sent', 'step_changed',
        'objection',  # says in a case that another one was begun
    }
    assert {str(kind) for kind in EventKind} <= used | clocks
