"""The format of a line as a JSON Schema, made from the very model that reads it."""

from typing import Any

from portal.procedures.model.told import ToldCase

DIALECT = 'https://json-schema.org/draft/2020-12/schema'


def schema_of_a_line() -> dict[str, Any]:
    """What one line of a file of cases may hold; what depends on the definitions is checked at the import."""
    return {'$schema': DIALECT, **ToldCase.model_json_schema()}
