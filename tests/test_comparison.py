"""Differences in the terms of the letter: matched by meaning, with what changed and where."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kamerbrief.comparison import diff, diff_folders, extractions_in
from kamerbrief.contract import Extraction
from kamerbrief.decisions import words
from kamerbrief.pipeline import extract
from kamerbrief.views.diff import render_diff_html, render_diff_text
from tests.conftest import FIXTURES

HEAD = "Ministerie van Verkeer en Kust\n\nDatum 12 mei 2025\nBetreft Pontveren\n\nGeachte voorzitter,\n\n"
BODY = [
    "Voor de veerdienst is in 2026 € 12 miljoen beschikbaar en in 2027 € 14 miljoen.",
    "De eilanden ontvangen daarnaast 3% meer.",
    "Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.",
]


def read(folder: Path, *paragraphs: str, name: str = "brief.txt") -> Extraction:
    path = folder / name
    path.write_text(HEAD + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return extract(path)


def test_the_same_letter_twice_differs_in_nothing(tmp_path: Path) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, *BODY))
    assert not found
    assert found.unchanged["amounts"] == 2


def test_a_paragraph_before_moves_facts_and_changes_none(tmp_path: Path) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, "Hierbij een toelichting vooraf.", *BODY))
    assert not found.to_decide
    assert {change.kind for change in found.moved} >= {"amounts", "percentages", "commitments"}


def test_another_figure_is_a_change_that_names_it(tmp_path: Path) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, BODY[0].replace("14", "16"), *BODY[1:]))
    (change,) = found.changed
    values = {a.name: (a.before, a.after) for a in change.attributes}
    assert values["value"] == (14000000, 16000000)
    assert "2027 € 16 miljoen" in change.context
    assert (found.added, found.removed) == ([], [])


def test_facts_that_came_and_went_are_told_apart(tmp_path: Path) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, BODY[0], BODY[2], "De haven krijgt eenmalig € 500.000 extra."))
    assert [change.kind for change in found.removed] == ["percentages"]
    assert [change.after["value"] for change in found.added if change.after and change.kind == "amounts"] == [500000]


def test_two_facts_that_swap_places_are_no_change(tmp_path: Path) -> None:
    one = "Gemeente Oostwerf krijgt € 5 miljoen voor de kade."
    other = "Het waterschap betaalt € 7 miljoen aan de dijk."
    found = diff(read(tmp_path, one, other), read(tmp_path, other, one))
    assert [change for change in found.to_decide if change.kind == "amounts"] == []
    assert len([change for change in found.moved if change.kind == "amounts"]) == 2


def test_ids_of_changes_are_stable_and_apart(tmp_path: Path) -> None:
    before, after = read(tmp_path, *BODY), read(tmp_path, *BODY, "Extra: € 1 miljoen.", "Extra: € 1 miljoen.")
    first, second = diff(before, after), diff(before, after)
    ids = [change.id for change in first.to_decide]
    assert ids == [change.id for change in second.to_decide]
    assert len(set(ids)) == len(ids)


def test_the_id_of_a_change_does_not_hang_on_other_changes_or_on_values(tmp_path: Path) -> None:
    before = read(tmp_path, *BODY)
    after = read(tmp_path, BODY[0].replace("14", "16").replace("12", "13"), BODY[1], "Extra: € 1 miljoen.")
    ids = {change.id for change in diff(before, after).to_decide}
    first, *rest = after.amounts
    one_less = after.model_copy(update={"amounts": rest})
    assert {change.id for change in diff(before, one_less).to_decide} >= ids - {
        change.id for change in diff(before, after).changed if change.after and change.after["id"] == first.id
    }
    other_value = after.model_copy(update={"amounts": [first.model_copy(update={"value": Decimal(1)}), *rest]})
    assert {change.id for change in diff(before, other_value).to_decide} == ids


def test_a_fact_that_the_machine_lost_is_gone_though_another_looks_like_it(tmp_path: Path) -> None:
    read_twice = read(tmp_path, "De kade kost € 5 miljoen.", "De kade kost € 5 miljoen.", "De brug kost € 5 miljoen.")
    first, second, third = read_twice.amounts
    before = read_twice.model_copy(update={"amounts": [first, third]})
    after = read_twice.model_copy(update={"amounts": [second, third]})
    found = diff(before, after)
    assert [change.before["evidence"]["start"] for change in found.removed if change.before] == [first.evidence.start]
    assert [change.after["evidence"]["start"] for change in found.added if change.after] == [second.evidence.start]
    assert (found.changed, found.moved, found.unchanged["amounts"]) == ([], [], 1)


def test_the_same_words_about_something_else_are_another_fact(tmp_path: Path) -> None:
    old = "De gemeente Oostwerf ontvangt voor de kade bij de vismijn eenmalig € 5 miljoen."
    new = "Aan de vuurtorens wordt jaarlijks € 5 miljoen besteed."
    found = diff(read(tmp_path, old, *BODY), read(tmp_path, *BODY, new))
    assert [change.kind for change in found.removed if change.kind == "amounts"] == ["amounts"]
    assert [change.kind for change in found.added if change.kind == "amounts"] == ["amounts"]


def test_a_sentence_written_anew_keeps_its_facts(tmp_path: Path) -> None:
    new = "Beschikbaar voor deze dienst zijn € 12 miljoen (2026) en € 15 miljoen (2027)."
    found = diff(read(tmp_path, *BODY), read(tmp_path, new, *BODY[1:]))
    amounts = [change for change in [*found.to_decide, *found.moved] if change.kind == "amounts"]
    assert [
        (words(c.before or {}), words(c.after or {})) for c in amounts if c in found.changed or c in found.moved
    ] == [
        ("€ 14 miljoen", "€ 15 miljoen"),
        ("€ 12 miljoen", "€ 12 miljoen"),
    ]


def test_facts_that_name_others_do_not_change_with_the_ids_of_those(tmp_path: Path) -> None:
    table = "Post\t2026\t2027\nAanleg\t€ 5\t€ 5\nBeheer\t€ 5\t€ 6\nTotaal\t€ 10\t€ 11"
    old, new = read(tmp_path, *BODY, table), read(tmp_path, "Eerder was dit € 5.", *BODY, table)
    assert old.checks
    found = diff(old, new)
    assert [change.kind for change in found.to_decide] == ["amounts"]
    assert len([change for change in found.moved if change.kind == "checks"]) == len(old.checks)


def test_the_letterhead_is_compared_too(tmp_path: Path) -> None:
    before = read(tmp_path, *BODY)
    head = before.letter.model_copy(update={"subject": "Pontveren en sluizen"})
    (change,) = diff(before, before.model_copy(update={"letter": head})).changed
    assert (change.kind, change.attributes[0].name) == ("letter", "subject")


def test_docx_and_pdf_of_a_fixture_differ_in_places_only() -> None:
    folder = FIXTURES / "kabinetsreactie-havens"
    found = diff(extract(folder / "letter.docx"), extract(folder / "letter.pdf"))
    assert found.to_decide == []
    assert found.moved


def test_docx_and_pdf_of_the_space_letter_differ_in_places_only(shared_letters: Path) -> None:
    docx = shared_letters / "esa-mc25" / "letter.docx"
    found = diff(extract(docx), extract(docx.with_suffix(".pdf")))
    assert found.to_decide == []
    assert len(found.moved) > 300


def test_folders_tell_which_letters_came_and_sum_up(tmp_path: Path) -> None:
    for name in ("oud", "nieuw"):
        (tmp_path / name).mkdir()
    read_to = {"oud/blijft": BODY, "oud/weg": BODY, "nieuw/blijft": BODY[:2], "nieuw/komt": BODY}
    for name, body in read_to.items():
        (tmp_path / f"{name}.json").write_text(read(tmp_path, *body).to_json(), encoding="utf-8")
    found = diff_folders(extractions_in(tmp_path / "oud"), extractions_in(tmp_path / "nieuw"))
    assert (found.letters_added, found.letters_removed) == (["komt"], ["weg"])
    assert [one.letter for one in found.letters] == ["brief"]
    assert found.totals["commitments"]["removed"] == 1
    assert found.totals["amounts"]["unchanged"] == 2
    assert "commitments: 1 removed" in render_diff_text(found, color=False)


def test_a_difference_is_json_with_the_names_of_the_contract(tmp_path: Path) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, BODY[0].replace("14", "16"), *BODY[1:]))
    document = json.loads(json.dumps(found.model_dump(mode="json")))
    assert set(document) == {"letter", "added", "removed", "changed", "moved", "unchanged"}
    assert {"name": "value", "from": 14000000, "to": 16000000} in document["changed"][0]["attributes"]


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_the_page_shows_hostile_text_as_text(tmp_path: Path, hostile: str) -> None:
    found = diff(read(tmp_path, *BODY), read(tmp_path, f"De {hostile} kost € 99 miljoen.", *BODY))
    page = render_diff_html(found)
    assert hostile not in page
    assert "€ 99 miljoen" in page
    assert Decimal(99000000) in [Decimal(c.after["value"]) for c in found.added if c.after and c.kind == "amounts"]
