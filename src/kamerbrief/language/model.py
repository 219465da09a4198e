"""Loading the Dutch spaCy pipeline: the one that is asked for, else the one that comes with the package."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import warnings
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
from spacy import about
from spacy.language import Language
from spacy.util import is_compatible_version
from thinc.api import use_ops

import kamerbrief.language.components
import kamerbrief.language.embedding
import kamerbrief.language.recognizer
import kamerbrief.language.tokenizer  # noqa: F401 - registers what the bundled pipeline is made of
from kamerbrief.errors import ModelError

BUNDLED = "nl_kamerbrief"
#: spaCy's own limit guards parsers with large memory; the settings limit the length of letters.
_NO_LIMIT = 1_000_000_000


@cache
def model_fingerprint(name: str | None = None) -> str:
    """What tells one pipeline from another without loading it: its name, and its version or the bytes of its folder.

    A name that is neither an installed package nor a folder gives itself; loading it then says what is wrong.
    """
    folder = Path(name) if name else Path(str(files(__package__).joinpath(BUNDLED)))
    if not folder.is_dir():
        installed = importlib.util.find_spec(str(name)) if str(name).isidentifier() else None
        return f"{name}-{importlib.metadata.version(str(name))}" if installed else str(name)
    return f"{folder.name}-{folder_hash(folder)}"


@cache
def folder_hash(folder: Path) -> str:
    """Twelve hexadecimal digits over the names and bytes of all files of a pipeline."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def load_model(name: str | None = None) -> Language:
    """The pipeline ``name`` (an installed package or a folder), or the bundled one; loaded once per process.

    Raises ModelError when it is not there, was made for another spaCy, or has no named entity recogniser.
    """
    shown = name or BUNDLED
    try:
        # numpy's own products of matrices take a third of the time of those that thinc would choose.
        with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
            warnings.simplefilter("ignore")  # spaCy warns of another version; here it is an error below
            nlp = spacy.load(name or Path(str(files(__package__).joinpath(BUNDLED))))
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(f"the spaCy pipeline '{shown}' could not be loaded: {reason}") from error
    wanted = str(nlp.meta.get("spacy_version", ""))
    if wanted and is_compatible_version(about.__version__, wanted) is False:
        raise ModelError(f"the spaCy pipeline '{shown}' is made for spaCy {wanted}, this is {about.__version__}")
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"the spaCy pipeline '{shown}' has no named entity recogniser (ner)")
    nlp.max_length = _NO_LIMIT
    return nlp
