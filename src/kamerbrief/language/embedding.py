"""The recogniser's first layer: what spaCy knows of a word's form, and beside it the clues of the word lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model

from kamerbrief.language.gazetteer import Clue, clues_of

#: The clues of a word, in the order of their columns; see :class:`kamerbrief.language.gazetteer.Clue`.
CLUES = Clue._fields


@registry.architectures("kamerbrief.CluedHashEmbed.v1")  # type: ignore[untyped-decorator]
def clued_hash_embed(width: int, attrs: list[str], rows: list[int], clue_rows: list[int]) -> Model[list[Doc], Any]:
    """spaCy's MultiHashEmbed over ``attrs`` with tables for the clues as well, of ``clue_rows`` rows.

    The clues are read from the document's extension: its tags and lemmas stay free for components that tell them.
    """
    model: Model[list[Doc], Any] = MultiHashEmbed(width, [*attrs, *CLUES], [*rows, *clue_rows], False)
    model.layers[0] = Model("extract_features_and_clues", _forward, attrs={"columns": attrs})
    return model


def embedded(model: Model[list[Doc], Any], docs: list[Doc], read: NDArray[np.bool_]) -> NDArray[np.float32]:
    """What the layers of a ``clued_hash_embed`` answer for the words, of those of all documents, that ``read`` marks.

    What they answer for a word depends on its own row of numbers alone, and most words stand more than once: they are
    asked once for words that are alike.
    """
    extract, _, embed, mix, _ = model.layers
    rows: Any = np.concatenate(extract.predict(docs))[read]
    data, size = rows.tobytes(), rows.itemsize * rows.shape[1]
    places: dict[bytes, int] = {}
    which = [places.setdefault(data[at : at + size], len(places)) for at in range(0, len(data), size)]
    unlike = np.frombuffer(b"".join(places), dtype=rows.dtype).reshape(-1, rows.shape[1])
    answers: NDArray[np.float32] = mix.predict(embed.predict(unlike))[which]
    return answers


def _forward(model: Model[list[Doc], Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    """For each document a row of numbers a token: its attributes, then its clues."""
    del is_train
    columns = model.attrs["columns"]
    return [model.ops.asarray2i(_rows(doc, columns), dtype="uint64") for doc in docs], lambda _: []


def _rows(doc: Doc, columns: list[Any]) -> Any:
    """The attributes and clues of all tokens as numbers; the clues are zeros where none were looked for."""
    rows = np.zeros((len(doc), len(columns) + len(CLUES)), dtype="uint64")
    rows[:, : len(columns)] = doc.to_array(columns)
    clues = clues_of(doc)
    if clues:
        numbers = np.fromiter(chain.from_iterable(map(_numbers, clues)), dtype="uint64", count=len(doc) * len(CLUES))
        rows[:, len(columns) :] = numbers.reshape(-1, len(CLUES))
    return rows


@lru_cache(maxsize=100_000)
def _numbers(clue: Clue) -> tuple[int, ...]:
    return tuple(get_string_id(words) for words in clue)
