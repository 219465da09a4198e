"""Two versions of a text side by side: unchanged words are found at their place, changed ones at what took it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamerbrief.alignment import Alignment, align
from tests.pieces import CELLS, HEADS, SENTENCES

LETTER = "\n".join(
    [
        "Geachte voorzitter,",
        "Het kabinet trekt in 2026 € 120 miljoen uit voor de dijken. In 2027 is dat € 30 miljoen. Ik meld u meer.",
        "Dijken",
        "Post\t2026\t2027",
        "Aanleg\t€ 5 miljoen\t€ 5 miljoen",
        "Beheer\t€ 5 miljoen\t€ 8 miljoen",
        "Totaal\t€ 10 miljoen\t€ 13 miljoen",
        "De sluizen blijven open.[1] De bruggen ook.[2]",
        "[1] Kamerstuk 31305, nr. 410.",
        "[2] Kamerstuk 31305, nr. 411.",
    ]
)


def words_of(text: str, words: str, which: int = 0) -> tuple[int, int]:
    """The place of the words, counted from 0 where they stand more than once."""
    at = -1
    for _ in range(which + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def at(text: str, place: tuple[int, int] | None) -> str | None:
    return None if place is None else text[place[0] : place[1]]


def test_a_changed_figure_has_the_new_one_as_its_counterpart() -> None:
    new = LETTER.replace("€ 120 miljoen", "€ 125 miljoen")
    found = align(LETTER, new)
    old = words_of(LETTER, "€ 120 miljoen")
    assert found.place(*old) is None
    assert at(new, found.counterpart(*old)) == "€ 125 miljoen"
    assert found.place(*words_of(LETTER, "€ 30 miljoen")) == words_of(new, "€ 30 miljoen")


def test_another_scale_word_is_the_counterpart_as_a_whole() -> None:
    new = LETTER.replace("€ 120 miljoen", "ruim € 0,12 miljard")
    assert at(new, align(LETTER, new).counterpart(*words_of(LETTER, "€ 120 miljoen"))) == "€ 0,12 miljard"


def test_words_that_went_are_gone() -> None:
    new = LETTER.replace(" In 2027 is dat € 30 miljoen.", "")
    found = align(LETTER, new)
    assert found.counterpart(*words_of(LETTER, "In 2027 is dat € 30 miljoen.")) is None
    assert found.place(*words_of(LETTER, "Ik meld u meer.")) == words_of(new, "Ik meld u meer.")


def test_equal_cells_keep_their_order_when_a_row_is_put_in() -> None:
    new = LETTER.replace("Beheer\t", "Herstel\t€ 5 miljoen\t€ 2 miljoen\nBeheer\t")
    found = align(LETTER, new)
    # Aanleg's two, then Herstel's new one, then Beheer's.
    places = [found.place(*words_of(LETTER, "€ 5 miljoen", which)) for which in range(3)]
    assert places == [words_of(new, "€ 5 miljoen", which) for which in (0, 1, 3)]


def test_equal_cells_keep_their_row_when_one_goes() -> None:
    new = LETTER.replace("Aanleg\t€ 5 miljoen\t€ 5 miljoen\n", "")
    found = align(LETTER, new)
    assert found.counterpart(*words_of(LETTER, "€ 5 miljoen", 0)) is None
    assert found.place(*words_of(LETTER, "€ 5 miljoen", 2)) == words_of(new, "€ 5 miljoen")


def test_a_new_column_shifts_the_others() -> None:
    old = "Post\t2026\t2027\nAanleg\t12\t12\nBeheer\t12\t12"
    new = "Post\t2025\t2026\t2027\nAanleg\t12\t12\t12\nBeheer\t12\t12\t12"
    found = align(old, new)
    assert [found.place(*words_of(old, "12", which)) for which in range(4)] == [
        words_of(new, "12", which) for which in (1, 2, 4, 5)
    ]


def test_a_cell_that_changed_is_the_cell_in_its_place() -> None:
    new = LETTER.replace("€ 5 miljoen\t€ 8 miljoen", "€ 8 miljoen\t€ 8 miljoen")
    found = align(LETTER, new)
    assert found.counterpart(*words_of(LETTER, "€ 5 miljoen", 2)) == words_of(new, "€ 8 miljoen", 0)
    assert found.place(*words_of(LETTER, "€ 8 miljoen")) == words_of(new, "€ 8 miljoen", 1)


def test_a_footnote_that_gets_another_number_is_the_same_one() -> None:
    new = LETTER.replace("[2]", "[3]").replace("[1]", "[2]").replace("\n[2] K", "\n[1] Zie de bijlage.\n[2] K")
    found = align(LETTER, new)
    for words in ("Kamerstuk 31305, nr. 410.", "Kamerstuk 31305, nr. 411."):
        assert found.place(*words_of(LETTER, words)) == words_of(new, words)


def test_a_block_that_moved_is_found_with_the_change_in_it() -> None:
    lines = LETTER.split("\n")
    table = "\n".join(lines[3:7])
    new = "\n".join([*lines[:3], *lines[7:], table.replace("€ 8 miljoen", "€ 9 miljoen")])
    found = align(LETTER, new)
    assert found.place(*words_of(LETTER, "€ 10 miljoen")) == words_of(new, "€ 10 miljoen")
    assert at(new, found.counterpart(*words_of(LETTER, "€ 8 miljoen"))) == "€ 9 miljoen"


def test_a_paragraph_cut_in_two_keeps_its_sentences() -> None:
    new = LETTER.replace("dijken. In", "dijken.\nIn")
    found = align(LETTER, new)
    for words in ("€ 120 miljoen", "In 2027 is dat € 30 miljoen. Ik meld u meer."):
        assert found.place(*words_of(LETTER, words)) == words_of(new, words)


def test_the_gap_of_a_line_is_what_became_of_it() -> None:
    old, new = "Een.\nDe boot vaart om tien uur.\nDrie.", "Nul.\nEen.\nOm elf uur gaat de boot, morgen ook.\nDrie."
    found = align(old, new)
    first, last = found.gap(*words_of(old, "De boot vaart om tien uur."))
    assert new[first:last].strip() == "Om elf uur gaat de boot, morgen ook."
    assert new[slice(*found.gap(*words_of(old, "Een.")))].strip() == "Nul.\nEen."
    assert align(old, old).gap(5, 10) == (5, 10)


ROW = st.lists(st.sampled_from(CELLS), min_size=1, max_size=4).map("\t".join)
BLOCKS = st.lists(
    st.one_of(st.sampled_from([*HEADS, *SENTENCES]), ROW, st.lists(st.sampled_from(SENTENCES)).map(" ".join)),
    min_size=1,
    max_size=12,
)


@st.composite
def changed(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A letter's blocks, and what is left of them after some were put in, taken out, swapped or changed in a word."""
    old = draw(BLOCKS)
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        where = draw(st.integers(0, max(len(new) - 1, 0)))
        what = draw(st.sampled_from(["in", "out", "swap", "word"]))
        if what == "in":
            new.insert(where, draw(BLOCKS)[0])
        elif new and what == "out":
            del new[where]
        elif new and what == "swap":
            other = draw(st.integers(0, len(new) - 1))
            new[where], new[other] = new[other], new[where]
        elif new:
            new[where] = new[where].replace("miljoen", "miljard", 1)
    return old, new


@settings(max_examples=200, deadline=None)
@given(changed(), st.data())
def test_what_is_placed_has_the_same_words_and_the_way_back_is_the_same(
    letters: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    old, new = ("\n".join(blocks) for blocks in letters)
    found = align(old, new)
    back = found.reversed()
    for _ in range(5):
        start = data.draw(st.integers(0, len(old)))
        end = data.draw(st.integers(start, len(old)))
        place = found.place(start, end)
        if place:
            assert new[place[0] : place[1]] == old[start:end]
            assert found.counterpart(start, end) == place
            assert back.place(*place) == (start, end)
    assert back.reversed() == found
    apart(found)
    apart(back)


def apart(found: Alignment) -> None:
    """No two stretches share a character, equal ones are equal, and all lie inside the texts."""
    for one, other in zip(found.stretches, found.stretches[1:], strict=False):
        assert one.end <= other.start
    for one in found.stretches:
        assert 0 <= one.start < one.end <= len(found.old)
        assert 0 <= one.to_start < one.to_end <= len(found.new)
        assert (found.old[one.start : one.end] == found.new[one.to_start : one.to_end]) >= one.equal


@settings(max_examples=50, deadline=None)
@given(BLOCKS)
def test_a_text_beside_itself_is_all_in_its_place(blocks: list[str]) -> None:
    text = "\n".join(blocks)
    found = align(text, text)
    for start, end in ((m, m + 1) for m, sign in enumerate(text) if not sign.isspace()):
        assert found.place(start, end) == (start, end)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), unique=True, min_size=2), st.data())
def test_blocks_that_stayed_are_placed_whatever_happened_to_the_others(blocks: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(blocks))
    kept = data.draw(st.permutations([block for block in blocks if block != gone]))
    old, new = "\n".join(blocks), "\n".join(["Dit is nieuw.", *kept])
    found = align(old, new)
    for block in kept:
        assert found.place(*words_of(old, block)) == words_of(new, block)


def hostile() -> dict[str, tuple[str, str]]:
    chance = random.Random(1)
    words = [chance.choice(["een", "twee", "drie"]) for _ in range(200_000)]
    lines = ["zelfde regel"] * 100_000
    return {
        "equal lines": ("\n".join(lines), "\n".join(["anders", *lines[:80_000], "weer anders"])),
        "two kinds of lines": ("\n".join(words), "\n".join(words[::-1])),
        "one long line": (" ".join(words), f"{' '.join(words[100:])} vier {' '.join(words[:100])}"),
        "one long row": ("\t".join(words), "\t".join(words[1000:])),
        "one long word": ("a" * 1_000_000, "a" * 999_999),
        "many other lines": (
            "\n".join(f"oud{n} een twee" for n in range(20_000)),
            "\n".join(f"nieuw{n} een twee" for n in range(20_000)),
        ),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_texts_take_bounded_time(name: str) -> None:
    old, new = hostile()[name]
    begin = time.process_time()
    apart(align(old, new))
    assert time.process_time() - begin < 120


def test_a_long_letter_with_one_changed_sentence_is_quick() -> None:
    text = "\n".join(f"{number}. {block}" for number in range(300) for block in SENTENCES)
    assert len(text) > 500_000
    new = text.replace("149. De kosten stijgen van € 12,5", "149. De kosten stijgen van € 13,5", 1)
    begin = time.process_time()
    found = align(text, new)
    assert time.process_time() - begin < 20
    start = text.index("149. De kosten") + len("149. De kosten stijgen van ")
    assert at(new, found.counterpart(start, start + len("€ 12,5 miljoen"))) == "€ 13,5 miljoen"
