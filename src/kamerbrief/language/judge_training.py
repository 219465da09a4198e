"""Training the classifiers of ``judging.py`` on the sentences in ``corpus/``; needs scikit-learn.

A file of stances has a label, a tab and an answer a line, with the telling sentence in double braces; the sentences
around it, and answers without braces, tell nothing. A file of promises has a label, a tab and a sentence a line; the
sentences of the corpus of names that no such file has promise nothing. Files that begin with ``test_`` are kept apart
for measuring.
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
from kamerbrief.language.marked import corpus
from kamerbrief.language.sentences import sentence_bounds

JUDGES = ("stances", "promises")
_BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_HEAD = """# Classifiers of sentences

Linear classifiers (logistic regression) over words, pairs of words and pieces of words, for what the rules leave open.
Data: `corpus/stances` and `corpus/promises`, written for this project (MIT). Recipe: `kamerbrief train-judges`.
Limits: they know how ministers write, not what is true; sentences are judged alone, without their letter.
"""
_TABLE = ("| likeliest label from | right | wrong | left alone |", "| --- | --- | --- | --- |")
#: How far the weights may go to fit the sentences (the inverse of scikit-learn's regularisation).
_FIT = 20.0


def labelled(name: str, *, test: bool = False) -> Iterator[tuple[str, str]]:
    """The sentences of a classifier as (label, sentence), to train on or, with ``test``, to measure by.

    Raises ReadError with file and line for a line without its tab or with unmatched braces.
    """
    lines = [line for file in _files(name, test=test) for line in read_lines(file)]
    if name == "stances":
        for label, answer in lines:
            yield from _told(label, answer)
        return
    yield from lines
    if not test:
        known = {text for _, text in lines}
        yield from ((NONE, text) for sentence in corpus("train") if (text := sentence.text) not in known)


def _files(name: str, *, test: bool) -> list[Traversable]:
    folder = files(__package__).joinpath("corpus", name)
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


def train_judges(folder: Path) -> str:
    """Trains both classifiers, writes them and their card to ``folder``, and returns the card. Takes a minute."""
    parts = [_HEAD]
    for name in JUDGES:
        sentences, kept_apart = list(labelled(name)), list(labelled(name, test=True))
        judge = train_judge(sentences)
        save_judge(judge, folder / f"{name}.npz")
        labels = Counter(label for label, _ in sentences)
        parts += [f"## {name}", "", f"Trained on {len(sentences):,} sentences: "]
        parts[-1] += ", ".join(f"{count:,} {label}" for label, count in sorted(labels.items())) + "."
        parts += [f"Measured on {len(kept_apart):,} sentences that were written apart from these.", "", *_TABLE]
        parts += ["| {:.1f} | {} | {} | {} |".format(bound, *measure(judge, kept_apart, bound)) for bound in _BOUNDS]
        parts.append("")
    card = "\n".join(parts)
    (folder / "README.md").write_text(card, encoding="utf-8")
    return card
