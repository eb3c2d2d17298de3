"""No file of the portal needs itself: following imports never leads back."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture.imports import PORTAL, ROOT, files, imports


def file_of(name: str) -> Path | None:
    """The file that the name of a module, or of something in it, stands for."""
    parts = name.split('.')
    while parts[0] == 'portal' and len(parts) > 1:
        path = ROOT.joinpath(*parts)
        for found in (path.with_suffix('.py'), path / '__init__.py'):
            if found.exists():
                return found
        parts.pop()
    return None


def test_imports_never_lead_back():
    needs = {path: {found for name in imports(path) if (found := file_of(name)) not in (None, path)} for path in files()}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(' needs '.join(str(path.relative_to(PORTAL)) for path in reversed(circle.args[1])))
