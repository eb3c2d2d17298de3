"""What programs send to the public interface: types are loose in the wild, so they are read with patience."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from portal.appointments.model import Contact, Person
from portal.kernel.numbers import V_NUMBER_DIGITS, is_bsn, is_v_number
from portal.kernel.reach import email_address, phone_number

NO_TEXT = re.compile('[\0\ud800-\udfff]')


class WrongRequest(Exception):
    """The request cannot be understood, or is not complete."""


def _as_text(value: object) -> object:
    """Numbers come as numbers, and what is missing comes as null."""
    if value is None:
        return ''
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return value
    text = str(value).strip()
    if NO_TEXT.search(text):
        raise ValueError('holds signs that are no text')
    return text


def _v_number(value: object) -> object:
    text = _as_text(value)
    return text.zfill(V_NUMBER_DIGITS) if isinstance(value, int) and isinstance(text, str) else text


def _known(check, text: str) -> str:  # type: ignore[no-untyped-def]
    if text and not check(text):
        raise ValueError
    return text


def _reachable(normal, text: str) -> str:  # type: ignore[no-untyped-def]
    return normal(text) if text else ''


Text = Annotated[str, BeforeValidator(_as_text), Field(max_length=200)]
Name = Annotated[str, BeforeValidator(_as_text), Field(max_length=100)]
VNumber = Annotated[str, BeforeValidator(_v_number), AfterValidator(lambda text: _known(is_v_number, text))]
Bsn = Annotated[str, BeforeValidator(_as_text), AfterValidator(lambda text: _known(is_bsn, text))]
Email = Annotated[Text, AfterValidator(lambda text: _reachable(email_address, text))]
Phone = Annotated[Text, AfterValidator(lambda text: _reachable(phone_number, text))]


class Loose(BaseModel):
    """Keys that are not known are passed over."""

    model_config = ConfigDict(extra='ignore')


class Customer(Loose):
    """Somebody who comes; a V-number or a BSN tells who."""

    vNumber: VNumber = ''  # noqa: N815 - the names are those of the interface
    bsn: Bsn = ''
    firstName: Name = ''  # noqa: N815
    lastName: Name = ''  # noqa: N815
    birthDate: date | None = None  # noqa: N815

    @model_validator(mode='after')
    def _has_a_number(self) -> 'Customer':
        if not (self.vNumber or self.bsn):
            raise ValueError
        return self


class Appointment(Loose):
    """What is asked for, and by whom."""

    productKey: Text = ''  # noqa: N815
    date: Text = ''
    startTime: Text = ''  # noqa: N815
    email: Email = ''
    phone: Phone = ''
    language: Text = ''
    customers: Annotated[list[Customer], Field(min_length=1, max_length=12)]


class SlotNamed(Loose):
    """The place that is asked for; the key alone finds it."""

    key: Annotated[str, Field(min_length=32, max_length=32)]


class Booking(Loose):
    """The body of a booking."""

    bookableSlot: SlotNamed  # noqa: N815
    appointment: Appointment

    def persons(self) -> tuple[Person, ...]:
        """Who comes."""
        return tuple(
            Person(v_number=one.vNumber, bsn=one.bsn, first_name=one.firstName, last_name=one.lastName,
                   birth_date=one.birthDate)
            for one in self.appointment.customers
        )

    def contact(self, languages: Collection[str], otherwise: str) -> Contact:
        """How they are reached; in `otherwise` when their language is not one of ours."""
        asked = self.appointment.language.lower()[:2]
        return Contact(
            email=self.appointment.email, phone=self.appointment.phone,
            language=asked if asked in languages else otherwise,
        )


def read_booking(body: Any) -> Booking:
    """The booking that a body asks for; raises `WrongRequest`."""
    try:
        return Booking.model_validate(body)
    except ValidationError as error:
        raise WrongRequest from error


def persons_wanted(arguments: Mapping[str, str]) -> int:
    """The `persons` of a query, 1 when it is missing; raises `WrongRequest`."""
    text = arguments.get('persons') or '1'
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise WrongRequest
    return int(text)
