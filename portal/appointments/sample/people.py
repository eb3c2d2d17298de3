"""Invented people: real given names, and family names that all mean "example"."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from portal.appointments.model import Contact, Person

GIVEN_NAMES = (
    'Abebe', 'Adaeze', 'Ahmed', 'Aisha', 'Amina', 'Ana', 'Andrei', 'Anneke', 'Arjun', 'Ayşe', 'Bilal', 'Carlos',
    'Chen', 'Daniela', 'Dawit', 'Deniz', 'Eleni', 'Emre', 'Fatima', 'Farid', 'Grace', 'Hana', 'Hassan', 'Hiroshi',
    'Ingrid', 'Ivan', 'João', 'Joost', 'Kofi', 'Lakshmi', 'Layla', 'Lena', 'Lucía', 'Luka', 'Maria', 'Mehmet',
    'Miriam', 'Nadia', 'Naomi', 'Nguyet', 'Oksana', 'Olena', 'Omar', 'Paolo', 'Priya', 'Rahel', 'Rosa', 'Samuel',
    'Selam', 'Sofia', 'Tariq', 'Thandiwe', 'Tomás', 'Valentina', 'Wei', 'Yara', 'Yusuf', 'Zainab', 'Zofia', 'Łukasz',
)
FAMILY_NAMES = (
    'Voorbeeld', 'Sample', 'Proef', 'Beispiel', 'Exemple', 'Ejemplo', 'Esempio', 'Exemplo', 'Örnek', 'Przykład',
    'Exempel', 'Primer', 'Contoh', 'Misal', 'Mfano', 'Pryklad', 'Shembull', 'Namuna',
)
LANGUAGES = ('nl', 'en')
SIZES, SIZE_WEIGHTS = (1, 2, 3, 4, 5, 6), (56, 20, 10, 8, 4, 2)
OLDEST_DAYS, GROWN_UP_DAYS = 75 * 365, 18 * 365
NO_PHONE, PHONE = '', '0600000000'
"""Zeros: nobody has this number."""
MOST_DESKS, MOST_PERSONS = 1_000, 1_000_000


def first_number(desk: int) -> str:
    """The first V-number for invented people at the desk with this number: `9`, the desk, and six digits."""
    if desk >= MOST_DESKS:
        raise ValueError(f'invented people can come to {MOST_DESKS - 1} desks at most')
    return f'9{desk:03}000000'


class People:
    """Invents families; `number` is the first V-number that nobody has yet."""

    def __init__(self, random: Random, today: date, number: int) -> None:
        self._random, self._today, self._number = random, today, number

    def size(self) -> int:
        """How many come together."""
        return self._random.choices(SIZES, SIZE_WEIGHTS)[0]

    def family(self, size: int) -> tuple[Person, ...]:
        """So many people of one name: one or two grown-ups and children."""
        name = self._random.choice(FAMILY_NAMES)
        return tuple(self._person(name, is_child=place > 1) for place in range(size))

    def contact(self) -> Contact:
        """Nobody gets mail: an invented address might be somebody's."""
        return Contact(
            phone=self._random.choice((NO_PHONE, PHONE)), language=self._random.choice(LANGUAGES),
        )

    def words(self, signs: str, length: int) -> str:
        """A code of these signs."""
        return ''.join(self._random.choices(signs, k=length))

    def key(self) -> str:
        """What stands in a visit's link."""
        return f'{self._random.getrandbits(128):032x}'

    def _person(self, family_name: str, *, is_child: bool) -> Person:
        self._number += 1
        youngest, oldest = (0, GROWN_UP_DAYS) if is_child else (GROWN_UP_DAYS, OLDEST_DAYS)
        return Person(
            v_number=str(self._number - 1), first_name=self._random.choice(GIVEN_NAMES), last_name=family_name,
            birth_date=self._today - timedelta(days=self._random.randrange(youngest, oldest)),
        )


def sizes(people: People) -> Iterator[int]:
    """Sizes of families, without end."""
    while True:
        yield people.size()
