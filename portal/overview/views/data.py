"""What is kept about whoever is logged in: to read, and to take along.

The addresses name nobody: what comes is that of the session, and of nobody else. They open to nobody
who helps: a mandate is for one service, and the copy tells more than that.
"""

from flask import Response, render_template

from portal.appointments.service import Planner
from portal.clock import Clock
from portal.identity.access import note_look, who
from portal.identity.model import Level
from portal.identity.model.looking import OWN_VIEW
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.letters.errors import UnfitLetter
from portal.letters.model.base import Office
from portal.letters.model.data import DataKind
from portal.letters.model.data import MyData as DataLetter
from portal.letters.service import Letters
from portal.overview.exporting import as_json, texts_of
from portal.overview.gathering import Gathering
from portal.overview.model import MyData
from portal.overview.saying import Saying
from portal.overview.views.pages import blueprint, whose
from portal.settings import Settings
from portal.web.locale import current_language
from portal.web.parts import part

ABOUT = {'nl': 'uw gegevens', 'en': 'your data'}


@blueprint.get('/me/data')
def data() -> str:
    """What is kept, why and until when."""
    return render_template('overview/data.html', kinds=in_words(gathered()))


@blueprint.get('/me/data.json')
def data_file() -> Response:
    """All of it, for a program."""
    found = gathered()
    return download(as_json(found, part(Gathering).kinds, texts_of(found, part(Letters))), 'application/json', 'json')


@blueprint.get('/me/data.pdf')
def data_paper() -> Response | tuple[str, int]:
    """The page on paper."""
    letter = DataLetter(
        office=part(Office), written_on=dutch_day(part(Clock).now()), service=ABOUT, moment=part(Clock).now(),
        zone=DUTCH_TIME.key, kinds=in_words(gathered()),
    )
    try:
        return download(part(Letters).pdf(letter, current_language()), 'application/pdf', 'pdf')
    except UnfitLetter:
        return render_template('overview/unprintable.html'), 422


def gathered() -> MyData:
    """What is kept of who is logged in; that they looked is noted."""
    person = whose()
    note_look(OWN_VIEW, person)
    return part(Gathering).of(person, surely=who().reaches(Level.SUBSTANTIAL))


def in_words(found: MyData) -> tuple[DataKind, ...]:
    """All kinds, with what is kept now, in the language of the page."""
    saying = Saying(
        found, part(Settings).periods, part(Planner).calendar.catalogue(), letters=part(Letters),
    )
    return saying.kinds(part(Gathering).kinds)


def download(content: bytes, kind: str, ending: str) -> Response:
    """A file to save; its name tells nothing about anybody."""
    answer = Response(content, mimetype=kind)
    answer.headers['Content-Disposition'] = f'attachment; filename="my-data.{ending}"'
    return answer
