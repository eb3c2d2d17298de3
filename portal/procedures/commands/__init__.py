"""What operators type: `flask cases …` and `flask forecast …`."""

from portal.procedures.commands.backtesting import backtest
from portal.procedures.commands.importing import import_file
from portal.procedures.commands.learning import refresh
from portal.procedures.commands.sampling import prepare_demo, sample
from portal.procedures.commands.schema import schema

CASE_COMMANDS = import_file, sample, refresh, schema
FORECAST_COMMANDS = (backtest,)

__all__ = ['CASE_COMMANDS', 'FORECAST_COMMANDS', 'prepare_demo']
