"""The format of a file of cases, for programs that check one before sending it."""

import json

import click

from portal.procedures.case_file.describing import schema_of_a_line


@click.command()
def schema() -> None:
    """Print the JSON Schema of one line of a file of cases."""
    click.echo(json.dumps(schema_of_a_line(), indent=2, ensure_ascii=False))
