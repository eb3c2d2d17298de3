"""A learnt queue as JSON and back."""

from datetime import date
from typing import Any

import numpy as np

from portal.procedures.forecast.model import CannotSay, Floats, Lane, QueueModel, Reason

Plain = dict[str, Any]
FORMAT = 1
"""Rises when the meaning of what is stored changes; what was stored before is then learnt anew."""


class UnknownFormat(ValueError):
    """This was stored by another version of the portal."""


def as_plain(model: QueueModel) -> Plain:
    """Lists, numbers and texts only; days are rounded to tenths, nothing stands for what is infinite."""
    lanes = [{'priority': priority, **_plain_lane(lane)} for priority, lane in sorted(model.lanes.items())]
    return {'format': FORMAT, 'on': model.on.isoformat(), 'lanes': lanes}


def from_plain(plain: Plain) -> QueueModel:
    """What `as_plain` was given, as far as it was kept; raises `UnknownFormat`."""
    if plain.get('format') != FORMAT:
        raise UnknownFormat
    lanes = {lane['priority']: _lane(lane) for lane in plain['lanes']}
    return QueueModel(on=date.fromisoformat(plain['on']), lanes=lanes)


def _plain_lane(lane: Lane) -> Plain:
    return {
        'waiting': lane.waiting.tolist(), 'before': lane.before.tolist(), 'starting': lane.starting,
        'places': lane.places.tolist(), 'start': _numbers(lane.start, 1), 'decision': _numbers(lane.decision, 1),
        'treatment': _numbers(lane.treatment, 5),
        'no_start': _reason(lane.no_start), 'no_decision': _reason(lane.no_decision),
        'no_treatment': _reason(lane.no_treatment),
    }


def _lane(plain: Plain) -> Lane:
    return Lane(
        waiting=np.array(plain['waiting'], np.int32), before=np.array(plain['before'], np.int64),
        starting=plain['starting'],
        places=_array(plain['places']), start=_array(plain['start']), decision=_array(plain['decision']),
        treatment=_array(plain['treatment']),
        no_start=_silence(plain['no_start']), no_decision=_silence(plain['no_decision']),
        no_treatment=_silence(plain['no_treatment']),
    )


def _numbers(values: Floats, digits: int) -> list[Any]:
    plain = np.round(values, digits).astype(object)
    plain[~np.isfinite(values)] = None
    return list(plain.tolist())


def _array(numbers: list[Any]) -> Floats:
    values = np.array(numbers, np.float64)
    return np.where(np.isnan(values), np.inf, values)


def _reason(silence: CannotSay | None) -> Plain | None:
    if silence is None:
        return None
    return {'reason': silence.reason.value, 'since': silence.since and silence.since.isoformat()}


def _silence(plain: Plain | None) -> CannotSay | None:
    if plain is None:
        return None
    since = plain['since']
    return CannotSay(reason=Reason(plain['reason']), since=date.fromisoformat(since) if since else None)
