"""What sort of promise a sentence makes: of what kind, on which condition, and whether it was made before.

The words stand in lexicon/commitments.toml. They are looked for in the words of the promise alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamerbrief.annotate.time import TimeExpression
from kamerbrief.contract import CommitmentKind
from kamerbrief.facts.promises.sentence import CHUNK_END
from kamerbrief.facts.promises.words import gapped, phrases

#: What no condition is dated by: a habit, or a promise of speed.
_UNDATED = ("every", "soon")


def kind_of(words: str, dues: Sequence[TimeExpression], *, to_chamber: bool) -> CommitmentKind:
    """What is promised: to inform the Kamer, else an act, or an effort in general terms where no day is set for it."""
    if to_chamber:
        return CommitmentKind.INFORM
    dated = any(due.relation not in _UNDATED for due in dues)
    general = not dated and gapped("general", "words").search(words)
    return CommitmentKind.INTENTION if general else CommitmentKind.ACT


def is_conditional(words: str) -> bool:
    """True where the promise holds only if something else comes about."""
    return condition_in(words) is not None


def condition_in(words: str) -> tuple[int, int] | None:
    """Where words open a condition on something else; the end of the work itself is no condition.

    ``Als`` makes a condition only where a clause with its verb at the end follows: not ``als eerste``, ``zowel … als``.
    ``Indien mogelijk`` says how something is done, not whether.
    """
    stated = phrases("conditional", "words").search(words)
    if stated:
        return stated.span()
    return next(
        (
            match.span()
            for match in phrases("not", "conditions").finditer(words)
            if _sets_condition(words, match) and not phrases("not", "complete").search(_rest(words, match.end()))
        ),
        None,
    )


def _sets_condition(words: str, match: re.Match[str]) -> bool:
    if phrases("conditional", "asides").match(words, match.end() + 1):
        return False
    if match.group().lower() != "als":
        return True
    if phrases("conditional", "compares").search(re.split(r"[,;:]", words[: match.start()])[-1]):
        return False
    opens = phrases("conditional", "opens").match(words, match.end() + 1)
    last = re.search(r"[\w-]+\W*$", _rest(words, match.end()))
    closes = last is not None and phrases("conditional", "closes").match(last.group())
    return bool(opens and closes) and not phrases("not", "as_role").match(words, match.start())


def _rest(words: str, at: int) -> str:
    """What follows, up to the end of the part of the clause."""
    end = CHUNK_END.search(words, at)
    return words[at : end.start() if end else len(words)]


def repeats(words: str) -> str | None:
    """The words that say that it was promised before: ``zoals eerder toegezegd``, ``conform mijn toezegging``."""
    match = gapped("repeated", "words").search(words)
    return " ".join(match.group().split()) if match else None
