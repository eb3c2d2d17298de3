"""What is invented: for each queue its share of all cases, how long people wait, and how its cases go.

The shares are those of decisions in 2024 as the service publishes them, which we drew into one whole: naturalisation
27 %, family 19, asylum track 4 16, knowledge and talent 11, study 11, nareis 7 and 3 under article 8, work 3, Dublin 2,
safe country 1. Work goes with knowledge and talent here, extensions come out of family, and article 8 goes with nareis;
objections and notices of default are added. Published waits: nareis 70 to 84 weeks, asylum about a year and a half to
the interview, Dublin 10 weeks. Treatment, shares of requests and what people do are our own guesses.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.procedures.model.kept import QueueKey

PACT = date(2026, 6, 12)
OLD_STARTED_AGAIN = date(2026, 10, 1)
ALWAYS = ((date(2000, 1, 1), 1.0),)


class Way(StrEnum):
    """What happens in a case, from its receipt to its end."""

    PERMIT_WITH_MVV = 'permit_with_mvv'
    PERMIT = 'permit'
    NAREIS = 'nareis'
    ASYLUM = 'asylum'
    PACT = 'pact'
    NATURALISATION = 'naturalisation'
    OBJECTION = 'objection'
    NOTICE = 'notice'


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One queue; times in weeks unless they say days."""

    queue: QueueKey
    way: Way
    share: float
    """Of all cases, in a hundred."""
    wait: tuple[float, float]
    """From receipt to start: at the begin of the history and now."""
    treatment_days: float
    """The middle one, from start to decision."""
    term_days: int
    extension: str = ''
    extension_days: int = 0
    granted: float = 0.8
    asked: float = 0.3
    """The share that is asked for papers; `paper` says for which."""
    paper: str = 'asked_standard'
    fee: bool = False
    family: float = 0.1
    """The share with more than one person."""
    spread_days: float = 8
    """How far from the order of receipt cases are started."""
    busy: dict[int, float] = field(default_factory=dict)
    """Months with more or fewer applications than usual."""
    since: date | None = None
    until: date | None = None
    halts: tuple[tuple[date, date | None], ...] = ()
    """From and until when no case was started."""


def _stream(*queue: str, **rest) -> Stream:  # type: ignore[no-untyped-def]
    return Stream(queue=QueueKey(*queue), **rest)


SCHOOL_YEAR = {5: 1.3, 6: 2.2, 7: 2.4, 8: 1.6, 11: 1.3, 12: 0.6, 1: 0.7, 2: 0.5, 3: 0.5}
AUTUMN = {8: 1.2, 9: 1.35, 10: 1.3, 1: 0.8, 4: 0.8, 5: 0.85}
MVV = {'extension': 'longer', 'extension_days': 91}
ADVICE = {'extension': 'advice', 'extension_days': 182}
NINE_MONTHS = {'extension': 'nine_months', 'extension_days': 273}
OLD = {'until': date(2026, 6, 11), 'halts': ((PACT, OLD_STARTED_AGAIN),)}
STREAMS: tuple[Stream, ...] = (
    _stream('naturalisation', 'general', way=Way.NATURALISATION, share=25, wait=(28, 36), treatment_days=60,
            term_days=365, extension='six_months', extension_days=182, granted=0.96, asked=0.12, fee=True, family=0.2),
    _stream('family', 'with_mvv', way=Way.PERMIT_WITH_MVV, share=8, wait=(7, 10), treatment_days=28, term_days=90,
            **MVV, granted=0.72, asked=0.34, fee=True, family=0.35, paper='asked_travel_document'),
    _stream('family', 'without_mvv', way=Way.PERMIT, share=5, wait=(8, 11), treatment_days=26, term_days=90,
            **ADVICE, granted=0.75, asked=0.3, fee=True, family=0.3),
    _stream('extension', 'general', way=Way.PERMIT, share=5, wait=(5, 6), treatment_days=20, term_days=90,
            **ADVICE, granted=0.93, asked=0.15, fee=True),
    _stream('asylum', 'general', way=Way.ASYLUM, share=11, wait=(40, 84), treatment_days=50, term_days=183,
            **NINE_MONTHS, granted=0.58, asked=0, family=0.25, busy=AUTUMN, spread_days=25, **OLD),
    _stream('asylum', 'extended', way=Way.ASYLUM, share=2, wait=(44, 90), treatment_days=160, term_days=183,
            **NINE_MONTHS, granted=0.4, asked=0, busy=AUTUMN, spread_days=40, **OLD),
    _stream('asylum', 'dublin', way=Way.ASYLUM, share=2, wait=(5, 10), treatment_days=40, term_days=183, granted=0.05,
            asked=0, until=date(2026, 6, 11)),
    _stream('asylum', 'safe_country', way=Way.ASYLUM, share=1, wait=(5, 14), treatment_days=21, term_days=183,
            granted=0.03, asked=0, until=date(2026, 6, 11)),
    _stream('asylum', 'regular', way=Way.PACT, share=1.6, wait=(7, 12), treatment_days=45, term_days=183,
            extension='longer', extension_days=182, granted=0.45, asked=0, family=0.25, busy=AUTUMN, since=PACT),
    _stream('asylum', 'accelerated', way=Way.PACT, share=0.5, wait=(4, 6), treatment_days=20, term_days=92, granted=0.1,
            asked=0, since=PACT),
    _stream('asylum', 'border', way=Way.PACT, share=0.1, wait=(2, 3), treatment_days=14, term_days=84, granted=0.2,
            asked=0, since=PACT),
    _stream('asylum', 'responsibility', way=Way.PACT, share=0.3, wait=(5, 8), treatment_days=35, term_days=183,
            granted=0.05, asked=0, since=PACT),
    _stream('highly_skilled', 'with_mvv', way=Way.PERMIT_WITH_MVV, share=5, wait=(1.2, 1.4), treatment_days=6,
            term_days=90, **MVV, granted=0.97, asked=0.06, fee=True, family=0.3, spread_days=3),
    _stream('highly_skilled', 'without_mvv', way=Way.PERMIT, share=9, wait=(1.2, 1.5), treatment_days=6, term_days=90,
            **ADVICE, granted=0.97, asked=0.06, fee=True, family=0.2, spread_days=3),
    _stream('study', 'with_mvv', way=Way.PERMIT_WITH_MVV, share=8, wait=(1.5, 1.8), treatment_days=8, term_days=60,
            granted=0.97, asked=0.08, fee=True, busy=SCHOOL_YEAR, spread_days=3),
    _stream('study', 'without_mvv', way=Way.PERMIT, share=2.5, wait=(1.5, 1.8), treatment_days=8, term_days=60,
            granted=0.97, asked=0.08, fee=True, busy=SCHOOL_YEAR, spread_days=3),
    _stream('nareis', 'general', 'faster', way=Way.NAREIS, share=3, wait=(62, 58), treatment_days=45, term_days=273,
            extension='complex', extension_days=91, granted=0.7, asked=0.5, paper='asked_nareis', family=0.7),
    _stream('nareis', 'general', 'other', way=Way.NAREIS, share=6, wait=(70, 82), treatment_days=90, term_days=273,
            extension='complex', extension_days=91, granted=0.5, asked=0.5, paper='asked_nareis', family=0.6,
            spread_days=30, halts=((PACT, None),)),
    _stream('objection', 'regular', way=Way.OBJECTION, share=2.6, wait=(9, 11), treatment_days=35, term_days=161,
            extension='six_weeks', extension_days=42, granted=0.2, asked=0.25, paper='asked_objection'),
    _stream('objection', 'mvv', way=Way.OBJECTION, share=1, wait=(9, 12), treatment_days=35, term_days=161,
            extension='six_weeks', extension_days=42, granted=0.25, asked=0.25, paper='asked_objection'),
    _stream('objection', 'naturalisation', way=Way.OBJECTION, share=0.4, wait=(4, 5), treatment_days=20, term_days=84,
            extension='six_weeks', extension_days=42, granted=0.15, asked=0.1, paper='asked_objection'),
    _stream('notice_of_default', 'general', way=Way.NOTICE, share=4, wait=(1, 1.5), treatment_days=20, term_days=14,
            granted=0.5, asked=0, spread_days=3),
)
