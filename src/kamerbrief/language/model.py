"""Loading the Dutch spaCy pipeline: the one that is asked for, else the one that comes with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language

import kamerbrief.language.components
import kamerbrief.language.tokenizer  # noqa: F401 - registers what the bundled pipeline is made of
from kamerbrief.errors import ModelError

BUNDLED = "nl_kamerbrief"
#: spaCy's own limit guards parsers with large memory; the settings limit the length of letters.
_NO_LIMIT = 1_000_000_000


@cache
def load_pipeline(name: str | None = None) -> Language:
    """The pipeline ``name`` (an installed package or a folder), or the bundled one; loaded once per process.

    Raises ModelError when it is not there, was made for another spaCy, or has no named entity recogniser.
    """
    target: str | Path = name or Path(str(files(__package__).joinpath(BUNDLED)))
    if name is None and not Path(target).exists():
        nlp = spacy.blank("nl")
        nlp.max_length = _NO_LIMIT
        return nlp
    try:
        nlp = spacy.load(target)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"the spaCy pipeline '{name or BUNDLED}' could not be loaded: {error}") from error
    nlp.max_length = _NO_LIMIT
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"the spaCy pipeline '{name}' has no named entity recogniser (ner)")
    return nlp
