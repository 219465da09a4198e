"""The tagger of sentences in their place: what ships, and the recipe."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kamerbrief.facts.promises.promises import BOUND, consider
from kamerbrief.language.tagging import WIDTH, Place, columns_of, load_tagger, parts_of, vector
from kamerbrief.training.letters import invented_letters
from kamerbrief.training.portions import Example, Rows
from kamerbrief.training.promises import (
    invented_lessons,
    judged_apart,
    lessons,
    read_apart,
    reliability,
    scaled,
    straightened,
    train_tagger,
    trained,
)

SENT = datetime.date(2025, 2, 10)
PROMISES = ("Ik laat de veerdienst onderzoeken.", "Hiervoor wordt een handreiking opgesteld.")
OTHERS = ("De veerdienst vaart al jaren.", "Dat is een mooi resultaat.")


def small_examples() -> list[Example]:
    return [Example(columns_of(signed(text)), text in PROMISES, 1.0) for text in (*PROMISES, *OTHERS) * 3]


def signed(text: str) -> Place:
    return consider(Place(text), SENT).signed


def test_a_judgement_is_a_probability() -> None:
    for text in ("Het loket gaat open.", "", "€ 4 ", "x" * 3_000, "<script>alert(1)</script>"):
        assert 0 <= load_tagger("commitments")(Place(text)) <= 1


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("Na de zomer stuur ik uw Kamer een uitgewerkt voorstel voor de veerdiensten.", True),
        ("De veerdienst vervoert jaarlijks ruim twee miljoen reizigers.", False),
    ],
)
def test_promises_that_were_not_trained_on(text: str, promise: bool) -> None:
    assert (load_tagger("commitments")(signed(text)) >= BOUND) is promise


def test_the_place_of_a_sentence_counts() -> None:
    tagger, text = load_tagger("commitments"), "Hiervoor wordt een handreiking opgesteld."
    alone = tagger(Place(text))
    assert tagger(Place(text, heading="Vervolgstappen", before="Daarom ga ik aan de slag:", listed=True)) != alone


def test_the_recipe_gives_the_same_tagger_twice() -> None:
    first, second = train_tagger(small_examples()), train_tagger(small_examples())
    assert np.array_equal(first.weights, second.weights)
    assert first.bias == second.bias
    for example in small_examples():
        assert (first.scores([example.columns])[0] > 0) == example.promise


def test_each_family_is_as_long_as_it_weighs() -> None:
    columns, values = vector(columns_of(Place("")), np.ones(WIDTH, np.float32))
    assert columns.max() < WIDTH
    assert np.isfinite(values).all()
    assert "zal>@participle" in parts_of(Place("Het zal worden verkend."))["verbs"]


LETTERS = {
    "veer": ("De veerdienst vaart al jaren met twee boten.", "Ik stuur u in mei het onderzoek naar de veerdienst toe."),
    "dijk": ("De dijk ligt er al eeuwen zonder schade.", "Het kabinet laat in juni de dijk opnieuw onderzoeken."),
    "school": ("De school telt al jaren honderd leerlingen.", "Ik stuur u in april het plan voor de school toe."),
}


def written(folder: Path) -> Path:
    for name, (other, promise) in LETTERS.items():
        (folder / name).mkdir()
        text = f"{other}\n\n{promise}\n"
        (folder / name / "letter.txt").write_text(text, encoding="utf-8")
        gold = {"commitments": [{"contains": promise[:30], "wanted": name != "school"}]}
        (folder / name / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_letters_are_learnt_with_their_gold(tmp_path: Path) -> None:
    learnt = list(lessons(written(tmp_path)))
    assert [sum(example.promise for example in lesson.examples) for lesson in learnt] == [1, 1, 1]
    argued = [min(example.weight for example in lesson.examples) < 1 for lesson in learnt]
    assert argued == [False, True, False]
    counts = [read_apart(lesson, tagger) for lesson, tagger in zip(learnt, trained(learnt, [])[1], strict=True)]
    assert [one.sure for one in counts] == [1, 0, 1]
    assert all(one.found <= one.sure and one.right <= one.listed for one in counts)


def test_invented_letters_are_learnt_with_their_labels_and_count_for_less() -> None:
    lesson, letter = next(invented_lessons()), invented_letters()[0]
    labelled = [one.text for one in letter.sentences if one.promise]
    assert [one["contains"] for one in lesson.listed] == labelled
    assert sum(example.promise for example in lesson.examples) == len(labelled)
    assert max(example.weight for example in lesson.examples) < 1


def test_letters_are_left_out_in_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamerbrief.training.promises.PORTIONS", 2)
    learnt = list(lessons(written(tmp_path)))
    _, taggers = trained(learnt, [])
    assert taggers[0] is taggers[2]
    rows = Rows.of([example for lesson in learnt for example in lesson.examples])
    alone = rows.train(np.repeat([False, True, False], [len(lesson.examples) for lesson in learnt]))
    assert np.array_equal(taggers[0].weights, alone.weights)


def test_the_card_counts_every_sentence_that_is_asked_about(tmp_path: Path) -> None:
    learnt = list(lessons(written(tmp_path)))
    judged, truth = judged_apart(learnt, trained(learnt, [])[1])
    assert len(judged) == len(truth) == sum(example.asked for lesson in learnt for example in lesson.examples)


def test_probabilities_are_made_to_come_true() -> None:
    judged = np.array([0.9] * 100 + [0.1] * 100)
    truth = np.array([True] * 70 + [False] * 30 + [True] * 30 + [False] * 70)
    slope, shift = straightened(judged, truth)
    scores = np.log(judged / (1 - judged)) * slope + shift
    straight = 1 / (1 + np.exp(-scores))
    assert straight[0] == pytest.approx(0.7, abs=0.01)
    assert straight[-1] == pytest.approx(0.3, abs=0.01)
    assert list(reliability(judged, truth))[-1].strip() == "Mean distance between the two: 0.200."


def test_the_last_pass_is_scaled() -> None:
    tagger = train_tagger(small_examples())
    assert scaled(tagger, 2.0, 1.0).bias == pytest.approx(2 * tagger.bias + 1)
    second = scaled(replace(tagger, second=np.array([1.0, *[0.0] * 9, -1.0])), 2.0, 1.0)
    assert second.second is not None
    assert second.second.tolist() == [2.0, *[0.0] * 9, -1.0]
    assert np.array_equal(second.weights, tagger.weights)
