"""Advice whose author a pronoun means or nobody names, lists of it in groups, and answers to several at once.

Every passage is made up here, and was before what reads it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kamerbrief.contract import Recommendation
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.language.analysis import analyse
from kamerbrief.reading import read_letter
from kamerbrief.settings import settings
from tests.letters import NLP

PASSAGES = tomllib.loads((Path(__file__).parent / "advice_passages.toml").read_text(encoding="utf-8"))["passage"]


def found_in(text: str, folder: Path) -> list[Recommendation]:
    path = folder / "letter.txt"
    path.write_text(f"Geachte voorzitter,\n\n{text}\n", encoding="utf-8")
    return find_recommendations(analyse(read_letter(path, settings()), NLP))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["about"])
def test_passages(passage: dict[str, object], tmp_path: Path) -> None:
    found = found_in(str(passage["text"]), tmp_path)
    told = [
        {"title": one.title, "author": one.author or "", "stance": one.stance.value, "answer": _answer(one)}
        for one in found
    ]
    wanted = passage["advice"]
    assert isinstance(wanted, list)
    assert len(told) == len(wanted), told
    for own, want in zip(told, wanted, strict=True):
        assert want["title"] in own["title"]
        assert {name: own[name] for name in ("author", "stance") if name in want} == {
            name: want[name] for name in ("author", "stance") if name in want
        }, own
        assert want["answer"] in own["answer"]
        assert want.get("not", "\0") not in own["answer"]


def _answer(one: Recommendation) -> str:
    return " ".join(part.text for part in one.response)
