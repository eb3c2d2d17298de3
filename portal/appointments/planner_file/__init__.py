"""The planner's data files, YAML and CSV: what they may hold, how they are read and what makes them wrong."""

from portal.appointments.planner_file.facts import (
    ClosureFacts,
    DeskFacts,
    ExtraFacts,
    NeedFacts,
    PlannerFile,
    ProductFacts,
    ReleaseFacts,
    ResourceFacts,
    RosterFacts,
)
from portal.appointments.planner_file.reading import read_planner

__all__ = [
    'ClosureFacts', 'DeskFacts', 'ExtraFacts', 'NeedFacts', 'PlannerFile', 'ProductFacts',
    'ReleaseFacts', 'ResourceFacts', 'RosterFacts', 'read_planner',
]
