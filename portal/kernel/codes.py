"""Codes that people read out and type over."""

import secrets

SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
"""Thirty signs that cannot be mistaken for each other; each of them is worth 4.9 bits."""


def random_code(length: int) -> str:
    """So many random signs."""
    return ''.join(secrets.choice(SIGNS) for _ in range(length))
