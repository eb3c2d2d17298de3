"""Everything that is kept of somebody, as JSON for their own programs. Instants are in UTC."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from portal.appointments.model.personal import MyVisit, MyWish
from portal.delivery.model import Going
from portal.identity.model import LoggedIn
from portal.identity.model.keeping import KeptOfPerson, KindKept
from portal.identity.model.looking import NotedLook
from portal.letters.model.sent import SentLetter
from portal.letters.service import Letters
from portal.overview.model import MyData, MyMessage
from portal.procedures.model.kept import KeptCase

ANYTHING: TypeAdapter[Any] = TypeAdapter(Any)
FORMAT = 'helder-loket-my-data/1'


def as_json(data: MyData, kinds: tuple[KindKept, ...], texts: Mapping[str, str]) -> bytes:
    """The whole export; `texts` holds what the messages say, by their keys."""
    return ANYTHING.dump_json(exported(data, kinds, texts), indent=2)


def texts_of(data: MyData, letters: Letters) -> dict[str, str]:
    """What the messages say that are about nobody else, by their keys."""
    return {
        one.kept.dedupe_key: letters.text(one.letter, one.kept.language) for one in data.messages if one.letter
    }


def exported(data: MyData, kinds: tuple[KindKept, ...], texts: Mapping[str, str]) -> dict[str, Any]:
    """What the export holds: each kind by the key that it has in the register."""
    known = data.known
    return {
        'format': FORMAT, 'made_at': data.made_at, 'person': _person(known),
        'visits': [_visit(one) for one in data.planner.visits],
        'wishes': [_wish(one) for one in data.planner.wishes],
        'applications': [_case(one, data) for one in data.cases], 'wants_to_be_told': vars(data.wish),
        'messages': [_message(one, texts) for one in data.messages],
        'letters': [_letter(one, data.ways.get(one.reference, ())) for one in data.letters],
        'codes': [vars(one) | {'level': one.level.name.lower()} for one in known.secrets],
        'sessions': [_session(one) for one in known.sessions],
        'typed': [vars(one) for one in known.typed],
        'looks': [_look(one) for one in data.looks],
        'not_linked_to_a_person': [kind.key for kind in kinds if not kind.linked],
        'register': [vars(kind) for kind in kinds],
    }


def _person(known: KeptOfPerson) -> dict[str, Any]:
    return vars(known.person) | {
        'bsn_known_as_a_hash': known.has_bsn, 'first_known': known.created_at, 'last_here': known.active_on,
        'providers_linked_at': known.linked_at,
    }


def _visit(visit: MyVisit) -> dict[str, Any]:
    slot = visit.slot
    return {
        'service': slot.product, 'desk': slot.desk, 'day': visit.day, 'starts_at': slot.starts_at,
        'ends_at': slot.ends_at, 'state': visit.state, 'persons': slot.persons, 'me': vars(visit.me),
        'history': [{'at': at, 'change': change} for at, change in visit.history],
    } | ({'code': visit.code, 'contact': vars(visit.contact)} if visit.contact else {'others_come_too': True})


def _wish(wish: MyWish) -> dict[str, Any]:
    terms = {} if wish.terms is None else {
        'desks': wish.terms.desks, 'not_before': wish.terms.not_before, 'not_after': wish.terms.not_after,
        'notice_hours': wish.terms.notice_hours, 'contact': vars(wish.terms.contact),
    }
    return {
        'service': wish.product, 'asked_at': wish.asked_at, 'ended_at': wish.ended_at, 'before': wish.before,
        'persons': wish.count, 'me': vars(wish.me),
    } | terms


def _case(kept: KeptCase, data: MyData) -> dict[str, Any]:
    """An application; who else is in it is their own affair."""
    case = kept.case
    happened = {'events': [vars(one) for one in case.events]} if data.surely else {'events_need_a_surer_log_in': True}
    return {
        'reference': kept.reference, 'procedure': case.procedure, 'track': case.track, 'queue': case.queue,
        'received': case.received, 'priority': kept.priority, 'as_of': kept.as_of,
        'me': [one.part for one in kept.people if one.person == data.known.person.id],
    } | happened


def _message(message: MyMessage, texts: Mapping[str, str]) -> dict[str, Any]:
    kept = message.kept
    said = {'to': kept.to, 'text': texts.get(kept.dedupe_key, '')} if message.letter else {'others_are_in_it': True}
    return {
        'kind': kept.kind, 'language': kept.language, 'kept_at': kept.created, 'sent_at': kept.sent_at,
        'given_up': kept.failed,
    } | said


def _letter(letter: SentLetter, ways: Sequence[Going]) -> dict[str, Any]:
    return {
        'reference': letter.reference, 'kind': letter.kind, 'language': letter.language, 'made_at': letter.made_at,
        'hash': letter.hash, 'fields': letter.values,
        'ways': [{'way': one.way, 'state': one.state, 'at': one.gone_at} for one in ways],
    }


def _session(session: LoggedIn) -> dict[str, Any]:
    account = session.account
    return {
        'began': session.began, 'last_used': session.seen, 'ends': session.ends, 'shared_computer': session.shared,
        'way': account.way, 'level': account.level.name.lower(), 'by_somebody_who_helps': account.helper,
    }


def _look(look: NotedLook) -> dict[str, Any]:
    return {
        'activity': look.activity, 'room': look.room, 'role': look.actor.role, 'reason': look.reason,
        'words': look.words, 'started': look.started, 'ended': look.ended, 'outcome': look.outcome,
    }
