"""The texts that editors released, for the letters of a day."""

from datetime import date

from portal.database import Database
from portal.editing.model import TextKey
from portal.editing.store.editions import EditionStore
from portal.letters.model.wording import Edition


class Released:
    """What letters ask for the text of a kind, in a language, for a day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, kind: str, language: str, day: date) -> Edition | None:
        """The released version that is valid on `day`; None: the text of the files."""
        with self._database.reading() as session:
            version = EditionStore(session).valid_on(TextKey(kind, language), day)
        return Edition(number=version.number, texts=version.texts) if version else None
