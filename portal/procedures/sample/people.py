"""Invented people of cases: every name says so, and what is told of a V-number is always the same."""

from datetime import date
from random import Random

FIRST_NUMBER = 3_000_000_000
FIRST_NAMES = (
    'Amal', 'Bao', 'Carmen', 'Dawit', 'Elif', 'Farid', 'Grace', 'Hana', 'Ivan', 'Jamila', 'Kofi', 'Lina', 'Marta',
    'Nadia', 'Omar', 'Priya', 'Rahel', 'Samir', 'Thuy', 'Umut', 'Valentina', 'Wei', 'Yara', 'Zahra',
)
LAST_NAMES = 'Voorbeeld', 'Exempel', 'Esempio', 'Ejemplo', 'Beispiel', 'Fictief'
LANGUAGES = 'nl', 'en'
AGAIN = 0.08
"""The share of applicants who had a case before."""
GROWN_UP = 18 * 365


class People:
    """Invents the people of one case after the other."""

    def __init__(self, random: Random, today: date) -> None:
        self._random, self._today, self._next = random, today.toordinal(), FIRST_NUMBER
        self._applicants: list[dict] = []

    def of_a_case(self, *, family: bool, received: int) -> list[dict]:
        """The applicant, and with a family one to three others."""
        again = bool(self._applicants) and self._random.random() < AGAIN
        applicant = self._random.choice(self._applicants) if again else self._new(GROWN_UP, 60 * 365, received)
        if not again and len(self._applicants) < 50_000:
            self._applicants.append(applicant)
        persons = [applicant]
        if family:
            for _ in range(self._random.randint(1, 3)):
                persons.append(self._new(30, 30 * 365, received) | {'part': 'family'})
        return persons

    def _new(self, least: int, most: int, received: int) -> dict:
        """Somebody whose age in days lay between these when the case was received four years ago or later."""
        self._next += 1
        born = min(self._today - 4 * 366, received) - self._random.randint(least, most)
        return {
            'v_number': str(self._next), 'birth_date': date.fromordinal(born).isoformat(),
            'name': f'{self._random.choice(FIRST_NAMES)} {self._random.choice(LAST_NAMES)}',
            'language': self._random.choice(LANGUAGES), 'part': 'applicant',
        }
