"""Reading stored extractions: those of this version, of older ones, and of newer ones that only add to the contract.

A document of an older version is lifted: its plain JSON becomes that of this version, and ids that changed are told. Of
a newer 1.x what it adds is left out. Another major version is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from kamerbrief.contract.document import SCHEMA_VERSION, Extraction
from kamerbrief.contract.from_1_0 import from_1_0
from kamerbrief.errors import StoreError

#: The versions that this program wrote, the last one now.
VERSIONS = ("1.0", SCHEMA_VERSION)
_VERSION = re.compile(r"(?P<major>[0-9]{1,4})\.(?P<minor>[0-9]{1,4})")


class VersionError(ValueError):
    """The contract of a document is one that this program does not read."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """The plain JSON of an extraction in this version, and for each id that changed the new one by the old one."""

    content: dict[str, Any]
    ids: Mapping[str, str] = field(default_factory=dict)


def lifted(content: Mapping[str, Any]) -> Lifted:
    """An extraction as plain JSON, in this version of the contract; ``content`` itself stays as it is.

    A newer 1.x keeps its version and what it added. Raises VersionError for a version that this program does not read.
    """
    version = content.get("schema_version")
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None or match["major"] != SCHEMA_VERSION.partition(".")[0]:
        raise VersionError(
            f"its schema_version is {json.dumps(version, ensure_ascii=False)[:40]}, this program reads "
            f"{', '.join(VERSIONS)} and later 1.x; extract the letter again, or use the kamerbrief that wrote this file"
        )
    if version == "1.0":
        return Lifted(*from_1_0(content))
    return Lifted(dict(content))


def content_of(data: bytes, name: str) -> dict[str, Any]:
    """The plain JSON of a stored extraction in this version; ``name`` is the file's.

    Raises StoreError, in one line, for what is no JSON, no extraction or of another version.
    """
    try:
        content = json.loads(data)
    except ValueError as error:
        raise StoreError(f"{name}: this is no JSON ({error}); restore it, or extract the letter again") from error
    if not isinstance(content, dict):
        raise StoreError(f"{name}: this is no extraction (the document is no object)")
    try:
        return lifted(content).content
    except VersionError as error:
        raise StoreError(f"{name}: {error}") from error
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise StoreError(f"{name}: this is no extraction of version {content['schema_version']} ({problem})") from error


def extraction_of(data: bytes, name: str) -> Extraction:
    """A stored extraction; ``name`` is the file's. Raises StoreError as :func:`content_of` does and for wrong facts."""
    content = content_of(data, name)
    newer = content["schema_version"] != SCHEMA_VERSION
    try:
        found = Extraction.model_validate(content, extra="ignore" if newer else None)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the document"
        raise StoreError(f"{name}: this is no extraction ({place}: {first['msg']})") from error
    return found.model_copy(update={"schema_version": SCHEMA_VERSION})
