"""Answers to recommendations to learn from: those of the corpora, and those of letters with gold.

``corpus/answers`` has whole answers with their stance and the words that show it. ``corpus/stances`` has shorter ones,
mostly a sentence or two: a line is a label, a tab and an answer, with the telling sentence in double braces. In both
the other sentences tell nothing, and so do answers without telling words. Files that begin with ``test_`` are kept
apart for measuring. Of a letter with a ``gold.json`` the answers are those that are found to its recommendations.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

import spacy

from kamerbrief.contract import Recommendation, Stance
from kamerbrief.errors import ReadError
from kamerbrief.evaluate import gold_letters
from kamerbrief.facts.advice.answer_signs import Answer, signed
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.reading import read_letter
from kamerbrief.settings import settings
from kamerbrief.training.promises import shares

#: The stances in the order of the judge's labels.
LABELS = tuple(stance.value for stance in Stance)
#: So many letters in common make a sentence one of those that show the stance.
_SHARED = 25
#: The writer of answers that are short.
SHORT = "short"


@dataclass(frozen=True, slots=True)
class Example:
    """An answer to learn from: its stance (one of LABELS), and which of its sentences show it.

    ``writer`` wrote it, or is the folder of its letter; ``unit`` names what is left out with it; ``also`` are the
    other stances that can be defended.
    """

    writer: str
    unit: str
    stance: str
    advice: str
    texts: tuple[str, ...]
    shown: tuple[bool, ...]
    answer: Answer
    also: tuple[str, ...] = ()

    @property
    def sentences(self) -> list[tuple[int, str]]:
        """The sentences with their offsets in the answer."""
        starts = accumulate((len(text) + 1 for text in self.texts), initial=0)
        return list(zip(starts, self.texts, strict=False))

    @property
    def sentence_labels(self) -> list[int]:
        """For each sentence the place of its label."""
        return [LABELS.index(self.stance) if shown else len(LABELS) for shown in self.shown]

    def is_right(self, stance: str) -> bool:
        """Whether a stance is its stance, or one of those that can be defended as well."""
        return stance in (self.stance, *self.also)


def examples(*, test: bool = False) -> list[Example]:
    """The answers to learn from or, with ``test``, those kept apart.

    Raises ReadError with file and line for a line without its tab or with unmatched braces.
    """
    found = [_whole(item) for item in items(test=test)]
    if not test:
        found += [short_example(*pair) for file in _files("stances", test=test) for pair in read_lines(file)]
    return found


def _files(corpus: str, *, test: bool) -> list[Traversable]:
    folder = files(__package__).joinpath("corpus", corpus)
    found = [file for file in folder.iterdir() if file.name.startswith("test_") is test]
    return sorted(found, key=lambda file: file.name)


def items(*, test: bool = False) -> Iterator[dict[str, str]]:
    """The whole answers as ``corpus/answers`` has them: writer, advice, stance, shows and text."""
    for file in _files("answers", test=test):
        for item in tomllib.loads(file.read_text(encoding="utf-8"))["answer"]:
            yield {"writer": file.name.removesuffix(".toml")} | item


def _whole(item: dict[str, str]) -> Example:
    return _example(item["writer"], item["stance"], item["advice"], item["text"], item["shows"])


def short_example(label: str, answer: str) -> Example:
    """A short answer with its label, as a line of ``corpus/stances`` has them."""
    before, _, rest = answer.partition("{{")
    telling, _, behind = rest.partition("}}")
    stance = label if label in LABELS else Stance.UNCLEAR.value
    return _example(SHORT, stance, "", before + telling + behind, telling)


def read_lines(file: Traversable) -> Iterator[tuple[str, str]]:
    """The labelled texts of one file; raises ReadError with the number of a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        label, tab, text = line.partition("\t")
        if not (label and tab and text.strip()) or text.count("{{") != text.count("}}"):
            raise ReadError(f"{file.name}:{number}", "a line is a label, a tab and a text with paired braces")
        yield label, text.strip()


def _example(writer: str, stance: str, advice: str, text: str, shows: str) -> Example:
    bounds = [(start, end) for start, end in sentence_bounds(text, 0, len(text)) if text[start:end].strip()]
    begin = text.index(shows)
    shown = [_shows(start, end, begin, begin + len(shows)) for start, end in bounds]
    texts = tuple(text[start:end] for start, end in bounds)
    return Example(writer, writer, stance, advice, texts, tuple(shown), signed(texts, advice))


def _shows(start: int, end: int, begin: int, stop: int) -> bool:
    """Whether a sentence holds so much of the telling words at [begin, stop) that it shows the stance."""
    shared = min(end, stop) - max(start, begin)
    return shared > _SHARED or 2 * shared > min(end - start, stop - begin) > 0


def letter_examples(folder: Path) -> list[Example]:
    """The answers that are found in the letters with gold below a folder, each letter read in one of its forms.

    Where gold has no words that show the stance, no sentence of the answer is shown. Letters that share an answer are
    left out together. Raises ReadError where a letter or its gold cannot be read.
    """
    nlp = spacy.blank("nl")
    found: list[Example] = []
    for gold_path, forms in groupby(gold_letters(folder), key=lambda pair: pair[1]):
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(str(gold_path), f"this is no JSON: {error}") from error
        wanted = [one for one in gold.get("recommendations", ()) if one.get("stance")]
        if wanted:
            analysis = analyse(read_letter(next(forms)[0], settings()), nlp)
            own = list(_answered(analysis, wanted, folder.name, gold_path.parent.name))
            same = next((one.unit for one in found if any(one.texts == other.texts for other in own)), None)
            found += own if same is None else [replace(one, unit=same) for one in own]
    return found


def _answered(analysis: Analysis, wanted: Sequence[dict[str, Any]], folder: str, unit: str) -> Iterator[Example]:
    left = find_recommendations(analysis)
    for gold in wanted:
        told = next((one for one in left if shares(gold["title"], one.title)), None)
        if told is None:
            continue
        left.remove(told)
        texts = tuple(_sentences(analysis, told))
        if texts:
            words = gold.get("stance_words", ())
            shown = tuple(any(shares(said, text) for said in words) for text in texts)
            stance, *also = gold["stance"]
            yield Example(folder, unit, stance, told.title, texts, shown, signed(texts, told.title), tuple(also))


def _sentences(analysis: Analysis, told: Recommendation) -> Iterator[str]:
    for said in told.response:
        bounds = sentence_bounds(analysis.letter.text, said.start, said.end)
        yield from (analysis.letter.text[start:end] for start, end in bounds)
