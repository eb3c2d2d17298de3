"""How good our forecasts were: open to everybody, because a forecast that nobody checks is worth nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.kernel.texts import Text
from portal.procedures.model.scores import MonthScore, Score, Stage
from portal.procedures.service import Cases
from portal.procedures.views.pages import blueprint, cases, today
from portal.web.keeping import kept_html
from portal.web.parts import part

PROMISED = 80
"""Of 100 ranges, so many should be right."""
HEIGHT, GAP = 120, 26
STAGES: dict[Stage, LazyString] = {Stage.START: _('the start'), Stage.DECISION: _('the decision')}
PAGES: dict[Any, str] = {}


@dataclass(frozen=True)
class Bar:
    """A month in the picture."""

    x: int
    height: int
    month: date
    is_few: bool


@dataclass(frozen=True)
class Line:
    """One procedure in the table, with its months."""

    name: Text
    stage: Stage
    whole: Score
    months: tuple[MonthScore, ...]


@blueprint.get('/forecasts')
def how_good() -> str:
    """The last 24 months, as a picture and as tables; made once for as long as nothing of it changes."""
    found, computed_on = part(Cases).scoring.found()
    return kept_html(PAGES, lambda: page(found, computed_on), shows=(found, computed_on, today()))


def page(found: Sequence[MonthScore], computed_on: date | None) -> str:
    """The page with these scores."""
    months = by_month(found)
    return render_template(
        'procedures/forecasts.html', lines=lines(found), whole=sum((one.score for one in found), Score()),
        bars=bars(months), months=months, computed_on=computed_on, stages=STAGES, promised=PROMISED,
        height=HEIGHT, line_at=HEIGHT - HEIGHT * PROMISED // 100, width=GAP * max(len(months), 1),
    )


def by_month(found: Sequence[MonthScore]) -> dict[date, Score]:
    """All procedures together, in the order of time."""
    months: dict[date, Score] = defaultdict(Score)
    for one in found:
        months[one.month] += one.score
    return dict(sorted(months.items()))


def bars(months: dict[date, Score]) -> list[Bar]:
    """The picture: a bar for each month; one with too few forecasts is only a foot."""
    return [
        Bar(x=GAP * place, height=HEIGHT * score.right // 100, month=month, is_few=score.is_few)
        for place, (month, score) in enumerate(months.items())
    ]


def lines(found: Sequence[MonthScore]) -> list[Line]:
    """The table: a line for each procedure and what was forecast of it."""
    grouped: dict[tuple[str, Stage], list[MonthScore]] = defaultdict(list)
    for one in found:
        grouped[one.procedure, one.stage].append(one)
    return [
        Line(
            name=cases().name_of(procedure), stage=stage, months=tuple(months),
            whole=sum((one.score for one in months), Score()),
        )
        for (procedure, stage), months in grouped.items()
    ]
