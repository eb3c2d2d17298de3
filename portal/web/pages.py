"""What every page is given: its language, and what stands around its content."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel

from portal.clock import Clock
from portal.kernel.dutch_time import DUTCH_TIME
from portal.kernel.texts import in_language
from portal.settings import Settings
from portal.web import formatting
from portal.web.locale import choose_language, current_language, direction_of, language_choices

FOR_MACHINES = {'health', 'static'}


@dataclass(frozen=True)
class Helpline:
    """Whom to call, and when."""

    number: str
    hours: str
    """Of a working day, such as `9-17`."""


def speak(app: Flask, settings: Settings, clock: Clock) -> None:
    """Let the pages of `app` speak the languages of the settings."""
    app.config['BABEL_TRANSLATION_DIRECTORIES'] = str(settings.translations)
    Babel(app, locale_selector=current_language, default_locale=settings.languages[0])

    def settle() -> None:
        asked, languages = request._get_current_object(), settings.languages  # type: ignore[attr-defined]
        g.language = choose_language(asked, languages) if is_for_people(asked.endpoint) else languages[0]

    app.before_request(settle)
    app.context_processor(lambda: around(settings))
    app.jinja_env.filters.update(
        day_in_words=formatting.day_in_words, month_in_words=formatting.month_in_words,
        minutes_in_words=formatting.minutes_in_words,
        persons_in_words=formatting.persons_in_words, in_digits=formatting.in_digits,
        here=lambda text: in_language(text, current_language()),
    )
    app.jinja_env.globals.update(
        clock_time=formatting.clock_time, moment_in_words=formatting.moment_in_words, now=clock.now,
        dutch_time=DUTCH_TIME,
    )
    app.jinja_env.install_gettext_callables(gettext_here, ngettext_here, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def is_for_people(endpoint: str | None) -> bool:
    """Somebody reads what is here: it has a language, and who is logged in matters."""
    return (endpoint or '').split('.')[0] not in FOR_MACHINES


def gettext_here(text: str) -> str:
    """The text in the page's language."""
    return translations_of(current_language()).ugettext(text)


def ngettext_here(one: str, many: str, number: int) -> str:
    """The text in the page's language and for this number."""
    return translations_of(current_language()).ungettext(one, many, number)


@cache
def translations_of(language: str) -> NullTranslations:
    """The catalogue of a language, found once: a page asks for thirty texts."""
    return Translations.load(current_app.config['BABEL_TRANSLATION_DIRECTORIES'], [language])


def this_address() -> str:
    """The address of the page that was asked for, such that a link to it cannot lead to another host."""
    query = request.query_string.decode('ascii', 'ignore')
    return '/' + quote(request.path).lstrip('/') + (f'?{query}' if query else '')


def around(settings: Settings) -> dict[str, object]:
    """The words around a page's content."""
    here = g.get('address') or this_address()
    return {
        'address': here,
        'language': current_language(), 'text_direction': direction_of(current_language()),
        'languages': language_choices(settings.languages, here),
        'helpline': Helpline(settings.helpline, settings.helpline_hours),
    }
