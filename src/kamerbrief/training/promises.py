"""Training the tagger of promises on sentences in their place; needs scikit-learn.

It learns from whole letters: those that were invented for it (``corpus/letters``), and others with a ``gold.json``
(those of this project, and any from outside it, of whose text only weights of hashed parts are kept). A sentence that
shares its words with a commitment of gold is a promise; one that can be argued (``"wanted": false``) counts for less.
What the card tells was measured on letters left out: each was read, rules and all, with a tagger that had learnt from
the other letters alone.
"""

from __future__ import annotations

import datetime
import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kamerbrief.errors import ReadError
from kamerbrief.evaluate import gold_letters
from kamerbrief.facts.letterhead.letterhead import find_letterhead
from kamerbrief.facts.promises.commitments import find_commitments, places
from kamerbrief.facts.promises.promises import BOUND, BOUND_OF_FORM, BOUND_OF_NONE, Considered, consider, sections_of
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.language.model import load_model
from kamerbrief.language.tagging import Tagger, columns_of
from kamerbrief.reading import read_letter
from kamerbrief.settings import settings
from kamerbrief.training.letters import invented_letters, letter_of
from kamerbrief.training.portions import Example, Rows, judged, regression, train_whole
from kamerbrief.training.provenance import record

#: How the card names the letters that were invented for training.
INVENTED = "invented"

#: What counts for less.
_ARGUED = 0.6
#: What an invented sentence counts beside one of a letter that was sent.
_INVENTED = 0.25
#: Shorter stretches of letters and figures are no sign that two texts are the same.
_SHARED = 18
#: In how many portions letters are left out of training to measure: training on all others takes seconds each time.
PORTIONS = 8
#: Letters with so large a part of their sentences in common are one letter, left out together.
_SAME_LETTER = 0.3


@dataclass(frozen=True)
class Lesson:
    """A letter to learn from, with what is wanted (``listed``: every commitment of its gold)."""

    folder: str
    analysis: Analysis
    date: datetime.date | None
    listed: Sequence[dict[str, Any]]
    texts: frozenset[str]
    examples: tuple[Example, ...]


class Counts(NamedTuple):
    """Of letters read without having been learnt from: sure promises, those found, those listed, those right."""

    sure: int
    found: int
    listed: int
    right: int


def lessons(folder: Path) -> Iterator[Lesson]:
    """Every letter with gold of its commitments below a folder, in one of its forms.

    Raises ReadError where a letter or its gold cannot be read.
    """
    nlp = load_model(None)
    for gold_path, forms in groupby(gold_letters(folder), key=lambda pair: pair[1]):
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(str(gold_path), f"this is no JSON: {error}") from error
        if "commitments" not in gold:
            continue
        analysis = analyse(read_letter(next(forms)[0], settings()), nlp)
        head, _ = find_letterhead(analysis)
        yield _lesson(folder.name, analysis, head.date, gold["commitments"])


def invented_lessons() -> Iterator[Lesson]:
    """The letters of ``training/corpus/letters``, with the promises that they label."""
    nlp = load_model(None)
    for letter in invented_letters():
        analysis = analyse(letter_of(letter), nlp)
        sent = datetime.date.fromisoformat(letter.head["datum"])
        promises = [(one.text, one.promise) for one in letter.sentences if one.promise]
        listed = [{"contains": text, "kind": kind.name, "wanted": not kind.argued} for text, kind in promises]
        yield _lesson(INVENTED, analysis, sent, listed, _INVENTED)


def _lesson(
    folder: str,
    analysis: Analysis,
    sent: datetime.date | None,
    listed: Sequence[dict[str, Any]],
    counts: float = 1.0,
) -> Lesson:
    found = [consider(place, sent) for _, _, place in places(analysis)]
    texts = frozenset(_letters(one.place.text) for one in found)
    return Lesson(folder, analysis, sent, listed, texts, tuple(_examples(found, listed, counts)))


def _examples(considered: Sequence[Considered], listed: Sequence[dict[str, Any]], counts: float) -> Iterator[Example]:
    sections = sections_of([one.place for one in considered])
    for one, section in zip(considered, sections, strict=True):
        same = [wanted for wanted in listed if shares(wanted["contains"], one.place.text)]
        weight = counts * (_ARGUED if same and not any(map(_is_sure, same)) else 1.0)
        yield Example(columns_of(one.signed), bool(same), weight, one.certain, section)


def _is_sure(listed: dict[str, Any]) -> bool:
    return bool(listed.get("wanted", True))


def _letters(text: str) -> str:
    return re.sub(r"\[\d+\]|[\W_]+", "", text.casefold())


def shares(wanted: str, text: str) -> bool:
    """True where two texts say the same, or one says most of the other."""
    one, other = _letters(wanted), _letters(text)
    if one in other:
        return True
    stretches = (one[at : at + _SHARED] for at in range(len(one) - _SHARED + 1))
    if len(other) < _SHARED or not any(stretch in other for stretch in stretches):
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    same = matcher.find_longest_match(0, len(one), 0, len(other)).size
    return other in one or same >= max(_SHARED, 0.6 * min(len(one), len(other)))


def train_tagger(examples: Sequence[Example]) -> Tagger:
    """A tagger without a second pass; raises ReadError where scikit-learn is not installed."""
    return Rows.of(examples).train()


def trained(given: Sequence[Lesson], more: Sequence[Lesson]) -> tuple[Tagger, list[Tagger]]:
    """A tagger that learnt from all letters, and for each of ``given`` one that did not learn from it."""
    learnt = [*given, *more]
    letters = [lesson.examples for lesson in learnt]
    return train_whole(letters, len(given), PORTIONS, lambda one, other: _is_same(learnt[one], learnt[other]))


def _is_same(one: Lesson, other: Lesson) -> bool:
    shared = len(one.texts & other.texts)
    return one is other or shared >= _SAME_LETTER * min(len(one.texts), len(other.texts))


def judged_apart(learnt: Sequence[Lesson], taggers: Sequence[Tagger]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The probability of every sentence that the tagger is asked about, by its letter's own tagger, and the truth."""
    pairs = [
        (probability, example.promise)
        for letter, tagger in zip(learnt, taggers, strict=True)
        for probability, example in zip(judged(tagger, letter.examples), letter.examples, strict=True)
        if example.asked
    ]
    return np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])


def straightened(judged: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """The slope and shift of a score that make probabilities come true as often as they say."""
    scores = np.log(judged / (1 - judged)).reshape(-1, 1)
    model = regression()(C=1e6).fit(scores, truth)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def scaled(tagger: Tagger, slope: float, shift: float) -> Tagger:
    """The tagger with the scores of its last pass made steeper and shifted."""
    if tagger.second is not None:
        second = tagger.second * slope
        second[-1] += shift
        return replace(tagger, second=np.round(second, 4))
    weights = (tagger.weights * slope).astype(np.float16).astype(np.float32)
    return replace(tagger, weights=weights, bias=tagger.bias * slope + shift)


def read_apart(letter: Lesson, tagger: Tagger) -> Counts:
    """How right the commitments are that rules and tagger find in a letter."""
    found = [one.evidence.text for one in find_commitments(letter.analysis, letter.date, tagger)]
    sure = [one for one in letter.listed if _is_sure(one)]
    return Counts(
        sure=len(sure),
        found=sum(any(shares(one["contains"], text) for text in found) for one in sure),
        listed=len(found),
        right=sum(any(shares(one["contains"], text) for one in letter.listed) for text in found),
    )


def train_commitments(folder: Path, more: Sequence[Path]) -> str:
    """Trains the tagger on the letters of the folders, writes ``commitments.npz`` and returns its card.

    The letters that were invented are learnt from as well. Every other letter is left out once, to measure: some
    minutes for 60 letters.
    """
    given = [lesson for place in more for lesson in lessons(place)]
    if not any(example.promise for lesson in given for example in lesson.examples):
        raise ReadError(", ".join(map(str, more)), "no letter here has a commitment in its gold.json")
    invented = list(invented_lessons())
    tagger, apart = trained(given, invented)
    slope, shift = straightened(*judged_apart(given, apart))
    apart = [scaled(one, slope, shift) for one in apart]
    tagger = scaled(tagger, slope, shift)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "commitments.npz").open("wb") as file:
        weights, rarity = tagger.weights.astype(np.float16), tagger.rarity.astype(np.float16)
        second = np.zeros(0) if tagger.second is None else tagger.second
        np.savez_compressed(file, weights=weights, rarity=rarity, bias=np.float64(tagger.bias), second=second)
    record("commitments", folder)
    return "\n".join(_card([*given, *invented], given, apart)) + "\n"


def _card(learnt: Sequence[Lesson], given: Sequence[Lesson], apart: Sequence[Tagger]) -> Iterator[str]:
    yield "## commitments\n"
    yield "A linear tagger of sentences in their place, and a second pass over what it makes of those around; a form of"
    yield f"the rules speaks before it, unless the tagger says less than {BOUND_OF_FORM}. Trained on:\n"
    yield "| folder | letters | sentences | promises | sha256 of the text |\n| --- | --- | --- | --- | --- |"
    names = list(dict.fromkeys(lesson.folder for lesson in learnt))
    for name in names:
        own = [lesson for lesson in learnt if lesson.folder == name]
        digest = hashlib.sha256("\n".join(lesson.analysis.letter.text for lesson in own).encode()).hexdigest()[:16]
        sentences = [example for lesson in own for example in lesson.examples]
        promises = sum(example.promise for example in sentences)
        yield f"| {name} | {len(own)} | {len(sentences):,} | {promises:,} | {digest} |"
    yield (
        f"\nUsed from {BOUND} on, and from {BOUND_OF_NONE} on where the rules take the sentence for none. Each letter"
        f" left out of training\n(in {PORTIONS} portions, with letters that are largely the same), and read with rules"
        " and tagger:\n"
    )
    yield "| folder | sure promises | found | listed | right |\n| --- | --- | --- | --- | --- |"
    for name in dict.fromkeys(lesson.folder for lesson in given):
        pairs = [(one, tagger) for one, tagger in zip(given, apart, strict=True) if one.folder == name]
        counts = Counts(*(sum(column) for column in zip(*(read_apart(*pair) for pair in pairs), strict=True)))
        shares = counts.found / max(1, counts.sure), counts.right / max(1, counts.listed)
        yield (
            f"| {name} | {counts.sure} | {counts.found} ({shares[0]:.2f}) |"
            f" {counts.listed} | {counts.right} ({shares[1]:.2f}) |"
        )
    yield "\nHow often a probability comes true, over the sentences of letters left out that the tagger judges:\n"
    yield from reliability(*judged_apart(given, apart))


def reliability(judged: NDArray[np.float64], truth: NDArray[np.bool_], of: str = "sentences") -> Iterator[str]:
    """A table in ten bins of what was said and what came true, and how far the two are apart on average."""
    bins = np.minimum((judged * 10).astype(int), 9)
    yield f"| probability | {of} | said on average | came true |\n| --- | --- | --- | --- |"
    off = 0.0
    for number in range(10):
        inside = bins == number
        if not inside.any():
            continue
        said, true = float(judged[inside].mean()), float(truth[inside].mean())
        off += abs(said - true) * float(inside.mean())
        yield f"| {number / 10:.1f} to {(number + 1) / 10:.1f} | {int(inside.sum()):,} | {said:.2f} | {true:.2f} |"
    yield f"\nMean distance between the two: {off:.3f}."
