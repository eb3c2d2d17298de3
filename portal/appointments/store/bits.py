"""Bits of many rows as one number."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class AllBits(GenericFunction):
    """Every bit that is set in one of the rows; no two rows have the same."""

    type = BigInteger()
    inherit_cache = True


@compiles(AllBits)
def _by_or(element: AllBits, compiler: SQLCompiler, **more: Any) -> str:
    """PostgreSQL's sums have no largest number, and take twice as long."""
    return f'bit_or{compiler.process(element.clause_expr, **more)}'


@compiles(AllBits, 'sqlite')
def _by_sum(element: AllBits, compiler: SQLCompiler, **more: Any) -> str:
    return f'sum{compiler.process(element.clause_expr, **more)}'
