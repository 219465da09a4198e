"""The links of a store: right for plain letters, the same whatever the order, made anew only where they can change."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest

from kamerbrief.contract.followed import LetterLink
from kamerbrief.contract.register import Register, RegisterPromise, RegisterStatus
from kamerbrief.export.database import query
from kamerbrief.following import index
from kamerbrief.following.digest import digest_of
from kamerbrief.following.found import Found
from kamerbrief.following.index import Links
from kamerbrief.following.model import Digest
from kamerbrief.following.pairs import linked
from kamerbrief.pipeline import extract_bytes
from kamerbrief.register_store import write_register
from kamerbrief.settings import settings
from kamerbrief.store import Store
from tests.following.letters import TEXTS, filled, letter, printed, publish

START, MAP, MONEY = "kst-39001-4", "kst-39001-9", "kst-39001-15"


def _all(store: Store) -> list[LetterLink]:
    links = Links(store)
    links.refresh()
    return [one for letter_links in links.all() for one in letter_links.links]


def _files(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Links(store).folder.glob("*.json")}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return filled(tmp_path_factory.mktemp("links") / "store")


@pytest.mark.parametrize(
    ("kind", "later", "words", "earlier", "earlier_words"),
    [
        ("keeps", MAP, "Hierbij ontvangt u de kaart", START, "een kaart van de dijken"),
        ("repeats", MAP, "in het voorjaar van 2025 informeren", START, "In het najaar van 2024"),
        ("keeps", MONEY, "Met deze brief informeer ik", MAP, "in het voorjaar van 2025 informeren"),
        ("same_money", MAP, "€ 37,5 miljoen", START, "€ 37,5 miljoen"),
        ("contradicts_money", MONEY, "€ 14 miljoen", START, "€ 12 miljoen"),
        ("cites", MAP, "Kamerstuk 39 001, nr. 4", START, ""),
    ],
)
def test_plain_letters_are_linked(
    store: Store, kind: str, later: str, words: str, earlier: str, earlier_words: str
) -> None:
    met = [
        one
        for one in _all(store)
        if one.kind == kind
        and one.later.letter == later
        and one.earlier.letter == earlier
        and words in one.later.evidence.text
        and earlier_words in one.earlier.evidence.text
    ]
    assert len(met) == 1
    assert 0 < met[0].probability <= 1
    assert met[0].signs


def test_nothing_else_is_linked(store: Store) -> None:
    assert len(_all(store)) == 6


def test_the_words_stand_in_the_letters(store: Store) -> None:
    for one in _all(store):
        for end in (one.later, one.earlier):
            published = store.published(end.letter)
            assert published is not None
            assert published.text[end.evidence.start : end.evidence.end] == end.evidence.text


def test_the_links_are_the_same_bytes_in_whatever_order_letters_come(tmp_path: Path) -> None:
    whole = filled(tmp_path / "whole")
    Links(whole).refresh()
    wanted = _files(whole)
    assert wanted
    for number, order in enumerate(itertools.permutations(TEXTS)):
        if number % 5:
            continue
        one = Store(tmp_path / f"store-{number}")
        for name in order:
            publish(one, [name])
            Links(one).refresh()
        assert _files(one) == wanted, order


def test_a_store_links_as_its_letters_do_by_themselves(store: Store) -> None:
    digests = [digest_of(name, x.model_dump(mode="json")) for name in store.letters() if (x := store.published(name))]
    assert [one for links in linked(digests).values() for one in links.links] == sorted(
        _all(store), key=lambda one: list(linked(digests)).index(one.later.letter)
    )


def test_a_new_letter_touches_only_what_it_can_relate_to(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start", "kaart", "elders"])
    assert len(Links(store).refresh()) == 3
    assert Links(store).refresh() == []
    publish(store, ["geld"])
    assert Links(store).refresh() == [MONEY]


def test_an_earlier_letter_that_comes_late_changes_what_later_ones_link_to(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start", "geld"])
    Links(store).refresh()
    assert {one.earlier.letter for one in Links(store).of(MONEY).links} == {START}
    publish(store, ["kaart"])
    assert set(Links(store).refresh()) == {MAP, MONEY}
    assert MAP in {one.earlier.letter for one in Links(store).of(MONEY).links}


def test_links_to_a_letter_that_is_gone_go_too(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start", "kaart"])
    Links(store).refresh()
    (store.folder(START) / "extraction.json").unlink()
    Links(store).refresh()
    assert Links(store).of(MAP).links == []


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start", "kaart"])
    Links(store).refresh()
    wanted = _files(store)
    (store.root / ".following.db").write_bytes(b"no database")
    Links(store).refresh()
    assert _files(store) == wanted


def test_a_fault_between_two_letters_costs_what_is_between_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = index.compared

    def failing(later: Digest, earlier: Digest) -> list[Found]:
        if {later.letter, earlier.letter} == {START, MAP}:
            raise KeyError("eerste")
        return compare(later, earlier)

    monkeypatch.setattr(index, "compared", failing)
    monkeypatch.setenv("KAMERBRIEF_STRICT", "0")
    settings.cache_clear()
    store = filled(tmp_path / "store")
    between = {(one.later.letter, one.earlier.letter) for one in _all(store)}
    with Links(store).summaries() as letters:
        assert len(list(letters)) == len(TEXTS)
    settings.cache_clear()
    assert (MAP, START) not in between
    assert (MONEY, START) in between
    assert any(START in line and MAP in line and "KeyError" in line for line in store.troubles), list(store.troubles)


def test_a_question_sees_a_register_that_came_later(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    store = filled(tmp_path / "store", ["start"])
    asked = "select count(*) from links where kind = 'registered'"
    assert query(store, asked).rows == [(0,)]
    promise = RegisterPromise(
        id="1",
        number="TZ202403-004",
        text="Voor de zomer krijgt de Kamer een kaart van dijken die geschikt zijn voor zonnepanelen.",
        held=datetime.date(2024, 2, 28),
        ministry="EZ",
        status=RegisterStatus.OPEN,
        dossiers=["39001"],
        changed="2024-02-21T10:00:00Z",
    )
    write_register(store.root, Register(promises=[promise]))
    assert query(store, asked).rows == [(1,)]


def test_links_are_a_table_that_can_be_asked(store: Store) -> None:
    pytest.importorskip("duckdb")
    answer = query(
        store,
        "select l.kind, a.words, b.words from links l join amounts a on a.id = l.fact join amounts b "
        "on b.id = l.earlier_fact where l.kind = 'contradicts_money'",
    )
    assert answer.rows == [("contradicts_money", "€ 14 miljoen", "€ 12 miljoen")]


def test_a_letter_without_a_day_is_linked_with_none() -> None:
    x = letter("kaart").model_dump(mode="json")
    x["letter"]["date"] = None
    start = letter("start").model_dump(mode="json")
    assert [one.links for one in linked([digest_of("a", start), digest_of("b", x)]).values()] == [[]]


def _chain() -> dict[str, str]:
    """A promise, the letter that keeps it, and one that speaks of the same thing again."""
    promised = "Uiterlijk 1 juli 2024 publiceer ik de subsidieregeling voor oeverpaden."
    kept = "De subsidieregeling voor oeverpaden is op 24 juni 2024 gepubliceerd."
    again = "De subsidieregeling voor oeverpaden, die op 24 juni 2024 is gepubliceerd, wordt veel gebruikt."
    bodies = ((promised, "4 maart 2024", 21), (kept, "5 september 2024", 22), (again, "13 maart 2025", 23))
    return {f"brief-{nr}": printed(nr, day, "2024-2025", body) for body, day, nr in bodies}


def _store_of(root: Path, names: Iterable[str]) -> Store:
    store, texts = Store(root), _chain()
    for name in names:
        found = extract_bytes(texts[name].encode(), name=f"{name}.txt")
        store.publish(store.name_of(found.letter.id), found)
        Links(store).refresh()
    return store


def test_a_promise_that_was_kept_is_not_kept_again_whatever_the_order(tmp_path: Path) -> None:
    wanted = _files(_store_of(tmp_path / "whole", _chain()))
    kept = [one for one in _all(_store_of(tmp_path / "two", ["brief-21", "brief-23"])) if one.kind == "keeps"]
    assert [one.later.letter for one in kept] == ["kst-39001-23"]  # alone it keeps the promise
    for number, order in enumerate(itertools.permutations(_chain())):
        store = _store_of(tmp_path / f"store-{number}", order)
        assert _files(store) == wanted, order
        keeping = {one.later.letter for one in _all(store) if one.kind == "keeps"}
        assert keeping == {"kst-39001-22"}


def test_a_promise_is_open_again_when_the_letter_that_kept_it_is_gone(tmp_path: Path) -> None:
    store = _store_of(tmp_path / "store", _chain())
    (store.folder("kst-39001-22") / "extraction.json").unlink()
    assert "kst-39001-23" in Links(store).refresh()
    assert {one.later.letter for one in _all(store) if one.kind == "keeps"} == {"kst-39001-23"}
