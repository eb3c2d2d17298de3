"""How good forecasts were: how often the range held, how far the middle was off, how wide, and all in one figure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from portal.procedures.forecast.backtest.model import QUANTILES, Forecasts, Method, Phase
from portal.procedures.forecast.model import Flags, Floats

SIX_WEEKS, HALF_YEAR = 42, 182


@dataclass(frozen=True, kw_only=True)
class Score:
    """How good one method was at one thing; not-a-number where there is nothing to judge."""

    forecasts: int
    """Forecasts made and judged."""
    silent: float
    """The share for which the method said nothing."""
    coverage: float
    """The share that came within the range from the 10 % to the 90 % quantile; 0.8 is meant."""
    median_error: float
    """Days between middle and outcome, in the median."""
    width: float
    """Days between the ends of the range, in the median."""
    pinball: float
    """Mean loss in days at the quantiles 0.1, 0.5 and 0.9 (Koenker and Bassett 1978): small is good."""

    def as_dict(self) -> dict[str, float | int | None]:
        """For JSON: nothing stands for not-a-number."""
        return {name: None if value != value else value for name, value in asdict(self).items()}


def in_phase(forecasts: Forecasts, phase: Phase) -> Flags:
    """Those that were made in this phase. A forecast that says nothing is calm when no break went before."""
    since = forecasts.since_break
    latest = np.nan_to_num(forecasts.days[Method.OWN][:, 2], nan=0.0)
    calm = since > HALF_YEAR
    overtaken = calm & (forecasts.to_break <= latest)
    return {
        Phase.CALM: calm & ~overtaken,
        Phase.OVERTAKEN: overtaken,
        Phase.FIRST_WEEKS: since <= SIX_WEEKS,
        Phase.AFTER_BREAK: (since > SIX_WEEKS) & ~calm,
    }[phase]


def score(forecasts: Sequence[Forecasts], phase: Phase, method: Method) -> Score:
    """How good `method` was in `phase`, judged on the cases for which our own forecast said something.

    A case without an outcome by the end of the data counts as a miss when the range ended before; when the range goes
    on, it is not known yet and left out of coverage. In the loss it counts with the last day of the data, for every
    method alike. Cases that were withdrawn in the end are not asked for.
    """
    there = np.concatenate([in_phase(part, phase) for part in forecasts])
    said = np.concatenate([part.days.get(method, np.full((len(part.outcome), 3), np.nan)) for part in forecasts])[there]
    own = np.concatenate([part.days[Method.OWN] for part in forecasts])[there]
    outcome = np.concatenate([part.outcome for part in forecasts])[there]
    known = np.concatenate([part.known for part in forecasts])[there]
    told = ~np.isnan(own[:, 0]) & ~np.isnan(said[:, 0])
    silent = float(np.mean(np.isnan(said[:, 0]))) if len(said) else np.nan
    return _judged(said[told], outcome[told], known[told], silent)


def _judged(said: Floats, outcome: Floats, known: Flags, silent: float) -> Score:
    low, middle, high = said.T
    decided = known | (high < outcome)
    hit = known & (low <= outcome) & (outcome <= high)
    return Score(
        forecasts=len(said), silent=silent, coverage=_mean(hit[decided]),
        median_error=_median(np.abs(middle - outcome)[known]), width=_median(high - low),
        pinball=_mean(pinball(said, outcome)),
    )


def pinball(said: Floats, outcome: Floats) -> Floats:
    """The loss of each forecast in days, the mean over the quantiles."""
    over = outcome[:, None] - said
    levels = np.array(QUANTILES)
    return np.maximum(levels * over, (levels - 1) * over).mean(axis=1)


def _mean(values: Floats | Flags) -> float:
    return float(np.mean(values)) if len(values) else float('nan')


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else float('nan')
