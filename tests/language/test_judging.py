"""The classifier of stances: what ships, and the recipe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kamerbrief.errors import ReadError
from kamerbrief.language.judging import NONE, WIDTH, Judge, load_judge, rounded, vector
from kamerbrief.training import stances
from kamerbrief.training.stances import labelled, measure, save_judge, train_judge


def likeliest(judge: Judge, sentence: str) -> str:
    likely = judge(sentence)
    return max(likely, key=lambda label: likely[label])


def test_a_judgement_is_a_probability_for_every_label() -> None:
    for sentence in ("Het loket gaat op 1 april open.", "", "€ 4 ", "x" * 3_000, "<script>alert(1)</script>"):
        likely = load_judge("stances")(sentence)
        assert NONE in likely
        assert sum(likely.values()) == pytest.approx(1)
        assert min(likely.values()) >= 0


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Daar begin ik niet aan.", "rejected"),
        ("Sinds vorig jaar werken alle veerdiensten op deze manier.", "already_policy"),
        ("Of het zover komt, is aan een volgend kabinet.", "deferred"),
        ("Voor de grote havens voer ik dit in, voor de kleine niet.", "partially_adopted"),
        ("Vanaf 2027 staat dit overzicht in iedere begroting.", "adopted"),
    ],
)
def test_stances_in_sentences_that_were_not_trained_on(sentence: str, label: str) -> None:
    assert likeliest(load_judge("stances"), sentence) == label


def test_sentences_kept_apart() -> None:
    right, wrong, left = measure(load_judge("stances"), list(labelled(test=True)), 0.4)
    assert right / (right + wrong) >= 0.8
    assert right / (right + wrong + left) >= 0.5


def test_no_sentence_kept_apart_is_trained_on() -> None:
    trained = {text for _, text in labelled()}
    assert not [text for label, text in labelled(test=True) if label != NONE and text in trained]


def test_the_recipe_gives_the_same_classifier_twice(tmp_path: Path) -> None:
    sentences = [pair for pair in labelled() if pair[0] != NONE][:120]
    sentences += [pair for pair in labelled() if pair[0] == NONE][:120]
    first, second = train_judge(sentences), train_judge(sentences)
    assert np.array_equal(first.weights, second.weights)
    assert NONE in first.labels
    save_judge(first, tmp_path / "judges" / "stances.npz")
    with np.load(tmp_path / "judges" / "stances.npz") as data:
        assert np.array_equal(data["weights"], first.weights.astype(np.float16))
    right = sum(likeliest(first, text) == label for label, text in sentences)
    assert right >= 0.95 * len(sentences)


def test_words_and_their_pieces_weigh_alike() -> None:
    columns, values = vector("De gemeenten krijgen in 2027 € 4 miljoen.", np.ones(WIDTH, np.float32))
    assert columns.max() < WIDTH
    assert np.square(values).sum() == pytest.approx(2)


def test_a_line_that_is_no_line_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text("act\tIk open het loket.\nzonder tab\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"wrong\.txt:2"):
        list(stances.read_lines(file))


def test_a_probability_is_published_in_hundredths() -> None:
    assert [str(rounded(one)) for one in (0.7, 0.826, 0.995, 1.0, None)] == ["0.70", "0.83", "0.99", "1.00", "None"]
