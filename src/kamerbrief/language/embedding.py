"""The recogniser's first layer: what spaCy knows of a word's form, and beside it the clues of the word lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from kamerbrief.language.clues import Clue, clues_of

#: The clues of a word, in the order of their columns; see :class:`kamerbrief.language.clues.Clue`.
CLUES = Clue._fields


@registry.architectures("kamerbrief.CluedHashEmbed.v1")  # type: ignore[untyped-decorator]
def clued_hash_embed(width: int, attrs: list[str], rows: list[int], clue_rows: list[int]) -> Model[list[Doc], Any]:
    """spaCy's MultiHashEmbed over ``attrs`` with tables for the clues as well, of ``clue_rows`` rows.

    The clues are read from the document's extension: its tags and lemmas stay free for components that tell them.
    """
    model: Model[list[Doc], Any] = MultiHashEmbed(width, [*attrs, *CLUES], [*rows, *clue_rows], False)
    model.layers[0] = Model("extract_features_and_clues", _forward, attrs={"columns": attrs})
    return model


def _forward(model: Model[list[Doc], Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    """For each document a row of numbers a token: its attributes, then its clues."""
    del is_train
    found: list[Any] = [np.hstack([doc.to_array(model.attrs["columns"]), _clue_columns(doc)]) for doc in docs]
    return [model.ops.asarray2i(rows, dtype="uint64") for rows in found], lambda _: []


def _clue_columns(doc: Doc) -> Any:
    """The clues of all tokens as numbers; zeros where none were looked for (in the words that spaCy begins with)."""
    clues = clues_of(doc)
    if not clues:
        return np.zeros((len(doc), len(CLUES)), dtype="uint64")
    return np.array([_numbers(clue) for clue in clues], dtype="uint64")


@lru_cache(maxsize=100_000)
def _numbers(clue: Clue) -> tuple[int, ...]:
    return tuple(get_string_id(words) for words in clue)
