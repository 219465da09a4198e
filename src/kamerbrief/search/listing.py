"""One way of asking for every list over the index: what an address asks, and the rows, numbers and values found."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from kamerbrief.search.lists import LETTERS, Column, Facet, Listing, where
from kamerbrief.search.tally import ALL, number_of
from kamerbrief.search.words import euros, wanted

#: Rows on a page, most rows of a file, and most values of a facet.
PAGE, _MOST, _VALUES = 50, 1_000_000, 12
#: Marks in a snippet around the words that were found; they stand in no letter's text.
BEGIN, END = "\x02", "\x03"


#: What every row has besides its columns.
_KEYS = {
    "letters": "l.letter AS letter_id, '' AS fact_id, l.waits AS waits, l.unsure AS unsure",
    "facts": "t.letter AS letter_id, t.fact AS fact_id, l.waits AS waits, t.until_year AS until_year, t.page AS page, "
    "t.currency AS currency",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: words, chosen values, bounds, order and page."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    bounds: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    def address(self, path: str, charts: str = "", **changed: Any) -> str:
        """The address that asks this, with some of it changed; from the first page on unless that is changed.

        ``charts`` asks for charts over what is found, too.
        """
        other = replace(self, **{"page": 1} | changed)
        pairs = {"q": other.words, **other.chosen, "since": other.since, "until": other.until, **other.bounds}
        pairs |= {"sort": other.sort, "page": str(other.page) if other.page > 1 else ""}
        pairs["charts"] = charts
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{path}?{query}" if query else path

    def choosing(self, path: str, facet: str, value: str) -> str:
        """The same with a value of a facet chosen, or given up where it is chosen already."""
        rest = {name: known for name, known in self.chosen.items() if name != facet}
        return self.address(path, chosen=rest if self.chosen.get(facet) == value else {**rest, facet: value})


def asked(listing: Listing, given: Mapping[str, str]) -> Asked:
    """What an address asks; what it cannot ask is passed over."""
    facets = {facet.name for facet in listing.facets}
    sorts = {column.name for column in listing.columns}
    sort = given.get("sort", "")
    page = given.get("page", "1")
    return Asked(
        words=given.get("q", "")[:500],
        chosen={name: value for name, value in given.items() if name in facets and value},
        since=given.get("since", "")[:10],
        until=given.get("until", "")[:10],
        bounds={name: given[name] for name, _ in listing.ranges if euros(given.get(name, "")) is not None},
        sort=sort if sort.removeprefix("-") in sorts else "",
        page=min(int(page), 10**6) if page.isdecimal() and int(page) else 1,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a page, how many there are in all, and the values of the facets of which none is chosen."""

    rows: list[dict[str, Any]]
    number: int
    total: int
    facets: dict[str, list[tuple[str, int]]]


def find(index: sqlite3.Connection, listing: Listing, question: Asked) -> Found:
    """One page of a list, with facets: each counts the rows that meet all conditions.

    Where nothing is asked, the numbers are those that the index keeps.
    """
    total = number_of(index, listing.name, ALL)
    asks = _hits(index, listing, question, facets=True)
    number = index.execute("SELECT count(*) FROM hits").fetchone()[0] if asks else total
    offset = (question.page - 1) * PAGE
    rows = _rows(index, listing, question, f"LIMIT {PAGE} OFFSET {offset}", asks=asks)
    facets = {
        facet.name: _values(index, listing, facet, f"f{at}" if asks else "")
        for at, facet in enumerate(listing.facets)
        if facet.name not in question.chosen
    }
    return Found(rows, number, total, facets)


def every(index: sqlite3.Connection, listing: Listing, question: Asked) -> list[dict[str, Any]]:
    """All rows of a list, for a file."""
    asks = _hits(index, listing, question)
    return _rows(index, listing, question, f"LIMIT {_MOST}", asks=asks)


def sums(index: sqlite3.Connection, question: Asked, column: str, most: int) -> list[tuple[str, float]]:
    """Euros by programme or ministry over the letters that meet the conditions, the largest first."""
    asks = _hits(index, LETTERS, question)
    those = "WHERE letter IN (SELECT letter FROM hits)" if asks else ""
    sql = f"""SELECT {column}, sum(value) AS total FROM money {those} GROUP BY 1 HAVING total > 0
      ORDER BY {column} = '', total DESC, 1"""  # noqa: S608 - a column of our own
    found = index.execute(sql).fetchall()
    return [(str(name), float(total)) for name, total in found[:most]] + _together(found[most:])


@dataclass(frozen=True, slots=True)
class Waits:
    """A change that waits: its id, the kind of its fact, the fact's text and what it was found to be."""

    change: str
    kind: str
    words: str
    meaning: str


def waiting_letters(index: sqlite3.Connection) -> list[tuple[str, str, list[Waits]]]:
    """The letters that wait, each with its subject and its changes."""
    changes: dict[str, list[Waits]] = {}
    sql = "SELECT letter, change, kind, words, meaning FROM changes ORDER BY letter, place"
    for letter, change, kind, words, meaning in index.execute(sql):
        changes.setdefault(letter, []).append(Waits(change, kind, words, meaning))
    found = index.execute("SELECT letter, title FROM letters WHERE waits ORDER BY letter").fetchall()
    return [(letter, title or letter, changes.get(letter, [])) for letter, title in found]


def _together(left: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [("…", sum(total for _, total in left))] if left else []


def _hits(index: sqlite3.Connection, listing: Listing, question: Asked, *, facets: bool = False) -> bool:
    """Keeps the rows that meet the conditions in a temporary table, with the columns of the facets where asked.

    Returns False, and keeps none, where there are no conditions: then they are all rows.
    """
    wish = wanted(question.words)
    conditions, values = [listing.only], list[Any]()
    if wish.match:
        conditions.append(f"t.number IN (SELECT rowid FROM {listing.words} WHERE {listing.words} MATCH ?)")  # noqa: S608
        values.append(wish.match)
    for bound, sign in ((wish.least, ">="), (wish.most, "<=")):
        if bound is not None and listing.name != "letters":
            conditions.append(f"t.value {sign} ?")
            values.append(float(bound))
    if listing.name == "letters" and (wish.least is not None or wish.most is not None):
        low, high = (float(bound) if bound is not None else None for bound in (wish.least, wish.most))
        between = "value >= coalesce(?, value) AND value <= coalesce(?, value)"
        conditions.append(f"t.letter IN (SELECT letter FROM facts WHERE list = 'amounts' AND {between})")  # noqa: S608
        values += [low, high]
    for facet in listing.facets:
        if facet.name in question.chosen:
            value = question.chosen[facet.name]
            conditions.append((facet.through or f"{facet.column} = ?").format(t="t"))
            values.append(_typed(facet, value))
    for day, sign in ((question.since, ">="), (question.until, "<=")):
        if day:
            conditions.append(f"l.date != '' AND l.date {sign} ?")
            values.append(day)
    for name, condition in listing.ranges:
        if name in question.bounds:
            conditions.append(condition)
            values.append(float(euros(question.bounds[name]) or 0))
    if len(conditions) == 1:
        return False
    columns = [facet.column for facet in listing.facets if not facet.source] if facets else []
    named = [f"f{at}" for at, facet in enumerate(listing.facets) if not facet.source] if facets else []
    index.execute("DROP TABLE IF EXISTS hits")
    index.execute(f"CREATE TEMP TABLE hits ({', '.join(['number INTEGER PRIMARY KEY', 'letter', *named])})")
    picked = ", ".join(["t.number", "t.letter", *columns])
    index.execute(f"INSERT INTO hits SELECT {picked} FROM {listing.table} {where(*conditions)}", values)  # noqa: S608
    index.commit()
    return True


def _typed(facet: Facet, value: str) -> str | int:
    """A chosen value as the index keeps it; a box that is ticked is a yes."""
    if facet.tick:
        return 1
    return int(value) if facet.name == "for_year" and value.isdecimal() else value


def _rows(
    index: sqlite3.Connection, listing: Listing, question: Asked, limit: str, *, asks: bool
) -> list[dict[str, Any]]:
    those = "t.number IN (SELECT number FROM hits)" if asks else listing.only
    columns = [f"{_plain(column)} AS {column.name}" for column in listing.columns]
    keys = _KEYS["letters" if listing.name == "letters" else "facts"]
    sql = f"""SELECT {", ".join(columns)}, {keys}, t.number AS number FROM {listing.table}
      {where(those)} ORDER BY {_order(listing, question)} {limit}"""  # noqa: S608
    index.row_factory = sqlite3.Row
    rows = [dict(row) for row in index.execute(sql)]
    index.row_factory = None
    match = wanted(question.words).match
    for row in rows if match and limit.startswith(f"LIMIT {PAGE} ") else ():
        marked = f"{listing.words}, {listing.marked}, '{BEGIN}', '{END}'"
        snippet = f"snippet({marked}, '…', 28)" if listing.name == "letters" else f"highlight({marked})"
        asked_for = f"SELECT {snippet} FROM {listing.words} WHERE {listing.words} MATCH ? AND rowid = ?"  # noqa: S608
        row["snippet"] = (index.execute(asked_for, (match, row["number"])).fetchone() or ("",))[0]
    return rows


def _plain(column: Column) -> str:
    """The value of a column whose order has more than one part: the part that is no condition."""
    if column.name == "due":
        return "t.due"
    return "t.from_year" if column.name == "for_years" else column.sql


def _order(listing: Listing, question: Asked) -> str:
    column = next((c for c in listing.columns if c.name == question.sort.removeprefix("-")), None)
    if column is None:
        return listing.order
    way = "DESC" if question.sort.startswith("-") else "ASC"
    parts = [part.strip() for part in column.sql.split(",")]
    ordered = [part if " = " in part or " IS " in part else f"{part} {way} NULLS LAST" for part in parts]
    return ", ".join([*ordered, listing.order])


def _values(index: sqlite3.Connection, listing: Listing, facet: Facet, column: str) -> list[tuple[str, int]]:
    """The values of a facet, the most frequent first, years from the latest on.

    ``column`` is that of the hits, empty where all rows are meant.
    """
    by = "1 DESC" if facet.name in {"year", "due_year", "for_year"} else "2 DESC, 1"
    given: tuple[str, ...] = ()
    if not column:
        source, given = (
            "SELECT value AS v, number AS n FROM tally WHERE list = ? AND facet = ?",
            (listing.name, facet.name),
        )
    elif facet.source:
        of_letter = "SELECT letter, count(*) AS n FROM hits GROUP BY letter"
        source = f"SELECT {facet.column} AS v, sum(n) AS n FROM ({of_letter}) AS t {facet.source} GROUP BY 1"  # noqa: S608
    else:
        source = f"SELECT {column} AS v, count(*) AS n FROM hits GROUP BY 1"  # noqa: S608 - a column of our own
    sql = f"SELECT v, n FROM ({source}) WHERE v IS NOT NULL AND v != '' AND n > 0 ORDER BY {by} LIMIT {_VALUES}"  # noqa: S608
    found = index.execute(sql, given).fetchall()
    return [(str(value), number) for value, number in found if not facet.tick or value]
