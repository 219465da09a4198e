"""Texts that nobody writes: they end, with clauses that stand where they say, however long they are."""

import pytest

from kamerbrief.annotate import annotate
from kamerbrief.annotate.clauses import clauses_of
from kamerbrief.annotate.parser import Parser
from kamerbrief.annotate.stack import DEEPEST

_LENGTH = 100_000
_PIECES = {
    "clauses": "ik neem dit over en ",
    "conjunctions": "dat ",
    "relative words": "de man die ",
    "infinitives": "om zonder te nemen ",
    "brackets": "(ik neem ",
    "empty brackets": "()",
    "open brackets": "(",
    "quotations": "„hij zegt ",
    "digits": "7",
    "numbers": "7 ",
    "negations": "niet alleen geen ",
    "conditions": "als ik dat ",
    "verbs": "nemen ",
    "lines": "\n",
    "commas": "ik neem, ",
    "questions": "of het hoe wat ",
    "particles": "neemt over ",
}


@pytest.mark.parametrize("piece", _PIECES.values(), ids=_PIECES.keys())
def test_a_sentence_of_a_hundred_thousand_characters_is_read(piece):
    text = piece * (_LENGTH // len(piece))
    clauses = annotate(text)
    assert all(0 <= clause.start < clause.end <= len(text) for clause in clauses)
    assert all(clause.hangs_on is None or 0 <= clause.hangs_on < len(clauses) for clause in clauses)


def test_clauses_within_one_another_are_bounded():
    parser = Parser("dat ik weet " * 500)
    depths = []
    take = parser._open
    parser._open = lambda place, opening: (take(place, opening), depths.append(len(parser.stack)))
    parser.read()
    assert depths
    assert max(depths) <= DEEPEST + 1


@pytest.mark.parametrize("piece", _PIECES.values(), ids=_PIECES.keys())
def test_the_words_of_a_long_text_are_divided_once(piece):
    _, words, places = clauses_of(piece * (5_000 // len(piece)))
    held = [place for clause in places for place in clause]
    assert len(held) == len(set(held)) <= len(words)
