"""In which order cases are taken, and how many others leave a queue before one's own turn.

Time is counted here in departures, not in days: when staff halves, the days double but the number of people that leave
first stays what it was. The clock beats when somebody leaves from the front half of the queue. Each departure had a
place: so many people before it and so many behind it. From the places of recent departures follow, for somebody with
that many people before them, the chance to be taken at the next beat (a life table by place in the queue, as a
demographer makes one by age) and how many of those before them leave by then. Like any life table of a period it needs
no model of why some are taken early: a case that is passed over counts among those that were there and were not taken.
Places are counted from the nearest end of the queue: so quick cases, taken soon after they arrive, are seen as such and
take nothing from the clock.
"""

from dataclasses import dataclass

import numpy as np

from portal.procedures.forecast.model import LEVELS, Counts, Flags, Floats

STEPS = 900
PRIOR = 0.1
"""So much of a departure is added to each class of places, as if taken at random: no chance is nil."""
LARGEST, SHORTEST = 0.15, 0.25
ENOUGH = 0.02
"""Followed until so few are still waiting."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """The departures from one end of the queue, by place counted from that end."""

    edges: Floats
    chance: Floats
    """Of a case in this class of places, to be started at the next beat."""
    share_below: Floats
    """Departures from a place below each edge, for each beat of the clock."""

    def chance_at(self, place: Floats) -> Floats:
        """The chance to be started at the next beat."""
        return self.chance[np.clip(np.searchsorted(self.edges, place, side='right') - 1, 0, len(self.chance) - 1)]

    def below(self, place: Floats) -> Floats:
        """Departures from a smaller place, for each beat of the clock."""
        return np.interp(place, self.edges, self.share_below)

    def all(self) -> float:
        """Departures from this side, for each beat of the clock."""
        return float(self.share_below[-1])


@dataclass(frozen=True, kw_only=True)
class PickLaw:
    """From which places cases leave, seen from the front and from the back of the queue."""

    front: Side
    back: Side
    joining: float
    """Cases that arrive from beat to beat."""

    def at(self, front: Floats, back: Floats) -> tuple[Floats, Floats, Floats]:
        """At the next beat: the chance of a case to be started, and how many leave before and behind it."""
        near_front = front <= back
        behind = np.where(near_front, 0.0, self.back.below(back))
        return (
            np.where(near_front, self.front.chance_at(front), self.back.chance_at(back)),
            np.where(near_front, self.front.below(front), 1 + self.back.all() - behind),
            behind,
        )


def in_front(before: Counts, there: Counts) -> Flags:
    """Those that left from the front half of the queue: with at most as many people before them as behind."""
    return (there > 0) & (2 * before <= there - 1)


def learn_order(before: Counts, there: Counts, *, started: Flags, joining: float) -> PickLaw:
    """The law that recent departures followed: `before` people were in front of each, `there` people in the queue.

    At least one of them was in front.
    """
    front = in_front(before, there)
    return PickLaw(
        front=_side(before[front], taken=started[front], clock=there[front]),
        back=_side((there - 1 - before)[~front], taken=started[~front], clock=there[front]),
        joining=joining,
    )


def _side(places: Counts, *, taken: Flags, clock: Counts) -> Side:
    """One half of the queue: the places that departures had, and the length of the queue at each beat of the clock."""
    longest = max(float(clock.max()) / 2, 6.0)
    edges = np.unique(np.concatenate((np.arange(5), np.round(np.geomspace(5, longest, 24)), [longest + 1])))
    left, started = np.histogram(places, edges)[0], np.histogram(places[taken], edges)[0]
    reach = np.sort(clock / 2)
    found = np.searchsorted(reach, edges)
    inside = np.concatenate(([0.0], np.cumsum(reach)))[found] + edges * (len(reach) - found)
    return Side(
        edges=edges.astype(np.float64),
        chance=np.clip((started + PRIOR) / (np.diff(inside) + PRIOR * clock.mean()), 0.0, 1.0),
        share_below=np.concatenate(([0.0], np.cumsum(left))) / len(clock),
    )


def departures_before_turn(law: PickLaw, places: Floats, *, there: int) -> Floats:
    """Beats of the clock until the turn of a case with so many people before it: a row per place, a column per level.

    Infinite where so few of such cases are ever taken that the level is not reached.
    """
    front, back = places.astype(np.float64), np.maximum(there - 1.0 - places, 0.0)
    departed, hazard = [np.zeros(len(places))], [np.zeros(len(places))]
    while len(departed) < STEPS and np.exp(-hazard[-1]).max() > ENOUGH:
        chance, ahead, behind = law.at(front, back)
        step = _step(chance, front, departed[-1])
        front = np.maximum(front - ahead * step, 0.0)
        back = np.maximum(back + (law.joining - behind) * step, 0.0)
        departed.append(departed[-1] + step)
        hazard.append(hazard[-1] + chance * step)
    gone, beats = 1 - np.exp(-np.array(hazard)), np.array(departed)
    return np.array([np.interp(LEVELS, gone[:, row], beats[:, row], right=np.inf) for row in range(len(places))])


def _step(chance: Floats, front: Floats, departed: Floats) -> Floats:
    """Beats to go on by: few where the turn is near, so that no step takes more than a seventh of those there."""
    longest = np.maximum(1.0, 0.01 * front + 0.02 * departed)
    return np.clip(LARGEST / np.maximum(chance, 1e-9), SHORTEST, longest)
