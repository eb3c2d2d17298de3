"""The questions of the rule files, and the facts that follow from their answers."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from portal.checklist.model.entries import Dated, Entry, Key, Name, Text, Value
from portal.kernel.data_files import Translated


class Parameter(Dated):
    """A number that the law or the service sets; conditions call it `param.` and its key."""

    key: Key
    value: Decimal
    says: Translated
    told: bool = False
    """People read it on their list; no condition needs it."""


class Kind(StrEnum):
    """What an answer is."""

    CHOICE = 'choice'
    YES_NO = 'yes_no'
    DATE = 'date'
    COUNTRY = 'country'
    COUNTRIES = 'countries'
    NUMBER = 'number'
    INCOMES = 'incomes'


class Option(Entry):
    """One answer that can be chosen."""

    key: Text
    says: Translated
    help: Translated | None = None
    only_if: Text | None = None
    """Offered only to those for whom this is not excluded."""


class Follows(Entry):
    """An answer that follows from others, so that nobody is asked."""

    when: Text = Field(alias='if')
    value: Value = Field(alias='is')


class Asked(StrEnum):
    """Whom a question is about."""

    APPLICANT = 'applicant'
    SPONSOR = 'sponsor'
    FAMILY = 'family'
    CHILD = 'child'


class Question(Dated):
    """A question in plain words; its key is the fact that the answer gives."""

    key: Name
    kind: Kind
    about: Asked
    asks: Translated
    help: Translated | None = None
    example: Translated | None = None
    find_out: Translated | None = None
    """How to find out; who gets this may also answer "I do not know"."""
    options: tuple[Option, ...] = ()
    follows: tuple[Follows, ...] = ()
    implied_by: Name | None = None
    """Of a yes or no: whoever answers that one, such as with a date, says yes to this one."""
    least: int | None = None
    most: int | None = None
    """Of a number."""
    past: bool = False
    """Of a date: it cannot lie in the future."""
    nationality: bool = False
    """Of a country: one whose passport people can have."""


class Derived(Entry):
    """A fact that is worked out from others, in exactly one way."""

    key: Name
    says: Translated
    condition: Text | None = Field(default=None, alias='is')
    """A yes or no that follows from a condition."""
    age_of: Name | None = None
    """Whole years since this date."""
    months_since: Name | None = None
    """Whole months since this date."""
    country_of: Name | None = None
    """The country or countries of which one is said to be so in `column`."""
    column: Key | None = None
    income: Key | None = None
    """What the income check finds: enough, independent, durable; or the papers that go with it: evidence."""
