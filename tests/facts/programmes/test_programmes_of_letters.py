"""Programmes in letters whose words were marked before the rules were read; a floor under what is found and right."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from kamerbrief.contract.identity import slug
from kamerbrief.facts.programmes.programmes import find_programmes
from tests.letters import analysis_of

LETTERS = tomllib.loads(Path(__file__).with_name("programmes_of_letters.toml").read_text(encoding="utf-8"))["letters"]
#: What is marked: {a programme}, [what can be argued, or names one again].
_MARKED = re.compile(r"\{([^}]*)\}|\[([^\]]*)\]")
_NEAR = 8


class Measured(NamedTuple):
    """Programmes of letters that are not found, what is listed and is none, and how many are marked and listed."""

    missed: list[str]
    wrong: list[str]
    marked: int
    listed: int

    @property
    def found(self) -> float:
        """The share of the marked that are found."""
        return 1 - len(self.missed) / self.marked

    @property
    def right(self) -> float:
        """The share of the listed that are programmes."""
        return 1 - len(self.wrong) / self.listed


def measured(*, apart: bool) -> Measured:
    """The letters that the rules were mended on, or those that were kept apart."""
    shares = [_measured(letter["text"]) for letter in LETTERS if letter["apart"] is apart]
    missed, wrong = ([name for share in shares for name in share[at]] for at in (0, 1))
    marked, listed = (sum(share[at] for share in shares) for at in (2, 3))
    return Measured(missed, wrong, marked, listed)


def _measured(text: str) -> Measured:
    sure = {one[1] for one in _MARKED.finditer(text) if one[1]}
    allowed = {one[1] or one[2] for one in _MARKED.finditer(text)}
    plain = _MARKED.sub(lambda one: one[1] or one[2], text).strip()
    found = find_programmes(analysis_of(*plain.split("\n\n")))
    names = [(one.name, *one.aliases) for one in found]
    said = {name for several in names for name in several}
    missed = [name for name in sorted(sure) if not any(_same(name, other) for other in said)]
    wrong = [few[0] for few in names if not any(_same(name, other) for name in few for other in allowed)]
    return Measured(missed, wrong, len(sure), len(names))


def _same(one: str, other: str) -> bool:
    """Whether two names are the same, a word before or behind it left aside: 'programma Schoolmaaltijden'."""
    short, long = sorted((slug(one), slug(other)), key=len)
    return short == long or (len(short) > _NEAR and short in long)


def test_programmes_are_found_and_few_others_are_listed() -> None:
    """Of the letters that rules were mended on, and of those kept apart; the floors lie a little below the measured."""
    for share, found, right in ((measured(apart=False), 0.93, 0.95), (measured(apart=True), 0.85, 0.93)):
        assert share.marked > 80
        assert share.found >= found, share.missed
        assert share.right >= right, share.wrong
