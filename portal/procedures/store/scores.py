"""How good forecasts were, by month: written at night, read by a public page."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Date, String, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Row, Work, table_of
from portal.procedures.model.scores import MonthScore, Score, Stage


class ScoreRow(Row):
    """What became of the forecasts of a procedure in a month."""

    __tablename__ = 'forecast_score'
    procedure: Mapped[str] = mapped_column(String(60), primary_key=True)
    stage: Mapped[str] = mapped_column(String(10), primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    asked: Mapped[int]
    silent: Mapped[int]
    ended: Mapped[int]
    inside: Mapped[int]
    computed_on: Mapped[date] = mapped_column(Date)


SCORES = table_of(ScoreRow)
NUMBERS = 'asked', 'silent', 'ended', 'inside'
COMPUTED_ON = select(func.max(SCORES.c.computed_on))
"""What a page asks: whether there are other scores than it knows."""


class ScoreStore:
    """Scores, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def computed_on(self) -> date | None:
        """The day on which the scores were computed; None before."""
        return self._session.scalar(COMPUTED_ON)

    def all(self) -> list[MonthScore]:
        """All scores, in the order of time."""
        rows = self._session.execute(select(SCORES).order_by(SCORES.c.procedure, SCORES.c.stage, SCORES.c.month))
        return [
            MonthScore(
                procedure=row['procedure'], stage=Stage(row['stage']), month=row['month'],
                score=Score(**{name: row[name] for name in NUMBERS}),
            )
            for row in rows.mappings()
        ]

    def replace(self, scores: Sequence[MonthScore], on: date) -> None:
        """Keep these scores in place of all that were there."""
        self._session.execute(delete(SCORES))
        if scores:
            self._session.execute(insert(SCORES), [
                {
                    'procedure': one.procedure, 'stage': one.stage.value, 'month': one.month, 'computed_on': on,
                    **{name: getattr(one.score, name) for name in NUMBERS},
                }
                for one in scores
            ])
