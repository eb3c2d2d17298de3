"""Simple forecasts that the real one must beat. They too know only what was known then."""

import numpy as np

from portal.procedures.forecast.backtest.model import QUANTILES
from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import NEVER, Counts, Days, Floats

YEAR, QUARTER = 365, 91
SMOOTHED = 7.0
"""Days added to both sides of a ratio, so that a forecast of nearly nothing cannot be off a thousandfold."""
REMEMBERED = 730
"""Days for which errors are remembered."""


def statutory(arrived: Days, day: int, *, term: int) -> Floats:
    """The legal date, for everybody and with certainty; not-a-number where the law has no term, 0 days."""
    if not term:
        return np.full((len(arrived), len(QUANTILES)), np.nan)
    return certain(arrived.astype(np.float64) + term - day)


def last_years_durations(so_far: Floats, durations: Floats) -> Floats:
    """Quantiles of the durations that ended in the last year, of those that were longer than this case took so far."""
    ordered = np.sort(durations)
    if not len(ordered):
        return np.full((len(so_far), len(QUANTILES)), np.nan)
    past = np.minimum(np.searchsorted(ordered, so_far, side='right'), len(ordered) - 1)
    places = past[:, None] + np.array(QUANTILES) * (len(ordered) - 1 - past)[:, None]
    return np.maximum(np.interp(places, np.arange(len(ordered)), ordered) - so_far[:, None], 0.0)


def days_by_rate(before: Counts, known: QueueHistory, day: int) -> Floats:
    """People ahead divided by the starts a day of the last quarter."""
    recent = np.sum((known.turn() > day - QUARTER) & (known.turn() <= day))
    return before / (recent / QUARTER) if recent else np.full(len(before), np.nan)


def median_treatment(known: QueueHistory, day: int) -> float:
    """Days from start to decision, of the decisions of the last year."""
    recent = (known.decided > day - YEAR) & (known.decided < NEVER) & (known.started < NEVER)
    return float(np.median((known.decided - known.started)[recent])) if recent.any() else np.nan


class PastErrors:
    """The ratios of outcome to forecast of earlier forecasts, as far as their outcome is known."""

    def __init__(self) -> None:
        self._made: Floats = np.empty(0)
        self._happened: Floats = np.empty(0)
        self._ratio: Floats = np.empty(0)

    def remember(self, day: int, *, forecast: Floats, outcome: Floats) -> None:
        """Forecasts made on `day`, in days from then, and their outcomes, which count once they have happened."""
        told = np.isfinite(forecast) & np.isfinite(outcome)
        ratio = (outcome[told] + SMOOTHED) / (forecast[told] + SMOOTHED)
        self._made = np.append(self._made, np.full(told.sum(), day))
        self._happened = np.append(self._happened, day + outcome[told])
        self._ratio = np.append(self._ratio, ratio)

    def spread(self, forecast: Floats, day: int) -> Floats:
        """The forecast, times the quantiles of the ratios that are known on `day`."""
        known = (self._happened <= day) & (self._made > day - REMEMBERED)
        if not known.any():
            return np.full((len(forecast), len(QUANTILES)), np.nan)
        ratios = np.quantile(self._ratio[known], QUANTILES)
        return np.maximum((forecast[:, None] + SMOOTHED) * ratios[None, :] - SMOOTHED, 0.0)


def certain(days: Floats) -> Floats:
    """One day, as all quantiles."""
    return np.repeat(np.maximum(days, 0.0)[:, None], len(QUANTILES), axis=1)
