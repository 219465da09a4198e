"""Written questions and their answers: which blocks ask and answer, and how they are paired."""

from __future__ import annotations

import pytest

from kamerbrief.language.analysis import analyse
from kamerbrief.letter import Block, BlockKind, Letter
from kamerbrief.reading.questions import is_marker, numbers_in
from tests.letters import NLP, letter_of

QUESTION, ANSWER, HEADING, ITEM = BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.HEADING, BlockKind.LIST_ITEM
ASKED = "Klopt het dat het veer dit jaar meer kost?"
ANSWERED = "Het veer kost € 3 miljoen meer."


def pairs(letter: Letter) -> list[tuple[BlockKind, str | None, str, tuple[str, ...]]]:
    return [(b.kind, b.label, letter.content_of(b), b.questions) for b in letter.of_kind(QUESTION, ANSWER)]


def kinds(letter: Letter) -> list[BlockKind]:
    return [block.kind for block in letter.blocks]


def first(letter: Letter, kind: BlockKind) -> Block:
    return next(letter.of_kind(kind))


MARKERS = """
Vraag 1 | Vragen 3 en 4 | Antwoord 12 | Antwoord op vraag 3 | Antwoord op de vragen 4, 5 en 6 | Antwoord: | VRAAG 2
Vraag 7 (SP) | Antwoorden 2 t/m 4 | Antwoord vraag 8 | Vraag 3a.
""".strip().replace("\n", " | ")


@pytest.mark.parametrize("line", MARKERS.split(" | "))
def test_markers(line: str) -> None:
    assert is_marker(line)


@pytest.mark.parametrize(
    "line", ["vraag 3.", "Vraag en aanbod", "Antwoord van de minister", "Vraag 3 gaat over geld", "Vraagstuk 1", ""]
)
def test_no_markers(line: str) -> None:
    assert not is_marker(line)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("3", ("3",)),
        ("3, 4 en 6", ("3", "4", "6")),
        ("2 t/m 4 en 7", ("2", "3", "4", "7")),
        ("10–12", ("10", "11", "12")),
        ("3a", ("3a",)),
        ("", ()),
    ],
)
def test_numbers(words: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(words) == numbers


@pytest.mark.parametrize("marker", [BlockKind.PARAGRAPH, BlockKind.HEADING])
def test_a_marker_is_the_label_of_the_paragraph_behind_it(marker: BlockKind) -> None:
    letter = letter_of((marker, "Vraag 1"), ASKED, (marker, "Antwoord 1"), ANSWERED, "De provincie betaalt de helft.")
    assert pairs(letter) == [
        (QUESTION, "Vraag 1", ASKED, ("1",)),
        (ANSWER, "Antwoord 1", ANSWERED, ("1",)),
        (ANSWER, None, "De provincie betaalt de helft.", ("1",)),
    ]
    assert letter.text == "\n".join(["Vraag 1", ASKED, "Antwoord 1", ANSWERED, "De provincie betaalt de helft."]), (
        "the text stays as it was"
    )


@pytest.mark.parametrize("between", ["\n", ": ", " ", ". "])
def test_marker_and_words_in_one_paragraph(between: str) -> None:
    letter = letter_of(f"Vraag 1{between}{ASKED}", f"Antwoord 1{between}{ANSWERED}")
    assert pairs(letter) == [(QUESTION, "Vraag 1", ASKED, ("1",)), (ANSWER, "Antwoord 1", ANSWERED, ("1",))]


def test_one_answer_to_several_questions() -> None:
    letter = letter_of("Vraag 1", ASKED, "Vraag 2", "Wie betaalt?", "Antwoord op vragen 1 en 2", ANSWERED)
    assert [block.questions for block in letter.of_kind(QUESTION)] == [("1",), ("2",)]
    assert first(letter, ANSWER).questions == ("1", "2")


def test_an_answer_without_number_belongs_to_the_question_before_it() -> None:
    letter = letter_of((ITEM, ASKED), "Antwoord:", ANSWERED, "Vraag 2: Wie betaalt?", "Antwoord: De provincie.")
    assert kinds(letter) == [QUESTION, ANSWER, QUESTION, ANSWER]
    assert [block.questions for block in letter.blocks] == [(), (), ("2",), ("2",)]


def test_a_list_of_questions_with_bare_numbers() -> None:
    letter = letter_of("1", ASKED, "Antwoord:", ANSWERED, "2", "Wie betaalt?", "Antwoord:", "De provincie.")
    assert pairs(letter) == [
        (QUESTION, "1", ASKED, ("1",)),
        (ANSWER, "Antwoord", ANSWERED, ("1",)),
        (QUESTION, "2", "Wie betaalt?", ("2",)),
        (ANSWER, "Antwoord", "De provincie.", ("2",)),
    ]


def test_lists_and_tables_in_an_answer_keep_their_kinds() -> None:
    letter = letter_of("Vraag 1", ASKED, "Antwoord 1", ANSWERED, (ITEM, "de helft door het Rijk;"), "Meer is er niet.")
    assert kinds(letter) == [QUESTION, ANSWER, ITEM, ANSWER]


def test_the_signature_behind_the_last_answer_is_none() -> None:
    letter = letter_of(
        "Vraag 1", ASKED, "Antwoord 1", ANSWERED, "Hoogachtend,", "De minister van Defensie,", "J. Jansen"
    )
    assert kinds(letter)[2:] == [BlockKind.PARAGRAPH] * 3


def test_a_heading_above_the_markers_ends_an_answer() -> None:
    letter = letter_of("Vraag 1", ASKED, "Antwoord 1", ANSWERED, (HEADING, "Tot slot"), "Ik dank u.")
    assert kinds(letter)[2:] == [HEADING, BlockKind.PARAGRAPH]


def test_a_letter_that_only_names_a_question_is_no_answer() -> None:
    letter = letter_of("Vraag 1", ASKED, "Tot zover.")
    assert kinds(letter) == [BlockKind.PARAGRAPH] * 3


def test_a_marker_is_no_part_of_the_sentence_behind_it() -> None:
    letter = letter_of("Vraag 1", ASKED, "Antwoord 1", ANSWERED)
    sentences = [sentence.text for sentence in analyse(letter, NLP).sentences]
    assert sentences == ["Vraag 1", ASKED, "Antwoord 1", ANSWERED]
