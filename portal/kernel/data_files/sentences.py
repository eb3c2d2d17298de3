"""What is wrong with a value, in words for the person who edits the file."""

from pydantic_core import ErrorDetails

SENTENCES = {
    'missing': 'this field is missing',
    'extra_forbidden': 'there is no field of this name; check the spelling',
    'string_type': 'must be text (put quotes around it)',
    'string_too_short': 'must not be empty',
    'string_too_long': 'must have {max_length} characters or fewer',
    'string_pattern_mismatch': 'must match {pattern}',
    'int_type': 'must be a whole number',
    'int_parsing': 'must be a whole number',
    'int_from_float': 'must be a whole number',
    'float_type': 'must be a number',
    'float_parsing': 'must be a number',
    'decimal_parsing': 'must be a number',
    'bool_type': 'must be true or false',
    'bool_parsing': 'must be true or false',
    'greater_than': 'must be more than {gt}',
    'greater_than_equal': 'must be {ge} or more',
    'less_than': 'must be less than {lt}',
    'less_than_equal': 'must be {le} or less',
    'multiple_of': 'must be a multiple of {multiple_of}',
    'literal_error': 'must be {expected}',
    'enum': 'must be {expected}',
    'too_short': 'must have {min_length} or more entries',
    'too_long': 'must have {max_length} entries or fewer',
    'list_type': 'must be a list',
    'tuple_type': 'must be a list',
    'set_type': 'must be a list',
    'frozen_set_type': 'must be a list',
    'dict_type': 'must be a group of fields',
    'mapping_type': 'must be a group of fields',
    'model_type': 'must be a group of fields',
    'model_attributes_type': 'must be a group of fields',
    'dataclass_type': 'must be a group of fields',
    'value_error': '{error}',
}
WITHOUT_VALUE = {'missing', 'extra_forbidden', 'value_error', 'string_too_short', 'too_short', 'too_long'}
"""Here the sentence has said it all; elsewhere the value that was found is added."""


def sentence(error: ErrorDetails) -> str:
    """What one error of pydantic means."""
    template = SENTENCES.get(error['type'], error['msg'])
    says = template.format(**error.get('ctx', {})) if error['type'] in SENTENCES else template
    return says if error['type'] in WITHOUT_VALUE else f'{says}, but it is {_found(error["input"])}'


def _found(value: object) -> str:
    if value is None or value == '':
        return 'empty'
    if isinstance(value, dict):
        return 'a group of fields'
    if isinstance(value, list):
        return 'a list'
    return repr(value) if isinstance(value, str) else str(value).lower()
