"""The invented letters with labels: how a file is read, what is refused, and what those that ship look like."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from kamerbrief.errors import ReadError
from kamerbrief.facts.promises.commitments import places
from kamerbrief.language.analysis import analyse
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind
from kamerbrief.training.letters import PROMISES, InventedLetter, invented_letters, letter_of, read_invented

HEAD = "ministerie: IenW\nsoort: stand van zaken\ndatum: 2025-02-10\nonderwerp: Veren\n\n"
BODY = """# Veren

De veerdienst vaart al jaren.
[act: in mei][answer 1 adopted] In mei laat ik de dienst onderzoeken.
[finding 1] De boten zijn oud.

[intention?] Ik blijf opletten:
- [advice 1] koop nieuwe boten;
1. wacht af.

Vraag 2
Vaart de boot?

Antwoord 2
Ja.
"""


def read(tmp_path: Path, text: str) -> InventedLetter:
    file = tmp_path / "veer.txt"
    file.write_text(text, encoding="utf-8")
    return read_invented(file)


def test_a_letter_is_read_with_its_labels(tmp_path: Path) -> None:
    letter = read(tmp_path, HEAD + BODY)
    assert letter.head["datum"] == "2025-02-10"
    assert [part.kind for part in letter.parts] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.QUESTION,
        BlockKind.ANSWER,
    ]
    promised = {one.text: one.promise for one in letter.sentences if one.promise}
    kinds = {text: (label.name, label.due, label.argued) for text, label in promised.items()}
    assert kinds == {
        "In mei laat ik de dienst onderzoeken.": ("act", "in mei", False),
        "Ik blijf opletten:": ("intention", None, True),
    }
    numbered = {label.name: (label.numbers, label.stance) for one in letter.sentences for label in one.labels}
    assert numbered["advice"] == ((1,), None)
    assert numbered["answer"] == ((1,), "adopted")


def test_the_words_stand_in_the_letter_as_reading_would_give_it(tmp_path: Path) -> None:
    letter = letter_of(read(tmp_path, HEAD + BODY))
    assert [(block.kind, letter.text[block.start : block.end]) for block in letter.blocks][3:6] == [
        (BlockKind.LIST_ITEM, "• koop nieuwe boten;"),
        (BlockKind.LIST_ITEM, "1. wacht af."),
        (BlockKind.QUESTION, "Vraag 2\nVaart de boot?"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "[promise] Ik doe het.\n", "veer.txt:6: 'promise' is no label"),
        (HEAD + "[answer 1] Ik neem het over.\n", "veer.txt:6: 'answer 1' is no label"),
        (HEAD + "[advice 1 adopted] Doe het.\n", "veer.txt:6: 'advice 1 adopted' is no label"),
        (HEAD + "Goed.\n[inform: in juni] Ik bericht u in mei.\n", "veer.txt:7: 'in juni' does not stand"),
        (HEAD + "[finding 2] De boten zijn oud.\n", "veer.txt:6: there is no advice 2"),
        (HEAD + "[act]\n", "veer.txt:6: a label without a sentence"),
        ("ministerie: IenW\nsoort: brief\n\nTekst.\n", "veer.txt:3: the line 'datum: …' is missing"),
        (HEAD.replace("2025-02-10", "10 februari") + "Tekst.\n", "veer.txt:3: '10 februari' is no day"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_letters_that_ship_are_many_and_mostly_promise_nothing() -> None:
    letters = invented_letters()
    sentences = [one for letter in letters for one in letter.sentences]
    promises = Counter(one.promise.name for one in sentences if one.promise)
    assert len(letters) >= 60
    assert len(sentences) >= 4_000
    assert set(promises) == set(PROMISES)
    assert 4 <= len(sentences) / promises.total() <= 7
    assert len({letter.head["ministerie"] for letter in letters}) >= 12
    assert all(datetime.date.fromisoformat(letter.head["datum"]) for letter in letters)


def test_no_sentence_stands_in_two_letters() -> None:
    counted = Counter(one.text for letter in invented_letters() for one in letter.sentences if len(one.text) > 25)
    assert [text for text, times in counted.items() if times > 1] == []


def test_the_program_sees_the_sentences_as_they_are_labelled() -> None:
    nlp = load_model(None)
    lost = []
    for invented in invented_letters():
        seen = {place.text.strip() for _, _, place in places(analyse(letter_of(invented), nlp))}
        lost += [one.text for one in invented.sentences if one.text not in seen]
    assert lost == []
