"""Files that are whole or not there, whenever the machine stops."""

import os
from pathlib import Path

UNFINISHED = '.part'


def put(path: Path, content: bytes) -> None:
    """Write a file; what stood under its name is replaced in one step."""
    part = path.with_name(path.name + UNFINISHED)
    with part.open('wb') as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
