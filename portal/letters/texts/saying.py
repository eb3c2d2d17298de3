"""Says the blocks of one letter, with its values filled in: what the structure of a letter calls."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from portal.kernel.dutch_time import DUTCH_TIME
from portal.letters.errors import NotAWebAddress, NothingToSay
from portal.letters.model.cases import CaseLetter
from portal.letters.texts.blocks import Block, Line, Part, Shape
from portal.letters.texts.fields import PART, Declared, Look, Shown, declared
from portal.letters.texts.showing import Tongue, shown

NOT_DECLARED = Shown(path=(), look=Look.TEXT)


class Saying:
    """The blocks of a letter in one language; raises `NothingToSay` for a field without a value."""

    def __init__(self, letter: CaseLetter, language: str, *, blocks: Mapping[str, Block]) -> None:
        self._letter, self._blocks = letter, blocks
        self._declared: Declared = declared(type(letter))
        self._tongue = Tongue(language=language, zone=zone_of(letter))

    def say(self, name: str, part: Any = None) -> Markup:
        """The block `name` on one line; `part` is what a loop is at."""
        line = self._blocks[name].line
        return self._line(line or (), name, part)

    def prose(self, name: str, part: Any = None) -> Markup:
        """The paragraphs and lists of the block `name`."""
        return Markup('\n').join(self._part(one, name, part) for one in self._blocks[name].parts)

    def _part(self, part: Part, name: str, of: Any) -> Markup:
        lines = [self._line(line, name, of) for line in part.lines]
        if part.shape is Shape.PARAGRAPH:
            return Markup('<p>{}</p>').format(lines[0])
        points = Markup('\n').join(Markup('<li>{}</li>').format(line) for line in lines)
        return Markup(f'<{part.shape.value}>\n{{}}\n</{part.shape.value}>').format(points)

    def _line(self, line: Line, name: str, part: Any) -> Markup:
        return Markup('').join(
            escape(piece) if isinstance(piece, str) else self._field(piece.name, name, part) for piece in line
        )

    def _field(self, field: str, block: str, part: Any) -> Markup:
        how, of = self._where(field, part)
        if how is None:
            raise NothingToSay(block=block, field=field)
        try:
            said = shown(how.value(of), how, self._tongue)
        except NotAWebAddress as wrong:
            raise NotAWebAddress(wrong.address, field=field) from None
        if not said:
            raise NothingToSay(block=block, field=field)
        return said

    def _where(self, field: str, part: Any) -> tuple[Shown | None, Any]:
        """How a field is shown, and of what it is one: of the part that is spoken of, else of the letter, if any."""
        if part is not None and not is_dataclass(part):
            if field == PART:
                return _look_of_part(part), part
        elif part is not None and field in (known := declared(type(part)).fields):
            return known[field], part
        return self._declared.fields.get(field), self._letter


def _look_of_part(part: Any) -> Shown:
    """Loops give names, texts or codes."""
    return Shown(path=(), look=Look.NAME if isinstance(part, str) else Look.TEXT)


def zone_of(letter: CaseLetter) -> ZoneInfo:
    """The zone in which a letter tells times: where one must be, else that of the Netherlands."""
    place = getattr(letter, 'place', None)
    return ZoneInfo(place.zone) if place else DUTCH_TIME
