"""What the links between letters are made with: how rare words are, and what each sign weighs.

``python -m kamerbrief.training.links DIR…`` counts the words of the letters written for this project, then learns the
weights of the signs from the dossiers below the folders (letters with a ``links.json``), and writes both beside the
rules in ``following/``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import kamerbrief.following
from kamerbrief.contract import Extraction
from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.advice import advised
from kamerbrief.following.digest import digest_of
from kamerbrief.following.model import Digest, Stretch
from kamerbrief.following.parts import Features
from kamerbrief.following.promises import candidates
from kamerbrief.following.words import stems
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.pipeline import extract
from kamerbrief.quality.links import GOLD, Known, link_dossiers
from kamerbrief.reading.detect import ENDINGS

HERE = Path(kamerbrief.following.__file__).parent
_CORPUS = Path(__file__).parent / "corpus"
#: A stem that fewer sentences say is as rare as one that none says.
_LEAST = 3


def count_words(texts: list[str]) -> dict[str, object]:
    """How many sentences of some texts say each stem."""
    counts: Counter[str] = Counter()
    sentences = 0
    for text in texts:
        for line in text.splitlines():
            for start, end in sentence_bounds(line, 0, len(line)):
                sentences += 1
                counts.update(stems(line[start:end]))
    return {"sentences": sentences, "stems": {word: n for word, n in sorted(counts.items()) if n >= _LEAST}}


def own_texts() -> list[str]:
    """The sentences and letters that were written for this project, without marks of names."""
    handwritten = [path.read_text("utf-8") for path in sorted((_CORPUS / "handwritten").glob("*.txt"))]
    plain = [text.replace("[", "").replace("]", "") for text in handwritten]
    return plain + [path.read_text("utf-8") for path in sorted((_CORPUS / "letters").glob("*.txt"))]


def write_frequencies() -> None:
    """Counts the project's own texts anew."""
    counted = count_words(own_texts())
    (HERE / "frequencies.json").write_text(json.dumps(counted, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


#: The kinds of links whose signs are weighed by learning, and how strongly weights are held near 0.
_LEARNT = (LinkKind.KEEPS, LinkKind.REPEATS, LinkKind.RETURNS)
_HELD = 0.2
_SHARED = 0.5
_ROUNDS = 30
#: By less than this the last round moves no weight.
_STEADY = 1e-6
#: What is no matter of learning: the number that the Kamer gave a promise names it.
GIVEN = {Sign.CASE_NUMBER: 5.0}
#: Signs that speak against a link.
AGAINST = frozenset(
    {
        Sign.OTHER_ORDINAL,
        Sign.SAYS_OPEN,
        Sign.SAYS_AHEAD,
        Sign.SAYS_NOT,
        Sign.OF_MONEY,
        Sign.ONLY_TOLD,
        Sign.ONLY_LIKELY,
        Sign.ONLY_BECOMES,
        Sign.ONLY_OPEN,
        Sign.OTHER_NAME,
        Sign.SAYS_OTHER,
        Sign.ONLY_BEGUN,
        Sign.DUE_AHEAD,
        Sign.AGAIN_BESIDE,
        Sign.AGAIN_ELSEWHERE,
    }
)
#: Signs that two passages are about one thing, whatever the later one says of it.
SUBJECT = frozenset(
    {
        *(Sign.NEAR_WORDS, Sign.BEST_WORDS, Sign.ONLY_WORDS, Sign.BEST_MEANT, Sign.ONLY_MEANT),
        *(Sign.NEAR_BLOCK, Sign.BEST_BLOCK, Sign.ONLY_BLOCK),
        *(Sign.NEAR_SECTION, Sign.BEST_SECTION, Sign.ONLY_SECTION),
        *(Sign.SAME_WORDS, Sign.ALL_WORDS, Sign.MANY_WORDS, Sign.SAME_KIND, Sign.SAME_ACT, Sign.SAME_DOSSIER),
        *(Sign.SAME_PROGRAMME, Sign.CITES_LETTER, Sign.CITES_NEARBY, Sign.SAME_ORDINAL, Sign.OTHER_ORDINAL),
    }
)


@dataclass(frozen=True)
class Case:
    """A promise and a passage of a later letter, with what speaks for a link and whether there is one."""

    dossier: str
    kind: LinkKind
    signs: dict[Sign, float]
    wanted: bool


def cases_of(place: Path, read: Callable[[Path], Extraction]) -> Iterator[Case]:
    """Every pair that may be a link between the letters of a dossier; those that can be argued are left out."""
    gold = json.loads((place / GOLD).read_text(encoding="utf-8"))
    letters = {path.stem: read(path) for path in sorted(place.iterdir()) if path.suffix.lower() in ENDINGS}
    known = Known(gold, {name: x.text for name, x in letters.items()})
    dated = sorted(
        (digest_of(name, x.model_dump(mode="json")) for name, x in letters.items()), key=lambda one: one.order
    )
    for number, later in enumerate(dated):
        for earlier in dated[:number]:
            for kind, told, words, signs in _pairs(later, earlier):
                wanted = known.says(kind, (later.letter, words), (earlier.letter, told))
                if wanted is not None:
                    yield Case(place.name, kind, signs, wanted)


def _pairs(later: Digest, earlier: Digest) -> Iterator[tuple[LinkKind, Stretch, Stretch, Features]]:
    """Whatever of two letters may be a link of the kinds that are learnt: its words on both sides, and its signs."""
    for kind, promise, words, signs in candidates(later, earlier):
        yield kind, promise.words, words, signs
    for one, words, signs in advised(later, earlier):
        yield LinkKind.RETURNS, one.words, words, signs


def learn(cases: Sequence[Case], near: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights of the signs of one kind, by regression that holds them near 0; the start is under no name.

    ``near`` are the weights of another kind, to which those of the signs of what both are about are held instead: a
    kind of which there are few cases learns from one of which there are many.

    A sign that speaks for a link weighs nothing rather than against it, and the other way round: what a few pairs
    would have it say by chance is left out.
    """
    names = sorted({sign for case in cases for sign in case.signs})
    while True:
        weights = _regression(cases, names, near or {})
        wrong = [name for name in names if weights[name] * (-1 if name in AGAINST else 1) < 0]
        if not wrong:
            break
        names = [name for name in names if name not in wrong]
    learnt = {name.value: round(weights[name], 2) for name in names if round(weights[name], 2)}
    return {"": round(weights[None], 2)} | learnt | {name.value: weight for name, weight in GIVEN.items()}


def _regression(cases: Sequence[Case], names: Sequence[Sign], near: Mapping[str, float]) -> dict[Sign | None, float]:
    rows = np.array([[case.signs.get(name, 0.0) for name in names] + [1.0] for case in cases])
    wanted = np.array([float(case.wanted) for case in cases])
    shared = [name in SUBJECT and name.value in near for name in names]
    held = np.diag([_SHARED if one else _HELD for one in shared] + [0.0])
    start = np.array([near[name.value] if one else 0.0 for name, one in zip(names, shared, strict=True)] + [0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chance - wanted) + held @ (weights - start)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + held
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < _STEADY:
            break
    return dict(zip([*names, None], map(float, weights), strict=True))


def learn_all(cases: Sequence[Case]) -> dict[LinkKind, dict[str, float]]:
    """The weights of every kind, those that come after it held near those of the first."""
    learnt: dict[LinkKind, dict[str, float]] = {}
    for kind in _LEARNT:
        learnt[kind] = learn([case for case in cases if case.kind is kind], learnt.get(_LEARNT[0]))
    return learnt


def write_weights(cases: Iterable[Case]) -> None:
    """Learns the weights anew and writes them."""
    cases = list(cases)
    learnt = {kind.value: weights for kind, weights in learn_all(cases).items()}
    (HERE / "weights.json").write_text(json.dumps(learnt, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_frequencies()
    places = [place for name in sys.argv[1:] for place in link_dossiers(Path(name))]
    write_weights(case for place in places for case in cases_of(place, extract))
