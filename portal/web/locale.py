"""In which language a page speaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from babel import Locale
from flask import Request, g, session

ALIASES = {'prs': 'fa'}
"""Languages that browsers ask for under a name that our catalogues do not carry."""


@dataclass(frozen=True)
class LanguageChoice:
    """One entry of the language switch."""

    code: str
    own_name: str
    url: str
    current: bool


def language_of(request: Request, kept: str | None, offered: Sequence[str]) -> str:
    """Chosen in the address, else kept in the session, else the browser's wish, else the first."""
    wishes = [request.args.get('lang', ''), kept or '']
    wishes += [wish.split('-')[0].lower() for wish in request.accept_languages.values()]
    return next((found for wish in wishes if (found := ALIASES.get(wish, wish)) in offered), offered[0])


def current_language() -> str:
    """The language of this request."""
    return g.language


def choose_language(asked: Request, offered: Sequence[str]) -> str:
    """The request's language; one that was chosen in the address is kept for the next pages."""
    has_session = 'HTTP_COOKIE' in asked.environ  # reading a session that was never begun must not begin one
    language = language_of(asked, session.get('lang') if has_session else None, offered)
    if asked.args.get('lang') == language and session.get('lang') != language:
        session['lang'] = language
    return language


def language_choices(offered: Sequence[str], here: str) -> list[LanguageChoice]:
    """The language switch: the same page in every language, each in its own name."""
    return [
        LanguageChoice(code, own_name(code), _with_language(here, code), code == current_language())
        for code in offered
    ]


def own_name(code: str) -> str:
    """What a language calls itself, with a capital: Nederlands, English, العربية."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def direction_of(code: str) -> str:
    """`ltr` or `rtl`."""
    return Locale.parse(code).text_direction


def _with_language(here: str, code: str) -> str:
    path, _, query = here.partition('?')
    kept = [(name, value) for name, value in parse_qsl(query) if name != 'lang']
    return f'{path}?{urlencode([*kept, ("lang", code)])}'
