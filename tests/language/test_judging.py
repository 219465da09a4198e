"""The judge of whole answers: what ships, and the recipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kamerbrief.errors import ReadError
from kamerbrief.facts.advice.answer_signs import signed
from kamerbrief.language.judging import Judge, load_judge, rounded, softened, summary, told
from kamerbrief.training import answers
from kamerbrief.training.answers import SHORT, Example, examples
from kamerbrief.training.stances import Lessons, Measured, save_judge, slope_of, train_judge


def likeliest(judge: Judge, texts: Sequence[str], advice: str = "") -> str:
    answer = signed(texts, advice)
    return judge.labels[int(judge(judge.scores(answer.sentences), answer.known).argmax())]


@pytest.fixture(scope="module")
def apart() -> list[Example]:
    return examples(test=True)


@pytest.fixture(scope="module")
def some(apart: list[Example]) -> list[Example]:
    """A few answers to learn from, of four writers and short ones."""
    short = [f"{one.stance}\t{{{{{one.texts[0]}}}}}" for one in apart[1::4]]
    return [*apart[::3], *(answers.short_example(*line.split("\t")) for line in short)]


def test_a_judgement_is_a_probability_for_every_stance() -> None:
    judge = load_judge()
    for text in ("Het loket gaat op 1 april open.", "", "€ 4 ", "x" * 3_000, "<script>alert(1)</script>"):
        answer = signed([text], "")
        likely = judge(judge.scores(answer.sentences), answer.known)
        assert len(likely) == len(judge.labels) == 7
        assert likely.sum() == pytest.approx(1)
        assert likely.min() >= 0


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Daar begin ik niet aan.", "rejected"),
        ("Sinds vorig jaar werken alle veerdiensten op deze manier.", "already_policy"),
        ("Of het zover komt, is aan een volgend kabinet.", "deferred"),
        ("Vanaf 2027 staat dit overzicht in iedere begroting.", "adopted"),
    ],
)
def test_stances_in_sentences_that_were_not_trained_on(sentence: str, stance: str) -> None:
    assert likeliest(load_judge(), [sentence]) == stance


def test_answers_kept_apart(apart: list[Example]) -> None:
    judge = load_judge()
    right = Counter(one.stance for one in apart if likeliest(judge, one.texts, one.advice) == one.stance)
    assert len(apart) == 120
    assert right.total() >= 76


def test_no_answer_kept_apart_is_trained_on() -> None:
    assert not {item["text"] for item in answers.items(test=True)} & {item["text"] for item in answers.items()}
    assert len(list(answers.items())) == 522


def test_the_recipe_gives_the_same_judge_twice(tmp_path: Path, some: list[Example]) -> None:
    first, measured = train_judge(some)
    second, _ = train_judge(some)
    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.whole, second.whole)
    save_judge(first, tmp_path / "judges" / "stances.npz")
    with np.load(tmp_path / "judges" / "stances.npz") as data:
        assert np.array_equal(data["whole"], first.whole)
    assert len(measured) == sum(one.writer != SHORT for one in some)
    right = sum(likeliest(first, one.texts, one.advice) == one.stance for one in some)
    assert right >= 0.6 * len(some)


def test_what_leaving_out_gives_is_what_learning_from_the_others_gives(some: list[Example]) -> None:
    some = some[:40]
    out = Lessons.of(some).learn().left_out([3, 4])
    # What is rare is counted over all of them, as it is where some are left out.
    lessons = Lessons.of(some)
    rest = [at for at in range(len(some)) if at not in (3, 4)]
    rows = np.flatnonzero(np.isin(lessons.owner, rest))
    owner = np.repeat(np.arange(len(rest)), [len(some[at].texts) for at in rest])
    products = np.ascontiguousarray(lessons.products[np.ix_(rows, rows)])
    fewer = Lessons([some[at] for at in rest], lessons.rarity, lessons.matrix[rows], products, owner)
    judge = fewer.learn().judge(np.zeros((1, 1)))
    for at, scores in zip((3, 4), out, strict=True):
        assert judge.scores(some[at].answer.sentences) == pytest.approx(scores, abs=0.01)


def test_a_judge_that_is_too_sure_is_made_less_steep() -> None:
    one = Example("a", "a", "adopted", "", ("Ja.",), (True,), signed(["Ja."], ""))
    other = Example("a", "a", "rejected", "", ("Nee.",), (True,), signed(["Nee."], ""))
    likely = np.array([0.94, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01])
    assert slope_of([Measured(one, likely, 0), Measured(other, likely, 0)]) < 1
    assert slope_of([Measured(one, likely, 0)]) == 2


def test_the_numbers_that_the_second_step_sees() -> None:
    scores = np.array([[0.9, -1.0, -1.0], [-1.0, 0.5, -0.9]])
    shares = told(scores)
    assert shares.shape == (2, 2)
    assert shares[0, 0] > 0.9
    seen = summary(scores, (1.0, 0.0))
    assert seen[:2] == pytest.approx(shares.max(axis=0))
    assert len(seen) == 7 * 2 + 4 * 3 + 2
    assert softened(np.array([0.0, 0.0])).tolist() == [0.5, 0.5]


def test_a_line_that_is_no_line_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text("act\tIk open het loket.\nzonder tab\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"wrong\.txt:2"):
        list(answers.read_lines(file))


def test_a_probability_is_published_in_hundredths() -> None:
    assert [str(rounded(one)) for one in (0.7, 0.826, 0.995, 1.0, None)] == ["0.70", "0.83", "0.99", "1.00", "None"]
