"""Judging what one sentence does with a recommendation, where no word of the lexicon tells: a small text classifier.

It learnt from sentences written for this project (``corpus/stances``: a label, a tab, a sentence a line; files that
begin with ``dev_`` choose the checkpoint) and ships with the package. It is asked only where the rules find nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

import kamerbrief.language.tokenizer  # noqa: F401 - registers the tokenizer
from kamerbrief.errors import ReadError

NAME = "kamerbrief_stances"
#: The label of a sentence of which there is nothing to say.
NONE = "none"


def judgements(split: str) -> Iterator[tuple[str, str]]:
    """The written sentences of ``train`` or ``dev`` as (label, sentence), in a fixed order.

    Raises ReadError with file and line for a line without its tab.
    """
    folder = files(__package__).joinpath("corpus", "stances")
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.startswith("dev_") is not (split == "dev"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            label, tab, sentence = line.partition("\t")
            if not (label and tab and sentence.strip()):
                raise ReadError(f"{file.name}:{number}", "a line is a label, a tab and a sentence")
            yield label, sentence.strip()


@registry.readers("kamerbrief.judgements.v1")  # type: ignore[untyped-decorator]
def judgements_reader(split: str) -> Callable[[Language], Iterator[Example]]:
    """The sentences of a split as spaCy examples."""

    def read(nlp: Language) -> Iterator[Example]:
        labels = sorted({label for label, _ in judgements("train")})
        for label, sentence in judgements(split):
            yield _example(nlp, sentence, label, labels)

    return read


def _example(nlp: Language, sentence: str, label: str, labels: list[str]) -> Example:
    cats = {other: float(other == label) for other in labels}
    return Example.from_dict(nlp.make_doc(sentence), {"cats": cats})


def train_judge(folder: Path) -> dict[str, float]:
    """Trains the judge, writes it to ``folder``, and returns its F1 per label on the dev sentences.

    The same sentences, configuration and machine type give the same pipeline. Progress goes to standard error.
    """
    config = load_config(Path(str(files(__package__).joinpath("judging.cfg"))))
    trained, _ = train(init_nlp(config), None, stdout=sys.stderr, stderr=sys.stderr)
    scores = trained.evaluate(list(judgements_reader("dev")(trained)))
    found = {label: round(score["f"], 4) for label, score in sorted(scores["cats_f_per_type"].items())}
    trained.meta.update({"name": NAME, "version": "1.0.0", "license": "MIT", "performance": found})
    trained.to_disk(folder)
    return found


@cache
def _judge() -> Language:
    return spacy.load(Path(str(files(__package__).joinpath(f"nl_{NAME}"))))


def judge(sentences: Sequence[str]) -> list[tuple[str, float]]:
    """The likeliest label of each sentence, and how likely it is between 0 and 1."""
    found = []
    for doc in _judge().pipe(sentences):
        label = max(sorted(doc.cats), key=lambda name: doc.cats[name])
        found.append((label, doc.cats[label]))
    return found
