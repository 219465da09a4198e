"""The file in which a store keeps what it fetched of the Tweede Kamer's own register.

<store>/_register/register.json   promises and motions by number, and up to when each question was answered
<store>/_register/links/…         which words of which letter are a promise of it; see following/registered.py
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kamerbrief.contract.register import Register, RegisterMotion, RegisterPromise
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically

#: No letter's folder can have this name, for those have letters, digits and hyphens only.
FOLDER, NAME = "_register", "register.json"


def register_path(root: Path) -> Path:
    """The file of the register in the store at ``root``."""
    return root / FOLDER / NAME


def read_register(root: Path) -> Register | None:
    """The register of a store; None where none was fetched. Raises StoreError for a file that holds something else."""
    path = register_path(root)
    try:
        return Register.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise StoreError(f"{path}: this is no register; remove it and fetch it again") from error


def write_register(root: Path, register: Register) -> None:
    """Writes the register in an order of its own, so that equal content is equal bytes."""
    content = Register(
        cursors=dict(sorted(register.cursors.items())),
        covers=dict(sorted(register.covers.items())),
        until=dict(sorted(register.until.items())),
        promises=_ordered(register.promises),
        motions=_ordered(register.motions),
    )
    write_atomically(register_path(root), (content.model_dump_json(indent=1) + "\n").encode())


T = TypeVar("T", RegisterPromise, RegisterMotion)


def _ordered(records: Iterable[T]) -> list[T]:
    return sorted(records, key=lambda one: (one.number, one.id))
