"""What came of a text that was tried on a sample of its letter."""

from dataclasses import dataclass

from portal.letters.model.checking import Finding, Measured


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of one sample."""

    variant: str
    may_be_released: bool
    measured: Measured | None = None
    findings: tuple[Finding, ...] = ()
    complaints: tuple[str, ...] = ()
    """What its PDF would lack; nothing when it was not printed."""
    refused: str = ''
    """Why there is no letter at all."""
