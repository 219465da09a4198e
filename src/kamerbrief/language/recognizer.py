"""The recogniser of names, as spaCy's own is trained, reading only where names may be.

Most words of a letter stand far from any that could belong to a name (:func:`kamerbrief.language.gazetteer.places_of`).
The network of windows (:func:`places_tok2vec`) gives the same numbers for the others as it would for all: a window of
depth 4 sees 4 words to each side. Whether a name begins at a word depends on that word alone as long as none is open,
so :class:`PlacesRecognizer` asks for all words at once and goes word by word through names only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.ml.models.tok2vec import build_Tok2Vec_model
from spacy.pipeline.ner import DEFAULT_NER_MODEL, EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import Model

from kamerbrief.language.embedding import embedded
from kamerbrief.language.gazetteer import places_of

Floats = NDArray[np.float32]
#: Rows that go through a layer at once: so many stay near the processor.
_ROWS = 1024


@registry.architectures("kamerbrief.PlacesTok2Vec.v1")  # type: ignore[untyped-decorator]
def places_tok2vec(embed: Model[Any, Any], encode: Model[Any, Any]) -> Model[Any, Any]:
    """spaCy's Tok2Vec of a CluedHashEmbed and a MaxoutWindowEncoder; it learns from all words.

    Outside training it reads only where names may be; the other words get zeros.
    """
    model: Model[Any, Any] = build_Tok2Vec_model(embed, encode)
    whole = model._func

    def forward(
        model: Model[list[Doc], list[Floats]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        if is_train or not docs:
            trained: tuple[list[Floats], Callable[[Any], Any]] = whole(model, docs, is_train)
            return trained
        return _read(model, docs), lambda _: []

    model._func = forward
    return model


def _read(model: Model[list[Doc], list[Floats]], docs: list[Doc]) -> list[Floats]:
    """The numbers of each document's words, all in one array with empty rows between documents, as spaCy has them.

    A layer reads the words that those behind it need: one window more to each side than the next.
    """
    embed, encode = model.layers
    layers, pad = encode.layers[0].layers, encode.attrs["pad"]
    starts = np.cumsum([pad, *(len(doc) + pad for doc in docs)])
    wanted, words = (np.zeros(starts[-1], dtype=bool) for _ in range(2))
    for start, doc in zip(starts, docs, strict=False):
        words[start : start + len(doc)] = True
        for first, stop in places_of(doc):
            wanted[start + first : start + stop] = True
    if not wanted.any():
        return [np.zeros((len(doc), model.get_dim("nO")), dtype=np.float32) for doc in docs]
    needed = [wanted]
    for _ in layers:
        needed.append(_widened(needed[-1], pad // len(layers)))
    read = words & needed.pop()
    numbers = np.zeros((len(words), model.get_dim("nO")), dtype=np.float32)
    numbers[read] = embedded(embed, docs, read[words])
    for layer in layers:
        rows = np.flatnonzero(needed.pop())
        numbers[rows] += _layer(layer, numbers, rows)
    numbers[~wanted] = 0
    return [numbers[start : start + len(doc)] for start, doc in zip(starts, docs, strict=False)]


def _widened(rows: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """These rows and so many to each side of them."""
    wide = rows.copy()
    for away in range(1, by + 1):
        wide[away:] |= rows[:-away]
        wide[:-away] |= rows[away:]
    return wide


def _layer(layer: Model[Any, Any], numbers: Floats, rows: NDArray[np.intp]) -> Floats:
    """What a layer of windows adds to these rows."""
    window, inner = layer.layers[0].layers
    around = np.arange(-window.attrs["window_size"], window.attrs["window_size"] + 1)
    parts = [
        inner.predict(numbers[part[:, None] + around].reshape(len(part), -1))
        for part in (rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS))
    ]
    return np.concatenate(parts) if parts else np.zeros((0, numbers.shape[1]), dtype=np.float32)


@Language.factory(
    "kamerbrief_ner",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": DEFAULT_NER_MODEL, "scorer": {"@scorers": "spacy.ner_scorer.v1"}},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def places_recognizer(nlp: Language, name: str, model: Model[Any, Any], scorer: Callable[..., Any]) -> PlacesRecognizer:
    """The hook by which a pipeline's configuration names this recogniser."""
    return PlacesRecognizer(nlp.vocab, model, name=name, scorer=scorer)


Name = tuple[int, int, str]
#: The move by which a word is no part of a name.
_OUT = "O"


class PlacesRecognizer(EntityRecognizer):  # type: ignore[misc]
    """spaCy's recogniser by transitions, with the same training and weights, which reads only where names may be.

    A name that it begins ends where the place ends at the latest. Names that stood in the document before are replaced.
    """

    def predict(self, docs: Sequence[Doc]) -> list[list[Name]]:
        """The names of each document as (first token, token behind the last, label)."""
        pieces = [(number, start, stop) for number, doc in enumerate(docs) for start, stop in _pieces(doc)]
        found: list[list[Name]] = [[] for _ in docs]
        if pieces:
            moves = [self.moves.get_class_name(move) for move in range(self.moves.n_moves)]
            steps = _Steps.of(self.model, moves, docs, pieces)
            row = 0
            for number, start, stop in pieces:
                found[number] += steps.names(row, row + stop - start, start)
                row += stop - start
        return found

    def set_annotations(self, docs: Iterable[Doc], found: Sequence[list[Name]]) -> None:
        """Sets the names as the documents' entities."""
        for doc, names in zip(docs, found, strict=True):
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in names])


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """The places of a document where names may be; none goes on in the next sentence."""
    begun = np.flatnonzero(doc.to_array("SENT_START") == 1)
    for start, stop in places_of(doc):
        cuts = [start, *begun[(begun > start) & (begun < stop)].tolist(), stop]
        yield from pairwise(cuts)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What the network says of the words where names may be, a row each.

    ``moves`` are the best of each row while no name is open: anywhere, and where none can go on behind it. ``vectors``
    are what the layers below say, ``following`` what that has in the state in which a word is the next to be read.
    """

    model: Any
    vectors: Floats
    following: Floats
    names_of_moves: list[str]
    moves: tuple[list[int], list[int]]

    @classmethod
    def of(cls, model: Any, names: list[str], docs: Sequence[Doc], pieces: Sequence[tuple[int, int, int]]) -> _Steps:
        """Asks the network for the words of all pieces, which are (document, first token, token behind the last)."""
        starts = np.cumsum([0, *map(len, docs)])
        rows = np.concatenate([np.arange(starts[number] + a, starts[number] + b) for number, a, b in pieces])
        blank = np.concatenate([doc.to_array("IS_SPACE") for doc in docs])[rows].astype(bool)
        vectors = model.get_ref("tok2vec").predict(docs)[rows]
        following = _shares(model, 0, vectors)
        pad = model.get_ref("lower").get_param("pad")
        numbers, _ = model.ops.maxout(following + (pad[0, 1] + pad[0, 2]))
        scores = model.get_ref("upper").predict(numbers)
        for number, name in enumerate(names):
            if name[0] in "IL" or name == "U-":
                scores[:, number] = -np.inf
            elif name != _OUT:
                scores[blank, number] = -np.inf
        anywhere = scores.argmax(axis=1).tolist()
        scores[:, [number for number, name in enumerate(names) if name[0] == "B"]] = -np.inf
        return cls(model, vectors, following, names, (anywhere, scores.argmax(axis=1).tolist()))

    def names(self, row: int, stop: int, first: int) -> Iterator[Name]:
        """The names of one piece; the word of ``row`` is token ``first``."""
        away = first - row
        while row < stop:
            move = self.names_of_moves[self.moves[row + 1 == stop][row]]
            end = self._end(row, stop, move[2:]) if move[0] == "B" else row + 1
            if move != _OUT:
                yield row + away, end + away, move[2:]
            row = end

    def _end(self, begin: int, stop: int, label: str) -> int:
        """The row behind the last word of the name that begins at a row."""
        inside, last = (self.names_of_moves.index(f"{move}-{label}") for move in "IL")
        upper = self.model.get_ref("upper")
        weights, bias = upper.get_param("W"), upper.get_param("b")
        opened = _shares(self.model, 1, self.vectors[begin])
        for row in range(begin + 1, stop - 1):
            read = _shares(self.model, 2, self.vectors[row - 1])
            numbers = (self.following[row] + opened + read).max(axis=-1)
            if weights[last] @ numbers + bias[last] > weights[inside] @ numbers + bias[inside]:
                return row + 1
        return stop


def _shares(model: Any, part: int, vectors: Floats) -> Floats:
    """What words have in the state's numbers: as the next word (0), first of the open name (1), last read (2)."""
    lower = model.get_ref("lower")
    weights, bias = lower.get_param("W")[part], lower.get_param("b")
    shares: Floats = (vectors @ weights.reshape(-1, weights.shape[-1]).T).reshape(*vectors.shape[:-1], *bias.shape)
    return shares + bias if part == 0 else shares
