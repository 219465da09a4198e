"""The real letters beside the repository: the same letter in two forms, letterheads, speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamerbrief.letter import BlockKind
from kamerbrief.reading import read_letter


def test_docx_and_text_of_one_letter_give_the_same_blocks(shared_letters: Path) -> None:
    folder = shared_letters / "esa-mc25"
    docx, text = (
        [(b.kind, b.level, b.label, " ".join(letter.content_of(b).split())) for b in letter.blocks]
        for letter in (read_letter(folder / "letter.docx"), read_letter(folder / "letter.txt"))
    )
    assert docx == text
    numbered = [label for kind, _, label, _ in docx if kind is BlockKind.HEADING and label]
    assert numbered == [f"{n}." for n in range(1, 9)]


@pytest.mark.parametrize(
    ("name", "date", "reference"),
    [
        ("uitingen-boa", "16 mei 2024", "5401166"),
        ("kamervragen-beckerman", "4 december 2023", "5086975"),
        ("kamervragen-pvdd", "26 augustus 2024", "-"),
        ("politiebureau-wolvega", "25 juli 2024", None),
    ],
)
def test_letterhead_fields(shared_letters: Path, name: str, date: str, reference: str | None) -> None:
    letter = read_letter(shared_letters / "rijkshuisstijl" / f"{name}.docx")
    found = [(block.field, letter.content_of(block)) for block in letter.of_kind(BlockKind.LETTERHEAD)]
    assert [value for field, value in found if field == "datum"] == [date]
    assert dict(found).get("ons kenmerk") == reference
    kinds = [block.kind for block in letter.blocks]
    head = kinds.count(BlockKind.LETTERHEAD)
    assert kinds[:head] == [BlockKind.LETTERHEAD] * head and head > 8
