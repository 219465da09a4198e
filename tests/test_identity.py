"""Ids of facts depend on their own words and on how many equals come before, and on nothing else of the letter."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kamerbrief.alignment import align
from kamerbrief.comparison import diff
from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import fact_ids
from kamerbrief.letter import Evidence
from kamerbrief.pipeline import extract
from tests.conftest import FIXTURES
from tests.edited_letters import Edit, blocks, deleted, edited, inserted, swapped
from tests.pieces import SENTENCES

LETTERS = sorted(path.parent.name for path in FIXTURES.glob("*/letter.docx"))
#: The kinds of facts that have words of their own, with the beginning of their ids.
KINDS = {
    "amounts": "amount",
    "percentages": "percentage",
    "recommendations": "recommendation",
    "commitments": "commitment",
    "references": "reference",
    "entities": "entity",
}


@cache
def original(name: str) -> Extraction:
    return extract(FIXTURES / name / "letter.docx")


def ids_and_words(extraction: Extraction, kind: str) -> list[tuple[str, Evidence]]:
    return [(fact.id, fact.evidence) for fact in getattr(extraction, kind)]


def comparable(old: Extraction, new: Extraction) -> Iterator[tuple[list[str], list[str]]]:
    """For all words of each kind: the ids before and after, where no equal came, went or changed places."""
    laid = align(old.text, new.text)
    for kind in KINDS:
        before: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
        after: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
        for facts, extraction in ((before, old), (after, new)):
            for name, evidence in ids_and_words(extraction, kind):
                facts[" ".join(evidence.text.split())].append((name, evidence))
        for words in before.keys() & after.keys():
            places = [laid.place(evidence.start, evidence.end) for _, evidence in before[words]]
            if places == [(evidence.start, evidence.end) for _, evidence in after[words]]:
                yield [name for name, _ in before[words]], [name for name, _ in after[words]]


@st.composite
def edits(draw: st.DrawFn, size: int) -> Edit:
    at = draw(st.integers(0, size - 1))
    what = draw(st.sampled_from(["delete", "insert", "swap"]))
    if what == "delete":
        return deleted(at)
    if what == "insert":
        return inserted(at, draw(st.sampled_from(SENTENCES)))
    return swapped(at, draw(st.integers(0, size - 1)))


@pytest.mark.parametrize("name", LETTERS)
@settings(
    max_examples=2,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_block_that_comes_goes_or_moves_changes_no_id_of_another_fact(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    sizes: list[int] = []
    docx = FIXTURES / name / "letter.docx"
    edited(docx, tmp_path / "letter.docx", lambda body: sizes.append(len(blocks(body))))
    new = extract(edited(docx, tmp_path / "letter.docx", data.draw(edits(sizes[0]))))
    old = original(name)
    pairs = list(comparable(old, new))
    assert all(before == after for before, after in pairs)
    # All may go with a block or change places; that nothing at all stays comparable is a fault of the comparison.
    assert pairs


@pytest.mark.parametrize("name", LETTERS)
def test_ids_follow_from_the_words_alone(name: str) -> None:
    for kind, begins in KINDS.items():
        named = ids_and_words(original(name), kind)
        assert [one for one, _ in named] == fact_ids(begins, (evidence.text for _, evidence in named))


@pytest.mark.parametrize("name", LETTERS)
def test_no_two_facts_have_the_same_id(name: str) -> None:
    old = original(name)
    ids = [fact.id for kind in [*KINDS, "programmes", "checks"] for fact in getattr(old, kind)]
    assert len(ids) == len(set(ids))


def test_a_corrected_value_is_the_same_fact() -> None:
    old = original("begroting-opvang")
    corrected = [old.amounts[0].model_copy(update={"value": old.amounts[0].value + 1}), *old.amounts[1:]]
    found = diff(old, old.model_copy(update={"amounts": corrected}))
    (change,) = found.to_decide
    assert change.before is not None and change.after is not None
    assert change.before["id"] == change.after["id"] == old.amounts[0].id
    assert [attribute.name for attribute in change.attributes] == ["value"]


def test_another_name_of_the_file_changes_no_id(tmp_path: Path) -> None:
    name = "kabinetsreactie-havens"
    new = extract(shutil.copy(FIXTURES / name / "letter.docx", tmp_path / "een andere naam.docx"))
    for kind in [*KINDS, "programmes", "checks"]:
        assert [fact.id for fact in getattr(new, kind)] == [fact.id for fact in getattr(original(name), kind)]
    assert not diff(original(name), new)


def test_a_sentence_before_equal_words_changes_their_number_only() -> None:
    words = ["€ 5 miljoen", "€ 7 miljoen", "€ 5\nmiljoen"]
    one, other, again = fact_ids("amount", words)
    assert again == f"{one}-2"
    assert fact_ids("amount", ["€ 5 miljoen", *words]) == [one, f"{one}-2", other, f"{one}-3"]
