"""The list on paper, in large print, and as text to send in a chat."""

from flask import Response, request

from portal.checklist.errors import ListUnknown
from portal.checklist.model import Kept, Need, Paper
from portal.checklist.views import words
from portal.checklist.views.pages import blueprint, checklist, mine
from portal.checklist.views.showing import listed
from portal.kernel.texts import Text
from portal.letters.model.base import Office
from portal.letters.model.papers import PaperGroup, PaperLine, PaperList
from portal.letters.service import Letters
from portal.web.locale import current_language
from portal.web.parts import part


@blueprint.get('/list.pdf')
def as_pdf() -> Response:
    """The list as a tagged PDF with boxes to tick; `?size=large` prints it large."""
    letter = paper_list(mine(), large=request.args.get('size') == 'large')
    return download(part(Letters).pdf(letter, current_language()), 'application/pdf', 'papers.pdf')


@blueprint.get('/list.txt')
def as_text() -> Response:
    """The list as plain text."""
    letter = paper_list(mine(), large=False)
    text = part(Letters).text(letter, current_language())
    return download(text.encode(), 'text/plain; charset=utf-8', 'papers.txt')


def paper_list(kept: Kept, *, large: bool) -> PaperList:
    """The list as a letter to oneself."""
    mine_now = listed(kept)
    purpose = mine_now.found.purpose
    if purpose is None:
        raise ListUnknown
    return PaperList(
        office=part(Office), written_on=checklist().today(), service=purpose.says, filing=mine_now.filing,
        large=large,
        groups=tuple(
            PaperGroup(title=here(words.WHO[who]), papers=tuple(line(one, kept) for one in papers))
            for who, papers in mine_now.by_who()
        ),
        not_needed=tuple((one.document.name, one.says) for one in mine_now.found.of(Need.NOT_NEEDED)),
    )


def line(paper: Paper, kept: Kept) -> PaperLine:
    """One paper."""
    document = paper.listed.document
    return PaperLine(
        name=document.name, have=paper.code in kept.ticked, sure=paper.listed.need is Need.NEEDED,
        hand_in=here(words.FORMATS[document.form.hand_in]), number=document.number or '',
        steps=tuple(here(step) for step in words.steps_in_words(paper)), where=document.where,
        takes=here(words.weeks_in_words(paper.days)),
    )


def here(text: object) -> Text:
    """A text of this page, for a letter in its language."""
    return {'nl': str(text), current_language(): str(text)}


def download(body: bytes, kind: str, name: str) -> Response:
    """A file."""
    return Response(body, content_type=kind, headers={
        'Content-Disposition': f'attachment; filename={name}', 'Content-Language': current_language(),
    })
