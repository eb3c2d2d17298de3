"""What the fields of a letter look like in a language, without markup: to find them back in what came out."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from portal.letters.model.cases import CaseLetter
from portal.letters.texts.fields import PART, Declared, Look, Shown, declared
from portal.letters.texts.saying import zone_of
from portal.letters.texts.showing import Tongue, shown


class Values:
    """The values of one letter in one language."""

    def __init__(self, letter: CaseLetter, language: str) -> None:
        self._letter = letter
        self._tongue = Tongue(language=language, zone=zone_of(letter))
        self._declared = declared(type(letter))

    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of every field that has a value; a list and its entries have several."""
        found = {name: self._texts(how, self._letter) for name, how in self._declared.fields.items()}
        return {name: texts for name, texts in (found | dict(self._parts())).items() if texts}

    def days(self) -> frozenset[str]:
        """All days that the letter may name."""
        return frozenset(
            text for how in self._declared.fields.values() if how.look is Look.DAY
            for text in self._texts(how, self._letter)
        )

    def _parts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """`items_name` of all entries, and `items`: everything of them."""
        for name, known in self._declared.parts.items():
            entries = getattr(self._letter, name)
            if isinstance(entries, tuple):
                by_field = {field: tuple(self._of_all(how, entries)) for field, how in known.items()}
                yield name, tuple(text for texts in by_field.values() for text in texts)
                yield from ((f'{name}_{field}', texts) for field, texts in by_field.items() if field != PART)

    def _of_all(self, how: Shown, entries: tuple[Any, ...]) -> Iterator[str]:
        for entry in entries:
            yield from self._texts(how, entry)

    def _texts(self, how: Shown, of: Any) -> tuple[str, ...]:
        value = how.value(of)
        if how.look is Look.ADDRESS:
            return tuple(value or ())
        ones = value if how.joined else (value,)
        alone = Shown(path=how.path, look=how.look)
        return tuple(text for one in ones or () if (text := plain(shown(one, alone, self._tongue))))


def names(known: Declared) -> frozenset[str]:
    """All names under which `Values` has texts."""
    return frozenset(known.fields).union(
        known.parts, (f'{name}_{field}' for name, inside in known.parts.items() for field in inside),
    )


def plain(said: Markup) -> str:
    """`said` without its markup."""
    return said.striptags()
