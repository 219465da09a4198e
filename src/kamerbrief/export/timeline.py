"""One programme over the years: its amounts, and what was decided about it, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kamerbrief.errors import KamerbriefError
from kamerbrief.export.database import query
from kamerbrief.following.index import Links
from kamerbrief.following.lines import Point, lines_of
from kamerbrief.store import Store

_FOUND = """
SELECT DISTINCT programme, name FROM programmes
WHERE lower(programme) = lower($1) OR lower(name) = lower($1)
  OR list_contains(string_split(lower(aliases), '; '), lower($1)) ORDER BY programme
"""
_MONEY = """
SELECT m.date, m.letter, l.subject, m.value, m.whole_value, m.share, m.movement, m.precision, m.recurrence,
  m.from_year, m.until_year, m.budget_holders, m.counts, m.sentence
FROM money m JOIN letters l ON l.id = m.letter WHERE m.programme = $1 ORDER BY m.date NULLS FIRST, m.letter, m.start
"""
_ADVICE = """
SELECT r.date, r.letter, r.title, r.stance, r.stance_words
FROM recommendations r JOIN programmes p ON p.letter = r.letter
WHERE p.programme = $1
  AND (contains(lower(r.words), lower(p.words)) OR list_contains(string_split(r.programmes, '; '), p.id))
ORDER BY r.date NULLS FIRST, r.letter, r.start
"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A programme's amounts and decisions by date, the sum of what counts by letter, and the lines of its money.

    The sums are of one letter each: what a letter says of the money of an earlier one is told by the lines, and nothing
    is added up over letters.
    """

    programme: str
    name: str
    amounts: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    sums: list[tuple[str, str, Decimal]]
    money: list[tuple[Point, ...]]


def timeline(store: Store, programme: str) -> Timeline:
    """The timeline of a programme, given by id, name or alias. Raises KamerbriefError when no letter knows it."""
    found = query(store, _FOUND, [programme]).rows
    if not found:
        like = "SELECT DISTINCT name FROM programmes WHERE contains(lower(name), lower($1)) ORDER BY name LIMIT 5"
        near = ", ".join(str(row[0]) for row in query(store, like, [programme]).rows)
        raise KamerbriefError(
            f"{programme}: no letter names such a programme" + (f"; do you mean {near}?" if near else "")
        )
    identity, name = str(found[0][0]), str(found[0][1])
    amounts = _dicts(store, _MONEY, identity)
    sums: dict[tuple[str, str], Decimal] = {}
    for amount in amounts:
        if amount["counts"] and amount["value"] is not None:
            place = (str(amount["date"] or ""), str(amount["letter"]))
            sums[place] = sums.get(place, Decimal(0)) + Decimal(str(amount["value"]))
    listed = [(date, letter, total) for (date, letter), total in sums.items()]
    links = Links(store)
    links.refresh()
    money = lines_of(links, identity, {str(amount["letter"]) for amount in amounts})
    return Timeline(identity, name, amounts, _dicts(store, _ADVICE, identity), listed, money)


def _dicts(store: Store, sql: str, programme: str) -> list[dict[str, Any]]:
    answer = query(store, sql, [programme])
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
