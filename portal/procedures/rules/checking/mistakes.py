"""All mistakes across fields and files."""

from collections.abc import Iterator

from portal.kernel.data_files import Finding
from portal.procedures.model import DefinitionFiles
from portal.procedures.rules.checking.keys import key_mistakes
from portal.procedures.rules.checking.law import law_mistakes
from portal.procedures.rules.checking.steps import step_mistakes
from portal.procedures.rules.checking.wording import wording_mistakes


def mistakes(files: DefinitionFiles) -> Iterator[Finding]:
    """What is wrong in definition files whose single fields are right."""
    yield from key_mistakes(files)
    yield from step_mistakes(files)
    yield from law_mistakes(files)
    yield from wording_mistakes(files)
