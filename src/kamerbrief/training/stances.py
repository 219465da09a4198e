"""Training the classifier of ``language/judging.py`` on the answers in ``corpus/stances``; needs scikit-learn.

A file has a label, a tab and an answer a line, with the telling sentence in double braces; the sentences around it, and
answers without braces, tell nothing. Files that begin with ``test_`` are kept apart for measuring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kamerbrief.errors import ReadError
from kamerbrief.language.judging import NONE, WIDTH, Judge, families, vector
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.training.provenance import record

_BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_HEAD = """# Judges of sentences

Linear models (logistic regression) over hashed words and pieces of words. Data: `training/corpus/stances`, the
letters of `fixtures/` and `training/corpus/letters`, written for this project (MIT), and for promises public letters
that are not part of it, of which only weights of hashes are kept; `made_from.json` has digests. Recipe:
`kamerbrief train-judges FOLDER --more fixtures/letters --more LETTERS`.
Limits: they know how ministers write, not what is true; an answer is judged sentence by sentence.
"""
_TABLE = ("| likeliest label from | right | wrong | left alone |", "| --- | --- | --- | --- |")
#: How far the weights may go to fit the sentences (the inverse of scikit-learn's regularisation).
_FIT = 20.0


def labelled(*, test: bool = False) -> Iterator[tuple[str, str]]:
    """The sentences of stances as (label, sentence), to train on or, with ``test``, to measure by.

    Raises ReadError with file and line for a line without its tab or with unmatched braces.
    """
    for file in _files(test=test):
        for label, answer in read_lines(file):
            yield from _told(label, answer)


def _files(*, test: bool) -> list[Traversable]:
    folder = files(__package__).joinpath("corpus", "stances")
    found = [file for file in folder.iterdir() if file.name.startswith("test_") is test]
    return sorted(found, key=lambda file: file.name)


def read_lines(file: Traversable) -> Iterator[tuple[str, str]]:
    """The labelled texts of one file; raises ReadError with the number of a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        label, tab, text = line.partition("\t")
        if not (label and tab and text.strip()) or text.count("{{") != text.count("}}"):
            raise ReadError(f"{file.name}:{number}", "a line is a label, a tab and a text with paired braces")
        yield label, text.strip()


def _told(label: str, answer: str) -> Iterator[tuple[str, str]]:
    """The telling sentence of an answer with its label, and the others, which tell nothing."""
    before, _, rest = answer.partition("{{")
    telling, _, behind = rest.partition("}}")
    if telling:
        yield label, telling
    for text in (before, behind):
        yield from (
            (NONE, text[start:end]) for start, end in sentence_bounds(text, 0, len(text)) if text[start:end].strip()
        )


def train_judge(sentences: Sequence[tuple[str, str]]) -> Judge:
    """A classifier by logistic regression; the same sentences in the same order give the same weights.

    Raises ReadError where scikit-learn is not installed.
    """
    try:
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise ReadError("training", "scikit-learn is not installed", "pip install 'kamerbrief[train]'") from None
    rarity = _rarity([text for _, text in sentences])
    rows = [vector(text, rarity) for _, text in sentences]
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows])
    values = np.concatenate([values for _, values in rows])
    matrix = csr_matrix((values, columns, starts), shape=(len(rows), WIDTH))
    model = LogisticRegression(C=_FIT, max_iter=3000).fit(matrix, [label for label, _ in sentences])
    return Judge(
        labels=tuple(map(str, model.classes_)),
        weights=model.coef_.T.astype(np.float16).astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        rarity=rarity,
    )


def _rarity(texts: Sequence[str]) -> NDArray[np.float32]:
    """How rare each part is: the logarithm of the number of sentences for one that has it."""
    having = Counter(column for text in texts for column in set().union(*families(text)))
    counts = np.zeros(WIDTH)
    counts[list(having)] = list(having.values())
    return np.asarray(np.log((1 + len(texts)) / (1 + counts)) + 1, np.float16).astype(np.float32)


def save_judge(judge: Judge, path: Path) -> None:
    """Writes a classifier where ``load_judge`` can find it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            labels=np.array(judge.labels),
            weights=judge.weights.astype(np.float16),
            bias=judge.bias,
            rarity=judge.rarity.astype(np.float16),
        )


def measure(judge: Judge, sentences: Sequence[tuple[str, str]], bound: float) -> tuple[int, int, int]:
    """How many sentences are judged right, wrong and left alone, of those that tell something or are said to.

    A sentence is left alone where its likeliest label is ``none`` or less likely than ``bound``.
    """
    counts: Counter[str] = Counter()
    for label, text in sentences:
        likely = judge(text)
        guess = max(likely, key=lambda name: (likely[name], name))
        if guess != NONE and likely[guess] >= bound:
            counts["right" if guess == label else "wrong"] += 1
        elif label != NONE:
            counts["left"] += 1
    return counts["right"], counts["wrong"], counts["left"]


def train_stances(folder: Path) -> str:
    """Trains the classifier of stances, writes it to ``folder`` and returns its card. Takes half a minute."""
    sentences, kept_apart = list(labelled()), list(labelled(test=True))
    judge = train_judge(sentences)
    save_judge(judge, folder / "stances.npz")
    record("stances", folder)
    labels = Counter(label for label, _ in sentences)
    parts = [_HEAD, "## stances", "", f"Trained on {len(sentences):,} sentences: "]
    parts[-1] += ", ".join(f"{count:,} {label}" for label, count in sorted(labels.items())) + "."
    parts += [f"Measured on {len(kept_apart):,} sentences that were written apart from these.", "", *_TABLE]
    parts += ["| {:.1f} | {} | {} | {} |".format(bound, *measure(judge, kept_apart, bound)) for bound in _BOUNDS]
    return "\n".join(parts) + "\n"
