"""What an installation takes: python tests/benchmarks/install.py [SITE_PACKAGES]; without one an environment is made.

Prints how many distributions there are and their size on disk, for kamerbrief and for what each of the packages that it
is made of needs, with what nothing else needs.
"""

from __future__ import annotations

import sys
import tempfile
import venv
from importlib.metadata import Distribution, distributions
from pathlib import Path
from subprocess import run

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
MADE_OF = ("pdfplumber", "prefect", "pydantic", "python-docx", "spacy")


def installed(folder: Path) -> Path:
    """The site-packages of a fresh environment with the package."""
    venv.create(folder, with_pip=True)
    run([folder / "bin" / "pip", "install", "--quiet", ROOT], check=True)
    return next(folder.glob("lib/python3*/site-packages"))


def size(distribution: Distribution) -> int:
    """Bytes on disk of a distribution's files."""
    files = (Path(str(distribution.locate_file(file))) for file in distribution.files or [])
    return sum(file.stat().st_blocks * 512 for file in files if file.is_file())


def needed_by(name: str, there: dict[str, Distribution]) -> set[str]:
    """A distribution and all that it needs, of those that are there."""
    found, todo = set[tuple[str, frozenset[str]]](), [(name, frozenset[str]())]
    while todo:
        one, extras = here = todo.pop()
        if here in found or one not in there:
            continue
        found.add(here)
        for line in there[one].requires or []:
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
                todo.append((canonicalize_name(needed.name), frozenset(needed.extras)))
    return {one for one, _ in found}


def main(place: Path) -> None:
    """Prints the table."""
    there = {canonicalize_name(one.metadata["Name"]): one for one in distributions(path=[str(place)])}
    sizes = {name: size(one) / 1e6 for name, one in there.items()}
    needs = {name: needed_by(name, there) for name in MADE_OF}
    rows = {"all": set(there), "kamerbrief": {"kamerbrief"}, "these five": set().union(*needs.values())}
    rows["kamerbrief's other needs"] = needed_by("kamerbrief", there) - rows["these five"] - {"kamerbrief"}
    for name in MADE_OF:
        rows[name] = needs[name]
        rows[f"  of it alone {name}"] = needs[name].difference(*(needs[other] for other in MADE_OF if other != name))
    for label, names in rows.items():
        print(f"{label:30} {len(names):4} distributions {sum(sizes[name] for name in names):7.1f} MB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(installed(Path(folder)))
