"""What the files of the portal import, read from their text."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / 'portal'


def files() -> list[Path]:
    """All Python files of the portal but the migrations' steps."""
    return [path for path in sorted(PORTAL.rglob('*.py')) if 'versions' not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """What a file says, read once."""
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything that a file says, walked once."""
    return tuple(ast.walk(tree(path)))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The full names of what a file imports, at any level."""
    plain = [alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names]
    return (*plain, *(
        f'{node.module}.{alias.name}' for node in nodes(path) if isinstance(node, ast.ImportFrom) for alias in node.names
    ))


def hidden_imports(path: Path) -> Iterator[str]:
    """What a file imports inside functions."""
    for function in nodes(path):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield node.names[0].name if isinstance(node, ast.Import) else str(node.module)


def place(path: Path) -> tuple[str, str]:
    """The room of a file, and which of the room's files it is: a folder counts as the file of its name."""
    parts = path.relative_to(PORTAL).with_suffix('').parts
    return (parts[0], '') if len(parts) == 1 else (parts[0], parts[1])
