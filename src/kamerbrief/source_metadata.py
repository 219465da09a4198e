"""What a source says about a letter, against what the letter says itself: gaps are filled, disagreements are told."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kamerbrief.contract import Dossier, Extraction, LetterInfo, Sender, WarningCode, warning
from kamerbrief.contract.identity import slug
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically
from kamerbrief.language.ministries import ministry_of, ministry_of_address
from kamerbrief.sources import Metadata

#: Behind a file's name: what its source says about it.
SUFFIX = ".meta.json"
#: Below this likeness two titles are not about the same.
_ALIKE = 0.5
_METADATA = TypeAdapter(Metadata)
_DOCUMENT = re.compile(r"20\d\d[DZ]\d{5}")


def keep_metadata(path: Path, metadata: Metadata) -> None:
    """Writes the metadata beside a letter's file."""
    content = json.dumps(_METADATA.dump_python(metadata, mode="json"), ensure_ascii=False, indent=2)
    write_atomically(path.with_name(path.name + SUFFIX), f"{content}\n".encode())


def metadata_beside(path: Path) -> Metadata | None:
    """The metadata beside a file, if there is any. Raises StoreError when it cannot be read."""
    place = path.with_name(path.name + SUFFIX)
    try:
        return _METADATA.validate_json(place.read_bytes()) if os.path.exists(place) else None  # noqa: PTH110 - also for a name too long to exist
    except ValidationError as error:
        raise StoreError(f"{place}: this is no metadata; remove it, and fetch the letter again") from error


def with_metadata(extraction: Extraction, metadata: Metadata) -> Extraction:
    """The extraction with the letterhead's gaps filled, and a warning for each disagreement.

    What the letter itself says always stays; only its id becomes the official number.
    """
    head = extraction.letter
    warnings = [
        warning(WarningCode.METADATA_DIFFERS, {"field": name, "source": said, "letter": own})
        for name, said, own in _disagreements(head, metadata)
    ]
    filled = head.model_copy(update=dict(_gaps(head, metadata)))
    return extraction.model_copy(update={"letter": filled, "warnings": [*extraction.warnings, *warnings]})


def _gaps(head: LetterInfo, said: Metadata) -> Iterator[tuple[str, Any]]:
    number = said.document_number
    if number and _DOCUMENT.fullmatch(number):
        yield "id", number
    elif not number and said.dossier and said.dossier_nr and head.id == slug(Path(head.source.filename).stem):
        yield "id", f"{said.dossier}-{said.dossier_nr}"
    if head.date is None and said.date:
        yield "date", said.date
    if head.subject is None and said.title:
        yield "subject", said.title
    if head.dossier is None and said.dossier:
        yield "dossier", Dossier(number=said.dossier, nr=said.dossier_nr)
    if not head.senders and said.signers:
        yield "senders", [Sender(name=name, ministry=_ministry(said)) for name in said.signers]
    if not head.ministry and said.ministry:
        yield "ministry", _ministry(said)


def _disagreements(head: LetterInfo, said: Metadata) -> Iterator[tuple[str, str, str]]:
    if said.date and head.date and said.date != head.date:
        yield "date", said.date.isoformat(), head.date.isoformat()
    if said.title and head.subject and not _alike(said.title, head.subject):
        yield "title", said.title, head.subject
    if said.dossier and head.dossier and said.dossier != head.dossier.number:
        yield "dossier", said.dossier, head.dossier.number
    names = [sender.name for sender in head.senders if sender.name]
    if said.signers and names and not any(_same_person(one, other) for one in said.signers for other in names):
        yield "signers", "; ".join(said.signers), "; ".join(names)
    ministry = _ministry(said)
    ministries = [s.ministry for s in head.senders if s.ministry] or [m for m in (head.ministry,) if m]
    if ministry and ministries and ministry not in ministries:
        yield "ministry", ministry, "; ".join(ministries)


def _ministry(said: Metadata) -> str | None:
    """The short name of the ministry, which sources give in many forms."""
    if not said.ministry:
        return None
    return ministry_of(said.ministry) or ministry_of_address(f"Ministerie van {said.ministry}")


def _alike(title: str, subject: str) -> bool:
    one, other = slug(title), slug(subject)
    return one in other or other in one or SequenceMatcher(None, one, other, False).ratio() >= _ALIKE


def _same_person(one: str, other: str) -> bool:
    """True when the last word of a name stands in the other: sources write initials, letters first names."""
    return slug(one).split("-")[-1] in slug(other).split("-")
