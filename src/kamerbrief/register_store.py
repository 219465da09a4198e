"""The file in which a store keeps what it fetched of the Tweede Kamer's own register.

<store>/_register/register.json   promises and motions by number, and up to when each question was answered
<store>/_register/links/…         which words of which letter are a promise of it; see following/registered.py
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from kamerbrief.contract.register import REGISTER_VERSION, Register, RegisterMotion, RegisterPromise
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically
from kamerbrief.store import Store

#: No letter's folder can have this name, for those have letters, digits and hyphens only.
FOLDER, NAME = "_register", "register.json"
_AGAIN = "remove it and fetch it again: kamerbrief fetch --source tweedekamer-register"


def register_path(root: Path) -> Path:
    """The file of the register in the store at ``root``."""
    return root / FOLDER / NAME


def read_register(root: Path) -> Register | None:
    """The register of a store; None where none was fetched.

    Raises StoreError, with how to mend it, for a file that holds something else or is of another major version.
    """
    path = register_path(root)
    try:
        data = path.read_bytes()
        _check_version(path, data)
        return Register.model_validate_json(data)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{path}: this is no register; {_AGAIN}") from error


def _check_version(path: Path, data: bytes) -> None:
    content = json.loads(data)
    version = content.get("version", REGISTER_VERSION) if isinstance(content, dict) else REGISTER_VERSION
    if isinstance(version, str) and version.partition(".")[0] != REGISTER_VERSION.partition(".")[0]:
        said = json.dumps(version, ensure_ascii=False)[:40]
        raise StoreError(
            f"{path}: its version is {said}, this program reads {REGISTER_VERSION.partition('.')[0]}.x; use the "
            f"kamerbrief that wrote it, or {_AGAIN}"
        )


def usable_register(store: Store) -> Register | None:
    """The register of a store; None where none was fetched, or it cannot be read, which the store's troubles say."""
    with store.tolerating():
        return read_register(store.root)
    return None


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
