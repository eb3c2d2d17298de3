"""What document help is about: the rule book, somebody's answers, and the list that follows."""

from portal.checklist.model.answers import DO_NOT_KNOW, UNKNOWN, Answers, Details, Income, Kept
from portal.checklist.model.book import (
    Because,
    Condition,
    Contradiction,
    Document,
    Fee,
    Form,
    Format,
    Purpose,
    Route,
    RouteKind,
    RuleFiles,
    Who,
)
from portal.checklist.model.country import Country
from portal.checklist.model.entries import Status, Value
from portal.checklist.model.questions import Asked, Derived, Kind, Option, Parameter, Question
from portal.checklist.model.result import (
    ConditionState,
    Found,
    Judged,
    Listed,
    Need,
    Paper,
    PersonalList,
    Step,
    Way,
)

__all__ = [
    'DO_NOT_KNOW', 'UNKNOWN',
    'Answers',
    'Asked',
    'Because',
    'Condition',
    'ConditionState',
    'Contradiction',
    'Country',
    'Derived',
    'Details',
    'Document',
    'Fee',
    'Form',
    'Format',
    'Found',
    'Income',
    'Judged',
    'Kept',
    'Kind',
    'Listed',
    'Need',
    'Option',
    'Paper',
    'Parameter',
    'PersonalList',
    'Purpose',
    'Question',
    'Route',
    'RouteKind',
    'RuleFiles',
    'Status',
    'Step',
    'Value',
    'Way',
    'Who',
]
