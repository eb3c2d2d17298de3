"""How pages say what the procedures find, in the language of the page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from flask_babel import gettext as _

from portal.kernel.texts import Text, in_language
from portal.procedures.model import Legal, Progress, Quiet, Reckoning, Remedy, Standing, StepAt, YourTurn
from portal.procedures.model.expected import CannotSay, Forecast, Span
from portal.procedures.views.pages import cases
from portal.procedures.views.sentences import CLOCKS, REASONS
from portal.web.formatting import day_in_words, in_digits, month_in_words
from portal.web.locale import current_language

STATES: Mapping[Standing, Literal['done', 'now', 'next']] = {
    Standing.DONE: 'done', Standing.NOW: 'now', Standing.NEXT: 'next',
    Standing.IF_GRANTED: 'next',
}


def here(text: Text) -> str:
    """The text in the page's language."""
    return in_language(text, current_language())


def lead_of(progress: Progress) -> str:
    """The first sentences of the page."""
    day = day_in_words(progress.lead_day) if progress.lead_day else ''
    return here(progress.lead).replace('{day}', day)


def told_of(at: StepAt, turns: Sequence[YourTurn]) -> list[tuple[str, str]]:
    """What there is to tell of a step, each with what it is about: of the one that is now all, of the others little."""
    step = at.step
    if at.standing is Standing.IF_GRANTED:
        return [('', _('Only if we say yes.'))]
    if at.standing is not Standing.NOW:
        return []
    found = [
        ('', here(step.happens)), (_('What we do'), here(step.we_do)), (_('What you do'), you_do_in_words(at, turns)),
    ]
    return [*found, (_('How long'), here(step.usual.says))] if step.usual else found


def you_do_in_words(at: StepAt, turns: Sequence[YourTurn]) -> str:
    """What the applicant does at a step: what was asked of them goes before what everybody does there."""
    asked = dict.fromkeys(here(one.turn.what) for one in turns if one.turn.key != at.step.turn)
    return ' '.join(asked) or here(at.step.you_do)


def step_row(at: StepAt, turns: Sequence[YourTurn]) -> dict[str, object]:
    """A step for the list of steps."""
    row: dict[str, object] = {
        'state': STATES[at.standing], 'title': here(at.step.name), 'date': since_in_words(at),
    }
    told = told_of(at, turns)
    return row | {'text': told[0][1], 'parts': told[1:]} if told else row


def since_in_words(at: StepAt) -> str:
    """When a step began, and ended."""
    if at.since is None:
        return ''
    if at.until is None:
        return _('Since %(day)s', day=day_in_words(at.since))
    if at.since == at.until:
        return day_in_words(at.since)
    return _('From %(day)s to %(other)s', day=day_in_words(at.since), other=day_in_words(at.until))


def by_when(turn: YourTurn) -> str:
    """By which day something must be done, or on which; empty when no day was set."""
    if turn.by is None:
        return ''
    day = day_in_words(turn.by)
    if turn.turn.ends_with_its_day:
        return _('It is on %(day)s.', day=day)
    if turn.is_over:
        return _('This had to be done by %(day)s. Do it today, or call us.', day=day)
    return _('Do this by %(day)s.', day=day)


def quiet_in_words(quiet: Quiet, today: date, *, forecast: Forecast | None) -> str:
    """How long nothing has happened, and whether that is normal; where the step does not say so, by the forecast."""
    since, until = day_in_words(quiet.since), quiet.normal_until or news_by(forecast)
    if until is None:
        return _('Nothing has happened since %(day)s. We do not know how long that is normal.', day=since)
    if until < today:
        return _('Nothing has happened since %(day)s. Usually there is news by now. You can call us.', day=since)
    end = day_in_words(until)
    return _('Nothing has happened since %(day)s. That is normal until %(other)s.', day=since, other=end)


def news_by(forecast: Forecast | None) -> date | None:
    """By when 9 of 10 people have news, the start or else the decision; None: nobody can say."""
    awaited = (forecast.start or forecast.decision) if forecast else None
    return awaited.latest if isinstance(awaited, Span) else None


def law_in_words(legal: Legal) -> str:
    """What the day of the law means now."""
    return str(CLOCKS[legal.state])


def remedy_in_words(remedy: Remedy) -> str:
    """What can be done against a decision, and that there is less time for some when that is so."""
    says = here(remedy.says)
    if not remedy.may_be_shorter:
        return says
    less = _('Sometimes you have less time. Then your letter names an earlier day. That day counts.')
    return f'{says} {less}'


def expected_in_words(found: Span | CannotSay) -> str:
    """What may be expected, with one honest tail, or why nobody can say."""
    if isinstance(found, CannotSay):
        return _('We cannot say.') + f' {REASONS[found.reason]}'
    return _(
        '8 of 10 people get it between %(earliest)s and %(latest)s. 1 in 10 waits longer.',
        earliest=day_in_words(found.earliest), latest=day_in_words(found.latest),
    )


def start_in_words(found: Span | CannotSay) -> str:
    """The same for the day on which work begins."""
    if isinstance(found, CannotSay):
        return expected_in_words(found)
    return _(
        'For 8 of 10 people we start between %(earliest)s and %(latest)s. For 1 in 10 it takes longer.',
        earliest=day_in_words(found.earliest), latest=day_in_words(found.latest),
    )


def expected_lines(forecast: Forecast) -> Iterator[tuple[str, str]]:
    """What is forecast, and what is said of it."""
    if forecast.start:
        yield _('We start on it'), start_in_words(forecast.start)
    yield _('You get the decision'), expected_in_words(forecast.decision)


def place_in_words(forecast: Forecast, received: date) -> str:
    """How many people have their turn first, and whose turn it is now."""
    if forecast.before is None:
        return ''
    if forecast.before == 0:
        place = _('You are first in the queue.')
    elif forecast.before == 1:
        place = _('One other person comes before you.')
    else:
        place = _('About %(number)s people come before you.', number=in_digits(rounded(forecast.before)))
    if forecast.starting is None:
        return place
    whose = _(
        'We now start on applications of %(month)s. Yours is of %(other)s.',
        month=month_in_words(forecast.starting), other=month_in_words(received),
    )
    return f'{place} {whose}'


def queue_in_words(progress: Progress, queue: str) -> str:
    """In which queue somebody is, where there are several."""
    found = (one.name for one in progress.procedure.queues if one.key == queue)
    return next((_('You are in this queue: %(name)s.', name=here(name)) for name in found), '')


def computed_in_words(day: date | None) -> str:
    """When the forecast was computed, and with what; empty when it never was."""
    if day is None:
        return ''
    return _('We last computed this on %(day)s, with all that happened until then.', day=day_in_words(day))


def rounded(number: int) -> int:
    """Two figures say enough: nobody counts 3,412 people before them."""
    size = 10 ** max(len(str(number)) - 2, 0)
    return max(round(number / size) * size, 1)


def reckoned(steps: Sequence[Reckoning]) -> list[dict[str, object]]:
    """How a date was computed, a line for each step."""
    return [
        {
            'text': cases().in_words(step, current_language(), say_day=day_in_words), 'source': step.source,
            'unconfirmed': step.status.value == 'unconfirmed',
        }
        for step in steps
    ]
