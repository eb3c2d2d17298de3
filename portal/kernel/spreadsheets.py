"""Cells that a spreadsheet shows as they are."""

COMPUTED = ('=', '+', '-', '@', '\t', '\r', '\n', '\x00', '＝', '＋', '－', '＠')
"""What a cell begins with that a spreadsheet computes (ASVS 1.2.10); full-width signs count too in some of them."""


def as_shown(cell: str) -> str:
    """The cell, with an apostrophe in front if a spreadsheet would compute it."""
    return f"'{cell}" if cell.lstrip(' ').startswith(COMPUTED) else cell
