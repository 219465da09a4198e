"""The files beside a letter that hold what people decided.

decisions.json     every decision, oldest first
texts/<sha>.txt    the texts on which they were taken
machine.json       the extraction as the machine made it, before decisions
.deciding          there while a decision is stored and not yet published; says which
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from kamerbrief.decisions.lifting import lifted
from kamerbrief.decisions.model import Decisions, sha_of
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically

DECISIONS, TEXTS, MACHINE, UNFINISHED = "decisions.json", "texts", "machine.json", ".deciding"


def read_decisions(folder: Path) -> Decisions:
    """What people decided on a letter; empty where nobody did. Raises StoreError for a file that holds no decisions."""
    path = folder / DECISIONS
    try:
        data = json.loads(path.read_bytes()) if path.exists() else {"version": 2}
        if isinstance(data, dict) and "version" not in data:
            return lifted(data, folder)
        return Decisions.model_validate(data)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise StoreError(f"{path}: these are no decisions ({error.error_count()} errors); restore the file") from error
    except ValueError as error:
        raise StoreError(f"{path}: this is no JSON ({error}); restore the file") from error


def write_decisions(folder: Path, decisions: Decisions, texts: Iterable[str], new: Iterable[str]) -> None:
    """Keeps the texts, then says that the decisions with the ids ``new`` are under way, then keeps all decisions."""
    for text in texts:
        place = folder / TEXTS / f"{sha_of(text)}.txt"
        if not place.exists():
            write_atomically(place, text.encode())
    write_atomically(folder / UNFINISHED, json.dumps(list(new)).encode())
    content = json.dumps(decisions.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    write_atomically(folder / DECISIONS, content.encode())


def unfinished(folder: Path) -> list[str] | None:
    """The ids of decisions that were under way when their writer was stopped; None where nobody was."""
    try:
        return [str(one) for one in json.loads((folder / UNFINISHED).read_bytes())]
    except FileNotFoundError:
        return None
    except ValueError:
        return []


def finish(folder: Path) -> None:
    """Says that what was decided is published."""
    (folder / UNFINISHED).unlink(missing_ok=True)


def read_texts(folder: Path) -> dict[str, str]:
    """The texts on which decisions were taken, by SHA-256; one that was changed since is passed over."""
    found = {}
    for path in sorted((folder / TEXTS).glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        if sha_of(text) == path.stem:
            found[path.stem] = text
    return found
