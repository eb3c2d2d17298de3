"""Data files, YAML or CSV, read into checked values; every mistake names its file, line and field."""

from portal.kernel.data_files.csv_source import (
    Table,
    check_header,
    load_csv,
    read_table,
)
from portal.kernel.data_files.fields import Clock, Day, Translated
from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot
from portal.kernel.data_files.written import Finding, Written, build
from portal.kernel.data_files.yaml_source import load_yaml, read_yaml

__all__ = [
    'Clock', 'DataFileError', 'Day', 'Finding', 'Mistake', 'Path', 'Spot', 'Table', 'Translated', 'Written',
    'build', 'check_header', 'load_csv', 'load_yaml', 'read_table', 'read_yaml',
]
