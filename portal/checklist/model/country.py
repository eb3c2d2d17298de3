"""What is known of a country: who needs an mvv or a test, and how its papers are made valid for use abroad."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict

PASSPORT_OF = re.compile(r'use the passport nationality \(([A-Z]{2})')
YesNo = Literal['y', 'n', 'partial', '']
Papers = Literal[
    'dutch', 'kingdom', 'eu', 'apostille', 'apostille_unsure', 'chain', 'no_dutch_step', 'unknown',
]
"""How acts of a country become valid here: see the steps in `rules.papers`."""


class Country(BaseModel):
    """One row of `countries.csv`; an empty cell is not known, or has no meaning for a territory."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    iso2: str
    name_en: str
    mvv_exempt: YesNo = ''
    tb_test_exempt: YesNo = ''
    civic_exam_abroad_exempt: YesNo = ''
    papers: Papers
    apostille_convention: YesNo = ''
    legalisation_note: str = ''
    source: str = ''
    confidence: str = ''

    @property
    def has_nationality(self) -> bool:
        """People can have its passport; a territory's people have that of another country."""
        return bool(self.mvv_exempt) or self.iso2 == 'NL'

    @property
    def passport_of(self) -> str:
        """The country whose passport people of a territory have; empty when that is not known."""
        found = PASSPORT_OF.search(self.legalisation_note)
        return found[1] if found and not self.has_nationality else ''

    def trust(self, column: str) -> str:
        """How sure a column is: `seen`, `derived`, `unverified` …"""
        marks = dict(mark.split('=', 1) for mark in self.confidence.split(';') if '=' in mark)
        return marks.get(column, '')
