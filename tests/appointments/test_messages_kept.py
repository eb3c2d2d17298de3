"""Each change of a visit keeps exactly one message, in the same transaction, on both engines."""

from dataclasses import replace

import pytest

from portal.appointments.errors import SlotTaken
from portal.appointments.model import Contact
from tests.appointments.words import ENGLISH, at, place, post

DUTCH = replace(ENGLISH, email='jan@mail.example', language='nl')


def told(outbox):
    """Of each message: its kind and the sequence of its calendar entry."""
    return [(kept.kind, kept.calendar.sequence if kept.calendar else None) for kept in outbox()]


@pytest.fixture
def changed(planner, book):
    """A family that booked, moved, left one at home, and cancelled."""
    family = book(place('2026-12-03 10:00', persons=2), 1, 2, contact=DUTCH)
    planner.changing.move(family.key, place('2026-12-04 10:00', 'ZW', persons=2), once=post(), room='test')
    leaving = planner.changing.find(family.key).persons[0]
    planner.changing.take_off(family.key, leaving.id, once=post(), room='test')
    return planner.changing.cancel(family.key, once=post(), room='test')


def test_every_change_is_told_once(changed, outbox):
    assert told(outbox) == [('visit_booked', 0), ('visit_changed', 1), ('visit_changed', 2), ('visit_cancelled', 3)]


def test_every_message_is_in_the_visitors_language(changed, outbox):
    assert {(kept.to, kept.language) for kept in outbox()} == {('jan@mail.example', 'nl')}
    assert {kept.calendar.summary for kept in outbox()} == {'Foto en vingerafdrukken'}


def test_all_messages_are_about_one_entry_in_the_calendar(changed, outbox):
    entries = [kept.calendar for kept in outbox()]
    assert len({entry.uid for entry in entries}) == 1
    assert [entry.cancelled for entry in entries] == [False, False, False, True]
    assert [entry.starts_at for entry in entries] == [at('2026-12-03 10:00')] + [at('2026-12-04 10:00')] * 3
    assert [(entry.ends_at - entry.starts_at).seconds // 60 for entry in entries] == [20, 20, 10, 10]


def test_what_the_messages_say(changed, outbox):
    booked, moved, person_off, cancelled = (kept.letter for kept in outbox())
    assert (booked.code, booked.persons) == (changed.code, ('Amina Number 1', 'Amina Number 2'))
    assert booked.visit_link == f'https://loket.example/visit/{changed.key}'
    assert booked.online_until == at('2026-12-02 10:00')
    assert (moved.previous.desk, moved.place.desk) == ('Amsterdam', 'Zwolle')
    assert (person_off.person_off, person_off.persons) == ('Amina Number 1', ('Amina Number 2',))
    assert cancelled.place.starts_at == at('2026-12-04 10:00')


def test_a_refused_change_tells_nothing(planner, book, outbox):
    visit = book(place('2026-12-03 10:00', 'ZW'), 1)
    book(place('2026-12-04 10:00', 'ZW'), 2)
    with pytest.raises(SlotTaken):
        planner.changing.move(visit.key, place('2026-12-04 10:00', 'ZW'), once=post(), room='test')
    with pytest.raises(SlotTaken):
        book(place('2026-12-03 10:00', 'ZW'), 3)
    assert told(outbox) == [('visit_booked', 0)] * 2


def test_a_change_and_its_message_are_undone_together(planner, book, database, outbox, is_exact):
    visit = book(place('2026-12-03 10:00'), 1)
    acts = [
        lambda: book(place('2026-12-03 11:00'), 2),
        lambda: planner.changing.move(visit.key, place('2026-12-04 10:00'), once=post(), room='test'),
        lambda: planner.changing.cancel(visit.key, once=post(), room='test'),
    ]
    for act in acts:
        with pytest.raises(KeyboardInterrupt), database.transaction():
            act()
            raise KeyboardInterrupt
        assert planner.changing.find(visit.key).sequence == 0
        assert told(outbox) == [('visit_booked', 0)]
        assert is_exact()


def test_a_kept_place_tells_nobody(planner, outbox):
    planner.booking.hold(place('2026-12-03 10:00'), 'plan:1')
    assert outbox() == []


def test_without_an_address_nothing_is_kept(planner, book, outbox):
    visit = book(place('2026-12-03 10:00'), 1, contact=Contact(phone='+31612345678'))
    planner.changing.cancel(visit.key, once=post(), room='test')
    assert outbox() == []
