"""The text that letters share: who says it, and what another in its place must keep to."""

import pytest

from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.model.wording import SHARED, Edition, Fault, Wrong
from portal.letters.samples import mark_of
from portal.letters.service import FOLDER
from portal.letters.texts.blocks import Block
from portal.letters.texts.editions import Texts


@pytest.fixture(scope='module')
def texts() -> Texts:
    return Texts(FOLDER, lambda kind, language, day: None)


def other(texts: Texts, **blocks: str) -> dict[str, str]:
    return {**texts.typed(SHARED, 'nl'), **blocks}


def test_which_letters_say_a_block(texts):
    said_in = texts.said_in('nl')
    assert set(said_in['greeting']) == set(ABOUT_APPLICATIONS)
    assert set(said_in['item_why']) == {'l03_missing', 'l22_family_starts'}
    assert texts.said_in('ar')['when'] == ()  # no letter about a visit is written in Arabic


def test_a_letter_that_has_words_of_its_own_for_a_block_does_not_say_it(texts):
    own = {kind: texts.typed(kind, 'nl') for kind in ABOUT_APPLICATIONS}
    kind, block = next((kind, block) for kind, blocks in own.items() for block in blocks if block in texts.said_in('nl'))
    assert kind not in texts.said_in('nl')[block]


def test_what_ships_has_no_faults(texts):
    assert [texts.faults(SHARED, language, texts.typed(SHARED, language)) for language in texts.languages(SHARED)] == [()] * 4


@pytest.mark.parametrize(('blocks', 'fault'), [
    ({'contact': 'Bel {office_fax}.'}, Fault(Wrong.FIELD_OF_SOME, 'office_fax')),
    ({'contact': 'Bel voor {remedy_until}.'}, Fault(Wrong.FIELD_OF_SOME, 'remedy_until')),
    ({'greeting': '- een\n- twee'}, Fault(Wrong.LIST)),
    ({'remedy_help': 'Bel voor {remedy_until}.'}, None),
    ({'remedy_until': 'Doe dat voor {until}.'}, None),
    ({'remedy_help': 'Doe dat voor {until}.'}, Fault(Wrong.FIELD_OF_SOME, 'until')),
    ({'remedy_help': '- een\n- twee'}, None),
    ({'remedy_help': '{{ remedy }'}, Fault(Wrong.BRACE, '{{ remedy }')),
    ({'remedy_help': '<p>Help</p>'}, Fault(Wrong.MARKUP, '<p>')),
    ({'more': 'Meer'}, Fault(Wrong.SUPERFLUOUS)),
])
def test_what_is_wrong_is_said_once_at_its_block(texts, blocks, fault):
    expected = () if fault is None else ((next(iter(blocks)), fault),)
    assert texts.faults(SHARED, 'nl', other(texts, **blocks)) == expected


def test_a_block_that_is_left_out_is_missing(texts):
    left = {block: text for block, text in texts.typed(SHARED, 'nl').items() if block != 'greeting'}
    assert texts.faults(SHARED, 'nl', left) == (('greeting', Fault(Wrong.MISSING)),)


def test_fields_that_all_letters_have_and_those_that_some_blocks_may_name_besides(texts):
    assert 'office_phone' in texts.fields(SHARED, 'nl') and 'remedy_until' not in texts.fields(SHARED, 'nl')
    more = texts.more_fields(SHARED, 'nl')
    assert 'remedy_until' in more['remedy_help'] and 'until' in more['remedy_until'] and 'contact' not in more


def test_a_letter_takes_what_it_needs(texts):
    said = texts.together('l01_receipt', 'nl', own={'heading': 'Dag'}, shared={'greeting': 'Groet,', 'remedy_help': 'Help'})
    assert said == {'greeting': 'Groet,', 'heading': 'Dag'}


@pytest.mark.parametrize(('own', 'shared', 'numbers'), [(0, 0, (0, 0)), (2, 0, (2, 0)), (0, 3, (0, 3)), (2, 3, (2, 3))])
def test_both_texts_have_an_edition_of_their_own(texts, own, shared, numbers):
    def editions(kind, language, day):
        number, block = (shared, 'greeting') if kind == SHARED else (own, 'heading')
        words = {**texts.typed(kind, language), block: 'Andere woorden'}
        return Edition(number=number, texts=words) if number else None

    said = texts.saying(editions).said('l01_receipt', 'nl', None)
    assert (said.edition, said.shared_edition) == numbers
    changed = [_line(said.blocks['heading']), _line(said.blocks['greeting'])]
    assert [words == 'Andere woorden' for words in changed] == [bool(own), bool(shared)]


def _line(block: Block) -> str:
    return ''.join(map(str, block.line or ()))


def test_a_mark_changes_with_the_files_of_a_kind_and_with_those_that_all_share(tmp_path):
    for name in ('l01_receipt', 'l02_payment', SHARED):
        (tmp_path / name).mkdir()
        (tmp_path / name / 'letter.html').write_text(name)
    before = {kind: mark_of(tmp_path, kind) for kind in ('l01_receipt', 'l02_payment')}
    mark_of.cache_clear()
    (tmp_path / 'l01_receipt' / 'letter.html').write_text('other')
    assert [mark_of(tmp_path, kind) == mark for kind, mark in before.items()] == [False, True]
    mark_of.cache_clear()
    (tmp_path / SHARED / 'letter.html').write_text('other')
    assert mark_of(tmp_path, 'l02_payment') != before['l02_payment']
