"""Training the judge of ``language/judging.py`` on the answers of ``answers.py``; needs scikit-learn.

Sentences are learnt by ridge regression on their inner products. It is solved in closed form and tells at once what
the sentences of some answers would have scored had these not been learnt from: from such scores the second step
learns, and by such scores the card measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kamerbrief.errors import ReadError
from kamerbrief.facts.advice.stances import decided, overrules
from kamerbrief.language.judging import Floats, Judge, softened, summary, told
from kamerbrief.language.tagging import WIDTH, vector
from kamerbrief.training.answers import LABELS, SHORT, Example, examples, letter_examples
from kamerbrief.training.promises import reliability
from kamerbrief.training.provenance import record

#: How much the weights of sentences are held back, and what a sentence of a short answer counts.
_RIDGE, _SHORT = 0.7, 0.5
#: How much the constant counts beside the parts of a sentence.
_CONSTANT = 0.2
#: The steps of weights: a hundred of them, rounded, move a score by about 0.01.
_STEP = 1 / 256
#: How far the second step may go to fit, and what a short answer counts for it.
_FIT, _SHORT_WHOLE = 0.1, 0.15
#: The score of a stance of which no example is learnt.
_NEVER = -1e3
#: In how many portions letters are left out to measure.
_PORTIONS = 8
#: How much steeper the second step may be made to make its probabilities honest.
_SLOPES = np.linspace(0.5, 2.0, 61)


@dataclass(frozen=True)
class Lessons:
    """Examples with the inner products of their sentences; ``owner`` tells which example a sentence is of."""

    given: Sequence[Example]
    rarity: NDArray[np.float32]
    matrix: Any
    products: NDArray[np.float32]
    owner: NDArray[np.int64]

    @classmethod
    def of(cls, given: Sequence[Example]) -> Lessons:
        """Raises ReadError where scikit-learn is not installed."""
        try:
            from scipy.sparse import csr_matrix
        except ImportError:
            raise ReadError("training", "scikit-learn is not installed", "pip install 'kamerbrief[train]'") from None
        rarity = _rarity(given)
        rows = [vector(parts, rarity) for one in given for parts in one.answer.sentences]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows])
        values = np.concatenate([values for _, values in rows]).astype(np.float32)
        matrix = csr_matrix((values, columns, starts), shape=(len(rows), WIDTH))
        narrow = matrix[:, np.unique(columns)]
        owner = np.repeat(np.arange(len(given)), [len(one.texts) for one in given])
        return cls(given, rarity, matrix, (narrow @ narrow.T).toarray() + np.float32(_CONSTANT), owner)

    def learn(self) -> Learnt:
        """What the sentences of all examples give."""
        from scipy.linalg import lapack

        labels = np.concatenate([one.sentence_labels for one in self.given])
        wanted = (2 * np.eye(len(LABELS) + 1)[labels] - 1).astype(np.float32)
        counts = np.concatenate([np.full(len(one.texts), _counts(one, _SHORT)) for one in self.given])
        system = self.products.copy()
        system[np.diag_indices(len(system))] += (_RIDGE / counts).astype(np.float32)
        factor, failed = lapack.spotrf(system.T, lower=1, overwrite_a=1)
        inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
        if failed or failed_too:
            raise ReadError("training", "the sentences' inner products cannot be solved", "raise the ridge")
        inverse = np.tril(inverse) + np.tril(inverse, -1).T
        return Learnt(self, wanted, inverse, inverse @ wanted)


@dataclass(frozen=True)
class Learnt:
    """What was learnt from sentences: ``dual`` has their weights, ``inverse`` tells what leaving some out does."""

    lessons: Lessons
    wanted: NDArray[np.float32]
    inverse: NDArray[np.float32]
    dual: NDArray[np.float32]

    def left_out(self, together: Sequence[int]) -> list[Floats]:
        """The scores of the sentences of the examples at some places, had none of these been learnt from."""
        rows = np.flatnonzero(np.isin(self.lessons.owner, together))
        block = self.inverse[np.ix_(rows, rows)].astype(np.float64)
        scores = self.wanted[rows] - np.linalg.solve(block, self.dual[rows].astype(np.float64))
        return [scores[self.lessons.owner[rows] == at] for at in together]

    def judge(self, whole: Floats) -> Judge:
        """The judge of what was learnt, with the weights of its second step."""
        weights = _coarse(self.lessons.matrix.T @ self.dual)
        bias = np.asarray(_CONSTANT * self.dual.sum(axis=0), np.float32)
        return Judge(LABELS, weights, bias, self.lessons.rarity, whole)


def _coarse(weights: Floats) -> NDArray[np.float32]:
    """Weights in steps that do not show in a score, in which the file is a third as large."""
    return (np.round(weights / _STEP) * _STEP).astype(np.float32)


def _counts(example: Example, short: float) -> float:
    return short if example.writer == SHORT else 1.0


def second_step(given: Sequence[Example], rows: Floats) -> Floats:
    """The weights of the second step, learnt from a row of ``summary`` and a stance for each answer."""
    from sklearn.linear_model import LogisticRegression

    counts = np.array([_counts(one, _SHORT_WHOLE) for one in given])
    middle = np.average(rows, axis=0, weights=counts)
    spread = np.sqrt(np.average((rows - middle) ** 2, axis=0, weights=counts)) + 1e-6
    model = LogisticRegression(C=_FIT, max_iter=2000)
    model.fit((rows - middle) / spread, [LABELS.index(one.stance) for one in given], sample_weight=counts)
    weights = np.zeros((rows.shape[1] + 1, len(LABELS)))
    weights[-1] = _NEVER
    weights[:-1, model.classes_] = model.coef_.T / spread[:, None]
    weights[-1, model.classes_] = model.intercept_ - model.coef_ @ (middle / spread)
    return weights


def _rarity(given: Sequence[Example]) -> NDArray[np.float32]:
    """How rare each part is: the logarithm of the number of sentences for one that has it."""
    counts = np.zeros(WIDTH)
    sentences = [parts for one in given for parts in one.answer.sentences]
    for parts in sentences:
        counts[np.unique(parts.numbers)] += 1
    return np.asarray(np.log((1 + len(sentences)) / (1 + counts)) + 1, np.float16).astype(np.float32)


@dataclass(frozen=True)
class Measured:
    """An answer judged by what had not learnt from it: ``plainest`` is the sentence that tells the likeliest stance."""

    example: Example
    likely: Floats
    plainest: int

    @property
    def judged(self) -> str:
        """The likeliest stance."""
        return LABELS[int(self.likely.argmax())]

    @property
    def stance(self) -> str:
        """The stance that is told in so many words, else the likeliest."""
        return self.decided or self.judged

    @cached_property
    def decided(self) -> str | None:
        """The stance that words of decision tell, where they stand."""
        sentences = self.example.sentences
        said = decided(sentences, self.example.advice)
        return said.stance.value if said and overrules(said, sentences, self.likely) else None


def rows_of(learnt: Learnt) -> Floats:
    """What the second step learns from: each answer, and each letter, as if it had been left out."""
    given = learnt.lessons.given
    rows = np.zeros((len(given), 0))
    for together in _apart(given):
        for at, scores in zip(together, learnt.left_out(together), strict=True):
            row = summary(scores, given[at].answer.known)
            rows = rows if rows.shape[1] else np.zeros((len(given), len(row)))
            rows[at] = row
    return rows


def _apart(given: Sequence[Example]) -> Iterator[list[int]]:
    """The places of the examples that are left out together: those of a letter, each other one by itself."""
    units = [one.unit if one.unit != one.writer else str(at) for at, one in enumerate(given)]
    for _, places in groupby(sorted(range(len(given)), key=lambda at: (units[at], at)), key=lambda at: units[at]):
        yield list(places)


def measure(learnt: Learnt, rows: Floats) -> list[Measured]:
    """Every answer but the short ones, judged by what had learnt nothing from its writer, or from its letter."""
    given = learnt.lessons.given
    found = []
    for together in _portions(given):
        rest = np.setdiff1d(np.arange(len(given)), together)
        whole = second_step([given[at] for at in rest], rows[rest])
        for at, scores in zip(together, learnt.left_out(together), strict=True):
            likely = softened(np.append(summary(scores, given[at].answer.known), 1.0) @ whole)
            found.append(Measured(given[at], likely, int(told(scores)[:, int(likely.argmax())].argmax())))
    return found


def _portions(given: Sequence[Example]) -> Iterator[list[int]]:
    writers = sorted({one.writer for one in given if one.unit == one.writer and one.writer != SHORT})
    for writer in writers:
        yield [at for at, one in enumerate(given) if one.writer == writer]
    units = sorted({one.unit for one in given if one.unit != one.writer})
    for portion in range(min(_PORTIONS, len(units))):
        own = set(units[portion::_PORTIONS])
        yield [at for at, one in enumerate(given) if one.unit in own and one.unit != one.writer]


def slope_of(measured: Sequence[Measured]) -> float:
    """How much steeper the scores must be for the probability of what is judged to come true as often as it says."""
    measured = [one for one in measured if not one.decided] or measured
    logs = np.log(np.stack([one.likely for one in measured]) + 1e-12)
    right = np.array([one.example.is_right(one.judged) for one in measured])
    said = np.stack([softened(logs, slope).max(axis=1) for slope in _SLOPES])
    surprise = -np.log(np.where(right, said, 1 - said) + 1e-12).mean(axis=1)
    return float(_SLOPES[int(np.argmin(surprise))])


def with_shown(given: Sequence[Example], letters: Sequence[Example]) -> list[Example]:
    """The letters' answers with a sentence that shows their stance: where gold names none, the plainest by what the
    others tell."""
    judge = Lessons.of(given).learn().judge(np.zeros((1, 1)))
    found = []
    for one in letters:
        if any(one.shown) or one.stance == LABELS[-1]:
            found.append(one)
            continue
        plainest = int(told(judge.scores(one.answer.sentences))[:, LABELS.index(one.stance)].argmax())
        found.append(replace(one, shown=tuple(at == plainest for at in range(len(one.texts)))))
    return found


def train_judge(given: Sequence[Example]) -> tuple[Judge, list[Measured]]:
    """A judge of answers, and what it makes of those that it had not learnt from; the same examples give the same."""
    learnt = Lessons.of(given).learn()
    rows = rows_of(learnt)
    measured = measure(learnt, rows)
    slope = slope_of(measured) if measured else 1.0
    measured = [replace(one, likely=softened(np.log(one.likely + 1e-12), slope)) for one in measured]
    return learnt.judge(np.round(second_step(given, rows) * slope, 5)), measured


def save_judge(judge: Judge, path: Path) -> None:
    """Writes a judge where ``load_judge`` can find it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            labels=np.array(judge.labels),
            weights=judge.weights.astype(np.float16),
            bias=judge.bias,
            rarity=judge.rarity.astype(np.float16),
            whole=judge.whole,
        )


def train_stances(folder: Path, more: Sequence[Path] = ()) -> str:
    """Trains the judge of stances, writes it to ``folder`` and returns its card. Takes a minute or two.

    Letters of ``more`` are read with the judge that ships.
    """
    given = examples()
    letters = [one for place in more for one in letter_examples(place)]
    given = [*given, *(with_shown(given, letters) if letters else [])]
    judge, measured = train_judge(given)
    save_judge(judge, folder / "stances.npz")
    record("stances", folder)
    return "\n".join(_card(given, measured, judge)) + "\n"


_HEAD = """# Judges of sentences and answers

Linear models over hashed words and pieces of words, and over what the rules know. Data: `training/corpus/answers`,
`training/corpus/stances`, the letters of `fixtures/` and `training/corpus/letters`, written for this project (MIT), and
public letters that are not part of it, of which only weights of hashes are kept; `made_from.json` has digests. Recipe:
`kamerbrief train-judges FOLDER --more fixtures/letters --more LETTERS`.
Limits: they know how ministers write, not what is true.
"""


def _card(given: Sequence[Example], measured: Sequence[Measured], judge: Judge) -> Iterator[str]:
    yield _HEAD
    yield "## stances\n"
    yield "A linear model of sentences (ridge regression), and over what these tell one of the whole answer (logistic"
    yield "regression). A decision in so many words overrules it, unless it is not the sender's, names no advice and is"
    yield "unlikely by the whole answer. Trained on:\n"
    yield "| by | answers | sentences |" + "".join(f" {label} |" for label in LABELS)
    yield "| --- " * (3 + len(LABELS)) + "|"
    for writer in dict.fromkeys(one.writer for one in given):
        own = [one for one in given if one.writer == writer]
        counts = Counter(one.stance for one in own)
        sentences = sum(len(one.texts) for one in own)
        yield f"| {writer} | {len(own):,} | {sentences:,} |" + "".join(f" {counts[label]} |" for label in LABELS)
    yield "\nEach writer left out of training, and each letter (in portions), then judged; `shown`: where the stance"
    yield "is right, the plainest sentence is one that shows it:\n"
    yield "| by | answers | right | right by the model alone | shown |\n| --- | --- | --- | --- | --- |"
    for writer in dict.fromkeys(one.example.writer for one in measured):
        yield _line(writer, [one for one in measured if one.example.writer == writer])
    apart = [Measured(one, *_judged(judge, one)) for one in examples(test=True)]
    yield _line("kept apart, by the same writers", apart)
    yield "\nHow often a probability comes true where no decision overrules, over the answers left out:\n"
    open_ = [one for one in measured if not one.decided]
    right = np.array([one.example.is_right(one.judged) for one in open_])
    yield from reliability(np.array([one.likely.max() for one in open_]), right, "answers")


def _judged(judge: Judge, example: Example) -> tuple[Floats, int]:
    scores = judge.scores(example.answer.sentences)
    likely = judge(scores, example.answer.known)
    return likely, int(told(scores)[:, int(likely.argmax())].argmax())


def _line(name: str, measured: Sequence[Measured]) -> str:
    right = sum(one.example.is_right(one.stance) for one in measured)
    alone = [one for one in measured if one.example.is_right(one.judged)]
    shown = sum(one.example.shown[one.plainest] for one in alone)
    total = len(measured)
    return (
        f"| {name} | {total} | {right} ({right / total:.2f}) | {len(alone)} ({len(alone) / total:.2f}) |"
        f" {shown / max(1, len(alone)):.2f} |"
    )
