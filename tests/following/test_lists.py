"""Every list of words by which letters are linked is needed: without it some pair of letters is linked otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kamerbrief.following.digest import digest_of
from kamerbrief.following.pairs import linked
from kamerbrief.pipeline import extract_bytes
from kamerbrief.quality.switches import switches
from tests.following.letters import printed
from tests.following.pairs import write

_Letters = list[tuple[str, dict[str, Any]]]

_LEVELS = "Vanaf 1 januari 2025 hangt het waterpeil van elke sluis op borden bij de steigers."
#: Letters of 2024 and on, for lists that no pair of ``pairs/`` needs.
_NEEDING = {
    "answered.words": (
        "De hekken langs de dijken zijn van hout.",
        "Hierbij beantwoord ik de vragen van de commissie over mijn brief van 4 maart 2024.",
    ),
    "answering.words": (
        "De hekken langs de dijken zijn van hout.",
        "De commissie heeft vragen gesteld over mijn brief van 4 maart 2024. Hieronder vindt u de antwoorden.",
        "De commissie heeft vragen gesteld over mijn brief van 4 maart 2025. In reactie op haar zorgen ben ik gekomen.",
    ),
    "asked.words": (
        "De hekken langs de dijken zijn van hout.",
        "Hierbij beantwoord ik de vragen van de commissie over mijn brief van 4 maart 2024.",
    ),
    "replaced.words": (
        "De hekken langs de dijken zijn van hout.",
        "Deze brief vervangt mijn brief van 4 maart 2024.",
    ),
    "failing.words": (
        _LEVELS,
        "Het waterpeil van elke sluis zou sinds januari op de borden bij de steigers hangen. Dat is niet gelukt.",
    ),
    "wrote.words": (
        "De hekken langs de dijken zijn van hout.",
        "Zoals ik u op 4 maart 2024 schreef, zijn de hekken van hout.",
    ),
    "inquires.words": (
        "Ik zal in het najaar van 2024 onderzoeken of hekken langs de dijken helpen.",
        "Uit het onderzoek blijkt dat hekken langs de dijken niet helpen.",
    ),
    "finds.words": (
        "Ik zal in het najaar van 2024 onderzoeken of hekken langs de dijken helpen.",
        "Uit het onderzoek blijkt dat hekken langs de dijken niet helpen.",
    ),
    "others.words": (
        "Het college hangt voor de zomer van 2024 borden met het waterpeil bij de steigers.",
        "Bij de steigers hangen sinds mei 2024 borden met het waterpeil.",
    ),
    "recurring.words": (
        "Ik stuur uw Kamer jaarlijks een kaart van de dijken.",
        "Hierbij stuur ik uw Kamer de kaart van de dijken.",
        "Hierbij stuur ik uw Kamer de nieuwe kaart van de dijken.",
    ),
}
#: Lists that nothing here needs yet: each gets its letters, or goes.
_OPEN = [
    "following.promised.words",
    "following.begun.words",
    "following.lead.words",
    "following.bodies.words",
]


def _read(texts: list[tuple[str, str]]) -> _Letters:
    return [(name, extract_bytes(text.encode(), name=f"{name}.txt").model_dump(mode="json")) for name, text in texts]


def _sent(*texts: str) -> _Letters:
    """Letters of one dossier, a year apart."""
    return _read(
        [
            (f"letter-{year}", printed(year - 2020, f"4 maart {year}", f"{year - 1}-{year}", text))
            for year, text in enumerate(texts, start=2024)
        ]
    )


def _links(letters: _Letters) -> set[tuple[str, ...]]:
    made = linked(digest_of(name, x) for name, x in letters)
    links = [one for letter in made.values() for one in letter.links]
    return {(one.kind, one.earlier.evidence.text, one.later.evidence.text, *sorted(one.signs)) for one in links}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> list[_Letters]:
    """The invented pairs that rules are made with, read once."""
    folders: list[Path] = [write(part, tmp_path_factory.mktemp("pairs")) for part in ("develop", "further")]
    return [
        _read([(path.stem, path.read_text(encoding="utf-8")) for path in sorted(place.glob("*.txt"))])
        for folder in folders
        for place in sorted(folder.iterdir())
    ]


def test_without_any_of_the_lists_some_letters_are_linked_otherwise(pairs: list[_Letters]) -> None:
    own = {name: [_sent(*texts)] for name, texts in _NEEDING.items()}
    idle = []
    for switch in (one for one in switches() if one.home == "following"):
        asked = own.get(switch.name.removeprefix("following."), pairs)
        whole = [_links(letters) for letters in asked]
        with switch.off():
            if all(_links(letters) == links for letters, links in zip(asked, whole, strict=True)):
                idle.append(switch.name)
    assert idle == _OPEN
