"""The fixture dossiers hold together: gold links point at exact words, backwards in time, and contradict nothing."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

DOSSIERS = sorted(path.parent for path in (ROOT / "fixtures" / "dossiers").glob("*/links.json"))
LOOKED_AT = {
    "walstroom-binnenhavens", "taal-op-de-werkvloer", "jeugdhulp-dichtbij", "overwegen-zonder-bomen", "garnalen-en-wad",
    "medicijnen-op-voorraad", "schaalbare-reserve", "thuis-op-het-park", "recht-om-de-hoek", "consulaire-hulp-ver-weg",
    "contant-blijft", "contant-in-de-kern", "een-sleutel-voor-elk-loket", "lucht-in-de-klas", "praktijklokalen-vmbo",
    "warmte-van-het-dorp", "zwemles-voor-ieder-kind",
}  # fmt: skip
KEPT_APART = {
    "fundering-en-bodem", "natte-graslanden", "kazernes-van-morgen", "schone-lucht-op-het-werk", "blijvend-papier",
    "bronnen-voor-de-kraan", "na-de-laatste-deur",
}  # fmt: skip
KINDS = {
    "keeps", "repeats", "same_money", "moves_money", "contradicts_money", "returns", "cites", "answers", "replaces",
}  # fmt: skip
#: Kinds whose link points at a letter as a whole: at the line of its head that holds its date.
OF_LETTERS = {"cites", "replaces"}
MONEY = {"same_money", "moves_money", "contradicts_money"}
_MONTHS = [
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
]  # fmt: skip
_MONEY = re.compile(r"\d|miljoen|miljard|ton\b")
_HEAD_DATE = re.compile(rf"^(?:Datum|Den Haag,|Vastgesteld) +(\d{{1,2}}) ({'|'.join(_MONTHS)}) (20\d\d)$", re.MULTILINE)

every_dossier = pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda path: path.name)


def _text(dossier: Path, letter: str) -> str:
    return (dossier / f"{letter}.txt").read_text(encoding="utf-8")


def _gold(dossier: Path) -> dict[str, list[dict[str, Any]]]:
    gold: dict[str, list[dict[str, Any]]] = json.loads((dossier / "links.json").read_text(encoding="utf-8"))
    return gold


def _letters(dossier: Path) -> list[str]:
    return sorted(path.stem for path in dossier.glob("*.txt"))


def _date(dossier: Path, letter: str) -> datetime.date:
    (printed,) = _HEAD_DATE.finditer(_text(dossier, letter))
    return datetime.date(int(printed[3]), 1 + _MONTHS.index(printed[2]), int(printed[1]))


def _sides(link: dict[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    (here, here_words), (there, there_words) = ((link[side]["letter"], link[side]["words"]) for side in ("from", "to"))
    return (here, here_words), (there, there_words)


def test_a_part_of_the_dossiers_is_for_making_rules_and_each_part_has_every_kind() -> None:
    assert {dossier.name for dossier in DOSSIERS} == LOOKED_AT | KEPT_APART
    assert sum(len(_letters(dossier)) for dossier in DOSSIERS) >= 30
    for part in (LOOKED_AT, KEPT_APART):
        found = [link["kind"] for dossier in DOSSIERS if dossier.name in part for link in _gold(dossier)["links"]]
        assert set(found) == KINDS


@every_dossier
def test_letters_bear_their_date_and_have_the_length_of_letters(dossier: Path) -> None:
    for letter in _letters(dossier):
        assert letter.startswith(f"{_date(dossier, letter).isoformat()}-")
        assert 300 <= len(_text(dossier, letter).split()) <= 1400, letter


@every_dossier
def test_both_sides_of_a_link_are_words_that_stand_once_in_their_letter(dossier: Path) -> None:
    gold = _gold(dossier)
    assert set(gold) == {"links", "arguable", "lookalikes"}
    for link in [link for links in gold.values() for link in links]:
        assert set(link) == {"kind", "from", "to", "note"}
        assert link["note"].strip()
        for letter, words in _sides(link):
            assert words == words.strip()
            assert _text(dossier, letter).count(words) == 1, (letter, words)


@every_dossier
def test_links_are_of_known_kinds_and_lead_from_a_later_letter_to_an_earlier_one(dossier: Path) -> None:
    for link in [link for links in _gold(dossier).values() for link in links]:
        assert link["kind"] in KINDS
        (later, _), (earlier, _) = _sides(link)
        assert _date(dossier, later) > _date(dossier, earlier), link


@every_dossier
def test_links_between_letters_point_at_the_date_of_the_letter_and_links_of_money_at_figures(dossier: Path) -> None:
    for link in _gold(dossier)["links"]:
        (_, here), (_, there) = _sides(link)
        if link["kind"] in OF_LETTERS:
            assert _HEAD_DATE.fullmatch(there), link
        if link["kind"] in MONEY:
            assert _MONEY.search(here), link
            assert _MONEY.search(there), link


@every_dossier
def test_no_pair_of_words_is_linked_twice_and_what_is_arguable_or_only_looks_alike_is_no_link(dossier: Path) -> None:
    gold = _gold(dossier)
    pairs = [(link["kind"], *_sides(link)) for links in gold.values() for link in links]
    assert len(pairs) == len(set(pairs))
    assert gold["lookalikes"], "each dossier holds what must not be linked"


@every_dossier
def test_every_letter_takes_part_in_a_link(dossier: Path) -> None:
    linked = {letter for link in _gold(dossier)["links"] for letter, _ in _sides(link)}
    assert linked == set(_letters(dossier))
