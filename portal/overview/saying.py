"""What is kept of somebody, in plain words: for the page and for paper."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from portal.appointments.model import Catalogue, VisitState
from portal.appointments.model.personal import MyVisit, MyWish
from portal.identity.model import LoggedIn
from portal.identity.model.codes import Kind
from portal.identity.model.keeping import KeptOfPerson, KindKept, SecretKept
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.texts import in_language
from portal.letters.model.data import DataKind, DataLine
from portal.letters.service import Letters
from portal.overview.model import MyData, MyMessage
from portal.periods import Periods
from portal.web.formatting import day_in_words, moment_in_words
from portal.web.locale import current_language, own_name

YEAR = 365
Line = tuple[str, str]


class Saying:
    """Says what is kept, in the language of the page."""

    def __init__(self, data: MyData, periods: Periods, catalogue: Catalogue, *, letters: Letters) -> None:
        self._data, self._periods, self._catalogue, self._letters = data, periods, catalogue, letters
        self._lines = {
            'person': self._person, 'visits': self._visits, 'wishes': self._wishes, 'messages': self._messages,
            'applications': self._cases, 'letters': self._sent_letters,
            'codes': self._codes, 'sessions': self._sessions, 'typed': self._typed, 'looks': self._looks,
        }
        self._ends = {
            'person': self._person_ends, 'visits': self._visits_end, 'wishes': self._wishes_end,
            'messages': self._messages_end, 'letters': self._letters_end, 'codes': self._codes_end,
            'sessions': self._sessions_end, 'typed': self._typed_ends, 'looks': self._looks_end,
        }

    def kinds(self, kinds: Iterable[KindKept]) -> tuple[DataKind, ...]:
        """Each kind of data, with what is kept now."""
        return tuple(self._kind(kind) for kind in kinds)

    def _kind(self, kind: KindKept) -> DataKind:
        lines = self._lines[kind.key]() if kind.linked else ()
        return DataKind(
            name=kind.name, linked=kind.linked, what=kind.what, why=kind.why, basis=kind.basis,
            confirmed=kind.confirmed, until=self._until(kind), lines=tuple(DataLine(name=a, value=b) for a, b in lines),
        )

    def _until(self, kind: KindKept) -> str:
        """How long data of this kind is kept, and until when what is kept now."""
        said = in_language(kind.until, current_language())
        if not kind.period:
            return said
        period = getattr(self._periods, kind.period)
        sentence = _('%(period)s %(since)s.', period=period_in_words(period), since=said)
        moments = list(self._ends[kind.key]()) if kind.linked else []
        if not moments:
            return sentence
        last = day_in_words(dutch_day(max(moments) + period))
        return sentence + ' ' + _('What we keep of you now is removed after %(day)s.', day=last)

    def _person(self) -> Iterator[Line]:
        known, person = self._data.known, self._data.known.person
        yield _('V-number'), person.v_number
        yield from ((_('Name'), person.name),) if person.name else ()
        yield _('Date of birth'), day_in_words(person.birth_date)
        yield _('Citizen service number (BSN)'), _('Known as a code') if known.has_bsn else _('Not known')
        yield _('E-mail address'), person.email or _('Not known')
        yield _('Telephone number'), person.phone or _('Not known')
        yield _('Language'), own_name(person.language)
        yield from self._dates(known)

    @staticmethod
    def _dates(known: KeptOfPerson) -> Iterator[Line]:
        if known.person.seen_on:
            yield _('We saw at a counter who you are'), day_in_words(known.person.seen_on)
        for linked_at in known.linked_at:
            yield _('A log-in was linked to you'), day_in_words(dutch_day(linked_at))
        yield _('Known here since'), day_in_words(dutch_day(known.created_at))
        yield _('Last here'), day_in_words(known.active_on)

    def _visits(self) -> Iterator[Line]:
        return map(self._visit, self._data.planner.visits)

    def _visit(self, visit: MyVisit) -> Line:
        desk = self._catalogue.desks[visit.slot.desk]
        what = f'{self._service(visit.slot.product)}, {desk.name}, {visit.me.full_name}'
        if visit.state is VisitState.CANCELLED:
            what = _('%(visit)s (cancelled)', visit=what)
        return plain(moment_in_words(visit.slot.starts_at, desk.zone)), what

    def _wishes(self) -> Iterator[Line]:
        return map(self._wish, self._data.planner.wishes)

    def _wish(self, wish: MyWish) -> Line:
        ended = wish.ended_at
        state = _('since %(day)s', day=day_in_words(dutch_day(wish.asked_at)))
        if ended:
            state += ', ' + _('ended on %(day)s', day=day_in_words(dutch_day(ended)))
        return self._service(wish.product), state

    def _service(self, product: str) -> str:
        known = self._catalogue.products.get(product)
        return in_language(known.name, current_language()) if known else product

    def _cases(self) -> Iterator[Line]:
        for kept in self._data.cases:
            count = ngettext('%(num)s event', '%(num)s events', len(kept.case.events))
            yield _('Application %(reference)s', reference=kept.reference), _(
                'received on %(day)s, %(events)s', day=day_in_words(kept.case.received), events=count,
            )

    def _messages(self) -> Iterator[Line]:
        return map(self._message, self._data.messages)

    def _message(self, message: MyMessage) -> Line:
        kept = message.kept
        name = self._letters.name(kept.kind, current_language())
        if kept.sent_at:
            return name, _('sent on %(day)s', day=day_in_words(dutch_day(kept.sent_at)))
        return name, _('not sent, we gave up') if kept.failed else _('waits to be sent')

    def _sent_letters(self) -> Iterator[Line]:
        for letter in self._data.letters:
            name = self._letters.name(letter.kind, current_language())
            yield name, _('letter of %(day)s', day=day_in_words(letter.written_on))

    def _codes(self) -> Iterator[Line]:
        return map(_code, self._data.known.secrets)

    def _sessions(self) -> Iterator[Line]:
        return map(_session, self._data.known.sessions)

    def _typed(self) -> Iterator[Line]:
        for typed in self._data.known.typed:
            yield typed.address, ngettext('%(num)s answer', '%(num)s answers', len(typed.values))

    def _looks(self) -> Iterator[Line]:
        if looks := self._data.looks:
            yield _('How often'), str(len(looks))
            yield _('Last time'), plain(moment_in_words(looks[0].started, DUTCH_TIME))

    def _person_ends(self) -> Iterator[datetime]:
        yield datetime.combine(self._data.known.active_on, datetime.min.time(), DUTCH_TIME)

    def _visits_end(self) -> Iterator[datetime]:
        return (one.slot.starts_at for one in self._data.planner.visits)

    def _wishes_end(self) -> Iterator[datetime]:
        last = datetime.min.time()
        for one in self._data.planner.wishes:
            yield one.ended_at or datetime.combine(one.before + timedelta(days=1), last, DUTCH_TIME)

    def _messages_end(self) -> Iterator[datetime]:
        return (one.kept.sent_at or one.kept.created for one in self._data.messages)

    def _letters_end(self) -> Iterator[datetime]:
        return (one.made_at for one in self._data.letters)

    def _codes_end(self) -> Iterator[datetime]:
        ends = (one.ended_at or one.works_until for one in self._data.known.secrets)
        return (end for end in ends if end)

    def _sessions_end(self) -> Iterator[datetime]:
        return (one.ends for one in self._data.known.sessions)

    def _typed_ends(self) -> Iterator[datetime]:
        return (one.expires_at - self._periods.typed for one in self._data.known.typed)

    def _looks_end(self) -> Iterator[datetime]:
        return (one.started for one in self._data.looks)


def _code(secret: SecretKept) -> Line:
    name = _('A code') if secret.kind is Kind.CODE else _('Six words')
    made = _('made on %(day)s', day=day_in_words(dutch_day(secret.made_at)))
    if secret.ended_at:
        return name, made + ', ' + _('does not work any more')
    return name, made


def _session(session: LoggedIn) -> Line:
    who = _('Somebody who helps you logged in') if session.account.helper else _('You logged in')
    return who, plain(moment_in_words(session.began, DUTCH_TIME))


def plain(words: Markup) -> str:
    """The words without the marks that a page needs."""
    return words.striptags()


def period_in_words(period: timedelta) -> str:
    """2 years, 90 days, 4 hours, 75 minutes."""
    minutes = int(period.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60
    if minutes % 1440 == 0 and days % YEAR == 0:
        return ngettext('%(num)s year', '%(num)s years', days // YEAR)
    if minutes % 1440 == 0:
        return ngettext('%(num)s day', '%(num)s days', days)
    if minutes % 60 == 0:
        return ngettext('%(num)s hour', '%(num)s hours', hours)
    return ngettext('%(num)s minute', '%(num)s minutes', minutes)
