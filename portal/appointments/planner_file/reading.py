"""Reading planner files that belong together: one YAML file at most, and CSV files beside it or instead."""

from collections.abc import Collection
from pathlib import Path as FilePath

from portal.appointments.planner_file.checks import check_planner
from portal.appointments.planner_file.draft import Draft
from portal.appointments.planner_file.facts import PlannerFile
from portal.appointments.planner_file.sheets import SHEETS, sheet_of
from portal.kernel.data_files import (
    DataFileError,
    Mistake,
    Spot,
    Table,
    Written,
    build,
    read_table,
    read_yaml,
)


def read_planner(*paths: FilePath, products: Collection[str] = ()) -> PlannerFile:
    """What the planner files `paths` say together; raises `DataFileError` with all mistakes found.

    `products` are keys of products that are known already, so that the files need not repeat them.
    """
    tables = [read_table(path) for path in paths if path.suffix.lower() == '.csv']
    draft = Draft(_yaml([path for path in paths if path.suffix.lower() != '.csv'], tables))
    found = [(sheet_of(table), table) for table in tables]
    # Desks before what stands at them, in whatever order the files were named.
    for sheet, table in sorted(found, key=lambda pair: SHEETS.index(pair[0])):
        draft.add(sheet, table)
    return build(PlannerFile, draft.written(), check=lambda planner: check_planner(planner, products))


def _yaml(paths: list[FilePath], tables: list[Table]) -> Written:
    """What the YAML file says; nothing when there is none."""
    if len(paths) > 1:
        says = f'only one YAML file can be loaded, and {paths[0].name} is one too'
        raise DataFileError([Mistake(spot=Spot(file=paths[1].name), says=says)])
    if not paths:
        return Written(value={}, spots={(): Spot(file='the planner files')})
    written = read_yaml(paths[0])
    if tables:
        # Rows of tables can only be joined to a file in which every list is a list.
        build(PlannerFile, written)
    return written
