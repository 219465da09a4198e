"""One source through the store: read, extract, keep. Knows nothing of pools, flows or web pages."""

from __future__ import annotations

import errno
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from kamerbrief.contract import Extraction, WarningCode
from kamerbrief.contract.identity import slug
from kamerbrief.errors import StoreError, UnusableStoreError
from kamerbrief.files import shown_name
from kamerbrief.forms import is_other_form, is_richer
from kamerbrief.guard import telling_faults
from kamerbrief.language.model import model_fingerprint
from kamerbrief.ledger import Entry, Outcome
from kamerbrief.limits import bounded
from kamerbrief.reading.ocr import ocr_in_use
from kamerbrief.settings import Settings
from kamerbrief.source_metadata import metadata_beside, with_metadata
from kamerbrief.sources.folder import LocalFile, path_of
from kamerbrief.store import Store
from kamerbrief.version import __version__, rules_fingerprint
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.words import Language

#: Trouble of a disk that the next letter will meet too.
_DISK_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})


def pipeline_version(config: Settings) -> str:
    """What makes an extraction: the program, its rules, the model, and whether pictures are read.

    A change of any of them reads letters again.
    """
    return f"{__version__}+{rules_fingerprint()}+{model_fingerprint(config.model)}{ocr_in_use(config)}"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Extracted:
    """What reading one source gave: the extraction as JSON, or the error. ``seconds`` counts reading and extracting.

    ``passing`` is true for an error that may go by itself, such as a disk that did not answer.
    """

    source: LocalFile
    sha256: str
    content: str | None = None
    error: str | None = None
    seconds: float = 0.0
    passing: bool = False


def extract_source(source: LocalFile, config: Settings) -> Extracted:
    """Reads one source; every error becomes part of the result, so that no letter stops another."""
    sha256, begin, name = "", time.perf_counter(), shown_name(source.path.name)
    try:
        sha256 = sha256_of(source.path)
        with telling_faults(name):
            extraction = bounded(config, name, lambda: _extraction_of(source, config))
            # The bytes that were read, where the file was replaced meanwhile.
            sha256, content = extraction.letter.source.sha256, extraction.to_json()
    except Exception as error:  # a batch survives whatever a letter does
        passing = isinstance(error, OSError) and not isinstance(error, FileNotFoundError | PermissionError)
        said = _one_line(str(error)) or f"{name}: there is not enough memory"
        return Extracted(source, sha256, error=said, seconds=time.perf_counter() - begin, passing=passing)
    return Extracted(source, sha256, content, seconds=time.perf_counter() - begin)


def _extraction_of(source: LocalFile, config: Settings) -> Extraction:
    """What is read of a source, with what its publisher said of it, under the letter's name."""
    from kamerbrief.pipeline import extract

    found, metadata = extract(source.path, config=config), metadata_beside(source.path)
    found = with_metadata(found, metadata) if metadata else found
    return found.model_copy(update={"letter": found.letter.model_copy(update={"id": letter_id(found, source)})})


def letter_id(extraction: Extraction, source: LocalFile) -> str:
    """The letter's number where it has one, else the name of its source (a file's name with its folders)."""
    found = extraction.letter.id
    return source.name if found == slug(Path(extraction.letter.source.filename).stem) else found


def _one_line(text: str) -> str:
    return " ".join(text.split())[:1000]


def is_done(entry: Entry | None, sha256: str, pipeline: str, *, retry_failed: bool = False) -> bool:
    """True when these bytes were read by this pipeline before; a failure too, unless it is to be tried again."""
    same = entry is not None and (entry.sha256, entry.pipeline) == (sha256, pipeline)
    return same and not (retry_failed and entry is not None and entry.outcome is Outcome.FAILED)


def keep(store: Store, extracted: Extracted, pipeline: str, run: str) -> Entry:
    """Keeps what a source gave and records it; the record comes last, so that a kill before it repeats the letter.

    Two sources with one letter id are an error that names both; where the other one is gone and its bytes are these,
    the file was moved, and where the bytes are the same, it is a copy. Of several forms of one letter the richest is
    kept, the others are recorded as such.
    """
    source = extracted.source
    letter = outcome = None
    error, warnings, sha256 = extracted.error, 0, extracted.sha256
    if extracted.content is not None:
        extraction = Extraction.model_validate_json(extracted.content)
        letter, warnings = store.name_of(extraction.letter.id), len(extraction.warnings)
        with store.writing():
            if _is_poorer_form(store, letter, source.key, extraction):
                outcome = Outcome.OTHER_FORM
            elif (error := _conflict(store, letter, extracted)) is None:
                outcome, error = _kept(store, letter, extraction)
                # What the store could not take is tried again by the next run.
                sha256 = extracted.sha256 if outcome else ""
    known = store.ledger.entry(source.key)
    entry = Entry(
        key=source.key,
        sha256=sha256,
        pipeline=pipeline,
        outcome=outcome or Outcome.FAILED,
        run=run,
        letter=letter,
        error=error,
        warnings=warnings,
        seconds=round(extracted.seconds, 4),
        version=source.version or (known.version if known else None),
        withdrawn=bool(known and known.withdrawn and source.version is None),
    )
    store.ledger.record(entry)
    return entry


def _kept(store: Store, letter: str, extraction: Extraction) -> tuple[Outcome | None, str | None]:
    """What keeping meant, and what is wrong. Trouble with this letter's folder is its own; a full disk ends the run."""
    try:
        return store.keep(letter, extraction), _facts_lost(extraction)
    except UnusableStoreError:
        raise
    except OSError as error:
        if error.errno in _DISK_TROUBLE:
            problem = f"{error.filename or store.root}: {error.strerror}"
            raise UnusableStoreError(f"{problem}; mend that and run again, what was done is kept") from error
        return None, _one_line(f"{error.filename or store.folder(letter)}: cannot be written: {error.strerror}")
    except StoreError as error:
        return None, _one_line(str(error))


def _facts_lost(extraction: Extraction) -> str | None:
    """Which kinds of facts could not be found for a fault of the program, or None."""
    failed = [said for said in extraction.warnings if said.code == WarningCode.FACT_FAILED]
    lost = [warning_in_words(said, Language.EN) for said in failed]
    return _one_line("; ".join(lost)) if lost else None


def _is_poorer_form(store: Store, letter: str, key: str, extraction: Extraction) -> bool:
    """True where the store has this letter from a richer file; from a poorer one, this source takes the letter over."""
    owner = store.ledger.owner(letter)
    if owner in {None, key} or owner is None:
        return False
    try:
        known = store.machine(letter)
    except StoreError:
        return False
    if known is None or not is_other_form(extraction, known):
        return False
    if path_of(owner).exists() and not is_richer(extraction, known):
        return True
    store.ledger.hand_over(letter, key)
    return False


def _conflict(store: Store, letter: str, extracted: Extracted) -> str | None:
    """Why this source may not have this letter id, or None."""
    key = extracted.source.key
    owner = store.ledger.claim(letter, key)
    if owner == key:
        return None
    other = store.ledger.entry(owner)
    if other is None or other.sha256 == extracted.sha256:
        gone = not path_of(owner).exists()
        if gone or other is None:
            store.ledger.hand_over(letter, key)
        return None
    return f"{key} and {owner} both claim the letter id {letter}; keep one of them, or give one another name"
