"""The index beside a store: what a search finds, how it follows the store, and what it does with anything typed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kamerbrief.answering import Choice
from kamerbrief.contract import Extraction
from kamerbrief.decisions import Action
from kamerbrief.reviewing import all_waiting, decide
from kamerbrief.search.index import Index
from kamerbrief.search.listing import Asked, Waits, asked, every, find, waiting_letters
from kamerbrief.search.lists import AMOUNTS, LETTERS, LISTINGS, PROMISES
from kamerbrief.search.words import euros, wanted
from kamerbrief.settings import Publish, Settings
from kamerbrief.store import Store
from kamerbrief.views.diff import in_short
from tests.every_value import every_value


def letter(name: str, subject: str) -> Extraction:
    one = every_value()
    return one.model_copy(update={"letter": one.letter.model_copy(update={"id": name, "subject": subject})})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "out", Settings(publish=Publish.ALWAYS))
    with made.writing():
        made.keep("een", letter("een", "De veerboot naar het eiland"))
        made.keep("twee", letter("twee", "Bruggen en sluizen"))
    return made


def found(index: Index, words: str) -> list[str]:
    with index.reading() as connection:
        return sorted(row["letter_id"] for row in find(connection, LETTERS, Asked(words)).rows)


def test_a_search_follows_the_store(store: Store) -> None:
    index = Index(store)
    assert index.refresh() == 2
    assert index.refresh() == 0
    assert found(index, "veerb") == ["een"]
    assert found(index, '"naar het eiland"') == ["een"]
    assert found(index, '"naar eiland"') == []
    with store.writing():
        store.keep("een", letter("een", "De tunnel"))
    assert found(index, "veerboot") == []
    assert found(index, "tunnel") == ["een"]
    for file in store.folder("twee").iterdir():
        file.unlink()
    assert found(index, "") == ["een"]


def test_a_damaged_index_is_made_again(store: Store) -> None:
    index = Index(store)
    index.refresh()
    for file in store.root.glob(".search.db*"):
        file.write_bytes(b"geen index" * 500)
    assert found(Index(store), "sluizen") == ["twee"]


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "* OR (", "NEAR(x", "€ - €", "€ 10-", "-", "'; drop table letters", "\x00"]
)
def test_whatever_is_typed_is_a_question(store: Store, typed: str) -> None:
    with Index(store).reading() as connection:
        for listing in LISTINGS:
            given = {"q": typed, "sort": typed, "page": typed, **{facet.name: typed for facet in listing.facets}}
            assert find(connection, listing, asked(listing, given)).number == 0
            assert find(connection, listing, asked(listing, {"q": typed, "sort": f"-{typed}"})).total > 0


def test_every_column_sorts_and_every_facet_counts(store: Store) -> None:
    with Index(store).reading() as connection:
        for listing in LISTINGS:
            for column in listing.columns:
                for sort in (column.name, f"-{column.name}"):
                    assert every(connection, listing, Asked(sort=sort))
            for facet in listing.facets:
                for value, number in find(connection, listing, Asked()).facets[facet.name]:
                    assert find(connection, listing, Asked(chosen={facet.name: value})).number == number, facet.name
        values = [row["value"] for row in every(connection, AMOUNTS, Asked(sort="value"))]
        assert [value for value in values if value is not None] == sorted(v for v in values if v is not None)
        days = [row["due"] for row in every(connection, PROMISES, Asked())]
        assert [day for day in days if day] == sorted(day for day in days if day)


def test_words_phrases_and_euros() -> None:
    assert wanted('walstroom "schone havens"').match == '"schone havens" AND "walstroom"*'
    assert wanted("24446-101").match == '"24446 101"*'
    assert (wanted("€ 10-50 mln").least, wanted("€ 10-50 mln").most) == (10_000_000, 50_000_000)
    assert (wanted("€ >2,5 miljard kust").least, wanted("€ >2,5 miljard kust").match) == (2_500_000_000, '"kust"*')
    assert (euros("10 mln"), euros("€ 2.500.000"), euros("veel")) == (Decimal(10_000_000), Decimal(2_500_000), None)


def test_an_address_holds_what_was_asked() -> None:
    question = asked(
        AMOUNTS, {"q": "kust", "state": "counts", "sort": "-value", "page": "3", "least": "10 mln", "x": "y"}
    )
    assert question.address("/amounts", page=3) == "/amounts?q=kust&state=counts&least=10+mln&sort=-value&page=3"
    assert question.choosing("/amounts", "state", "counts") == "/amounts?q=kust&least=10+mln&sort=-value"
    assert asked(LETTERS, {"sort": "nonsense", "page": "-1"}) == Asked()


def test_the_numbers_that_the_index_keeps_are_those_of_its_rows(store: Store) -> None:
    index = Index(store)
    index.refresh()
    with store.writing():
        store.keep("een", letter("een", "De tunnel"))
        store.keep("drie", letter("drie", "Een derde brief"))
    for file in store.folder("twee").iterdir():
        file.unlink()
    index.refresh()
    for listing in LISTINGS:
        with index.reading() as connection:
            kept = find(connection, listing, Asked())
            # Every letter is of after 1900: the same rows, this time counted.
            counted = find(connection, listing, Asked(since="1900-01-01"))
            assert kept.number == counted.number == len(every(connection, listing, Asked()))
            assert kept.number == kept.total > 0
            assert kept.facets == counted.facets


def test_the_index_knows_what_waits_as_the_store_does(tmp_path: Path) -> None:
    store = Store(tmp_path / "out", Settings(publish=Publish.REVIEW))
    one = letter("een", "De veerboot")
    amounts = [one.amounts[0].model_copy(update={"value": Decimal(77)}), *one.amounts[1:]]
    with store.writing():
        store.keep("een", one)
        store.keep("twee", letter("twee", "Bruggen"))
        store.keep("een", one.model_copy(update={"amounts": amounts}))
    index = Index(store)

    def listed() -> list[tuple[str, list[Waits]]]:
        with index.reading() as connection:
            return [(name, changes) for name, _, changes in waiting_letters(connection)]

    assert listed() == [
        (one.letter, [Waits(change.id, change.kind, *in_short(change)) for change in one.changes])
        for one in all_waiting(store)
    ]
    (name, changes), *_ = listed()
    decide(store, name, {one.change: Choice(Action.ACCEPT) for one in changes}, "tester")
    assert listed() == []


def test_a_candidate_that_cannot_be_read_is_told_and_its_letter_still_found(store: Store) -> None:
    (store.folder("een") / "candidate.json").write_text("{", encoding="utf-8")
    index = Index(store)
    assert found(index, "veerboot") == ["een"]
    assert any("candidate.json" in line for line in store.troubles)
