"""Reads the invented people of the demonstration, in `data/demo_people.yaml`."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import Day, Translated, load_yaml

FILE = Path(__file__).parent / 'data' / 'demo_people.yaml'


class DemoPerson(BaseModel):
    """Somebody of the demonstration."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    v_number: str = Field(pattern='^[0-9]{10}$')
    name: str
    family_name: str
    birth_date: Day
    bsn: str
    language: str
    email: str
    phone: str
    abroad: bool
    seen: bool
    """Somebody at a counter saw who this is, and gave them a code."""
    persona: str
    """The card of the demonstration's provider; empty for who logs in with a letter."""
    about: Translated


class DemoFile(BaseModel):
    """The file."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    people: tuple[DemoPerson, ...]


def read_demo_people() -> tuple[DemoPerson, ...]:
    """All of them; raises `DataFileError`."""
    return load_yaml(FILE, DemoFile).people
