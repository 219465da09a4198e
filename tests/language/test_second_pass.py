"""The second pass of the tagger: what it sees of the sentences around, and that it learns from letters left out."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from kamerbrief.facts.promises.promises import consider, sections_of
from kamerbrief.language.second_pass import First, around, odds
from kamerbrief.language.tagging import Place, columns_of, load_tagger
from kamerbrief.training.portions import Example, judged, train_whole

SENT = datetime.date(2025, 2, 10)


def test_a_sentence_is_seen_with_its_neighbours_below_the_same_heading() -> None:
    rows = around([First(1.0, 0.7, 1), First(-9.0, 0.0, 1), First(2.0, 1.0, 2)])
    assert rows.shape == (3, 10)
    assert rows[0].tolist() == pytest.approx([1.0, 0, 0, 0.0, 1, 0, 0, 0, 0, 0.5])
    assert rows[1].tolist() == pytest.approx([-6.0, 0.7, 1, 0, 0, 0, 0, 0, 0, 0.85])
    assert rows[2].tolist() == pytest.approx([2.0, 0, 0, 0, 0, 0, 0, 0, 0, 0.35])


def test_a_letter_of_one_sentence_has_no_neighbours() -> None:
    assert around([First(0.5, 0.6, 1)]).tolist() == [[0.5, *[0.0] * 9]]
    assert odds(np.array([2.0, *[0.0] * 9, -1.0]), around([First(0.5, 0.6, 1)])).tolist() == [0.0]


def test_the_company_of_promises_makes_a_promise_likelier() -> None:
    tagger, columns = load_tagger("commitments"), columns_of(Place("Hiervoor wordt een handreiking opgesteld."))
    alone, among = (tagger.judge([columns] * 3, [known, None, known], [1, 1, 1])[1] for known in (0.0, 1.0))
    assert alone < among


def test_sections_are_counted_by_their_headings() -> None:
    assert sections_of([Place("a", heading="x"), Place("b", heading="x"), Place("c", heading="y")]) == [1, 1, 2]
    assert sections_of([]) == []


def test_what_is_certain_is_not_asked_about() -> None:
    said = ("Ik stuur u in mei een brief.", "Wat is uw oordeel?", "Hiervoor wordt een handreiking opgesteld.")
    assert [consider(Place(text), SENT).certain for text in said] == [1.0, 0.0, None]


def letters(count: int) -> list[list[Example]]:
    said = {"Ik laat de veerdienst onderzoeken.": True, "De veerdienst vaart al jaren.": False}
    return [
        [Example(columns_of(Place(f"{text} {number}")), promise, 1.0) for text, promise in said.items()] * 2
        for number in range(count)
    ]


def test_each_letter_left_out_has_a_tagger_of_both_passes() -> None:
    whole, apart = train_whole(letters(4), 3, 3, lambda one, other: one == other)
    assert whole.second is not None
    assert [one.second is not None for one in apart] == [True] * 3
    again, _ = train_whole(letters(4), 3, 3, lambda one, other: one == other)
    assert np.array_equal(whole.second, again.second if again.second is not None else np.zeros(0))
    assert [bool(found > 0.5) for found in judged(whole, letters(1)[0])] == [True, False, True, False]


def test_a_letter_that_is_the_same_is_left_out_as_well() -> None:
    _, apart = train_whole(letters(5), 3, 3, lambda one, other: one % 3 == other % 3)
    _, alone = train_whole(letters(5), 3, 3, lambda one, other: one == other)
    assert not np.array_equal(apart[0].weights, alone[0].weights)


def test_too_few_letters_give_no_second_pass() -> None:
    whole, apart = train_whole(letters(2), 2, 8, lambda one, other: one == other)
    assert whole.second is None
    assert all(one.second is None for one in apart)
