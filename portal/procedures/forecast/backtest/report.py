"""What a backtest says: per procedure, stage and phase how good the forecast was, beside its rivals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.procedures.forecast.backtest.model import Forecasts, Method, Phase, ReplayedQueue, Stage
from portal.procedures.forecast.backtest.replay import EVERY, origins, replay
from portal.procedures.forecast.backtest.scoring import Score, score

HEADS = ('procedure', 'of', 'when', 'by', 'forecasts', 'cannot say', 'in range', 'error', 'width', 'loss')
LINE = '{:<24} {:<9} {:<24} {:<30} {:>9} {:>10} {:>8} {:>7} {:>7} {:>7}'
NOTE = (
    'In range: the share that came between the 10 % and the 90 % date; 80 % is meant. Error: days between the middle '
    'date and what happened, half of the cases were nearer. Width: days between the ends of the range, half were '
    'narrower. Loss: pinball loss in days at 10, 50 and 90 %; small is good. Rivals are judged on the cases that we '
    'forecast.'
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One method, judged on one stage of one procedure in one phase."""

    procedure: str
    stage: Stage
    phase: Phase
    method: Method
    score: Score


@dataclass(frozen=True)
class Report:
    """All lines of a backtest."""

    lines: Sequence[Line]

    def as_dict(self) -> dict[str, list[dict[str, object]]]:
        """For JSON."""
        return {'lines': [
            {'procedure': line.procedure, 'stage': line.stage.value, 'phase': line.phase.value,
             'method': line.method.value, **line.score.as_dict()}
            for line in self.lines
        ]}

    def table(self) -> str:
        """For people."""
        return '\n'.join([LINE.format(*HEADS), *map(_text, self.lines), '', NOTE])


def backtest(queues: Iterable[ReplayedQueue], *, every: int = EVERY) -> Report:
    """Replay these queues, looking ahead every so many days, and judge the forecasts by procedure."""
    by_procedure: dict[str, list[Forecasts]] = {}
    for queue in queues:
        made = replay(queue, origins(queue.history, every=every))
        by_procedure.setdefault(queue.procedure, []).extend(made)
    return judged(by_procedure)


def judged(by_procedure: Mapping[str, Sequence[Forecasts]]) -> Report:
    """A line for everything that there is to judge."""
    every = [
        Line(procedure=procedure, stage=stage, phase=phase, method=method, score=score(those, phase, method))
        for procedure, made in by_procedure.items()
        for stage in Stage if (those := [one for one in made if one.stage == stage])
        for phase in Phase
        for method in Method if method in those[0].days
    ]
    return Report([line for line in every if line.score.forecasts or _was_silent(line)])


def _was_silent(line: Line) -> bool:
    return line.method == Method.OWN and line.score.silent == 1.0


def _text(line: Line) -> str:
    given = line.score
    return LINE.format(
        line.procedure[:24], line.stage, line.phase, line.method, given.forecasts,
        _share(given.silent), _share(given.coverage), *map(_days, (given.median_error, given.width, given.pinball)),
    )


def _share(value: float) -> str:
    return '-' if value != value else f'{value:.0%}'


def _days(value: float) -> str:
    return '-' if value != value else f'{value:.1f}'
