"""How far the reading of each file has come, and what was wrong in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import CursorResult, delete, func, insert, select, tuple_, update

from portal.bulk import add_rows
from portal.database import Work
from portal.procedures.errors import ImportOvertaken
from portal.procedures.model.kept import Counts, ImportRun, LineMistake
from portal.procedures.store.rows import IMPORTS, MISTAKES

COUNTS = tuple(Counts.__dataclass_fields__)
PAGE = 1_000


class RunStore:
    """Files that were read or are being read, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def find_unfinished(self, digest: str) -> ImportRun | None:
        """Where the reading of a file with these contents was interrupted last."""
        asked = select(IMPORTS).where(IMPORTS.c.digest == digest, IMPORTS.c.ended.is_(None))
        row = self._session.execute(asked.order_by(IMPORTS.c.id.desc()).limit(1)).mappings().one_or_none()
        return None if row is None else ImportRun(
            id=row['id'], digest=digest, line=row['line'], reached=row['reached'], began=row['began'],
            counts=Counts(**{name: row[name] for name in COUNTS}),
        )

    def add(self, digest: str, now: datetime) -> ImportRun:
        """Begin with a file."""
        last = self._session.scalar(select(func.max(IMPORTS.c.id))) or 0
        run = ImportRun(id=last + 1, digest=digest, began=now)
        self._session.execute(insert(IMPORTS).values(
            id=run.id, digest=digest, line=0, reached=0, began=now, **dict.fromkeys(COUNTS, 0),
        ))
        return run

    def save(self, before: ImportRun, after: ImportRun, mistakes: Sequence[LineMistake]) -> None:
        """Keep how far it has come and what was wrong on the way; raises `ImportOvertaken`."""
        counts = {name: getattr(after.counts, name) for name in COUNTS}
        moved = cast(CursorResult, self._session.execute(
            update(IMPORTS).where(IMPORTS.c.id == before.id, IMPORTS.c.line == before.line, IMPORTS.c.ended.is_(None))
            .values(line=after.line, reached=after.reached, **counts),
        ))
        if not moved.rowcount:
            raise ImportOvertaken
        add_rows(self._session, MISTAKES, tuple(MISTAKES.columns.keys()), (
            (after.id, one.line, place, one.field[:200], one.says) for place, one in _placed(mistakes)
        ))

    def end(self, run: ImportRun, now: datetime) -> None:
        """The whole file was read."""
        self._session.execute(update(IMPORTS).where(IMPORTS.c.id == run.id).values(ended=now))

    def mistakes(self, run: ImportRun) -> Iterator[LineMistake]:
        """What was wrong in a file, in the order of its lines; fetched a page at a time."""
        which = tuple_(MISTAKES.c.line, MISTAKES.c.place)
        asked = select(MISTAKES).where(MISTAKES.c.case_import == run.id).order_by(MISTAKES.c.line, MISTAKES.c.place)
        page = self._session.execute(asked.limit(PAGE)).all()
        while page:
            yield from (LineMistake(row.line, row.field, row.says) for row in page)
            after = asked.where(which > (page[-1].line, page[-1].place))
            page = self._session.execute(after.limit(PAGE)).all()

    def forget_mistakes(self, before: datetime) -> None:
        """Remove what was wrong in files that were begun before then: it repeats what stood there."""
        old = select(IMPORTS.c.id).where(IMPORTS.c.began < before)
        self._session.execute(delete(MISTAKES).where(MISTAKES.c.case_import.in_(old)))


def _placed(mistakes: Sequence[LineMistake]) -> Iterator[tuple[int, LineMistake]]:
    """Each mistake with its place among those of its line."""
    line, place = 0, 0
    for one in mistakes:
        place = place + 1 if one.line == line else 0
        line = one.line
        yield place, one
