"""Lists over the index as data: which columns, what can be sorted and filtered; one way of asking for all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from kamerbrief.search.words import euros, wanted

#: Rows on a page, most rows of a file, and most values of a facet.
PAGE, _MOST, _VALUES = 50, 1_000_000, 12
#: Marks in a snippet around the words that were found; they stand in no letter's text.
BEGIN, END = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Facet:
    """Values to choose from, with how many rows have each. ``through`` is the condition where a row has several.

    ``worded`` tells the part of the texts that has words for its values; ``tick`` is a facet of one value, shown as a
    box to tick.
    """

    name: str
    column: str
    through: str = ""
    source: str = ""
    worded: str = ""
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in addresses, files and texts, how the index has it, and how a page shows it."""

    name: str
    sql: str
    shown: str = "text"
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: from which table, with which words, columns and facets.

    ``order`` is how it is sorted where nothing is asked, ``marked`` the column of the words in which finds are shown.
    """

    name: str
    path: str
    table: str
    words: str
    columns: tuple[Column, ...]
    facets: tuple[Facet, ...]
    order: str
    only: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    marked: int = 1


_MINISTRY = Facet(
    "ministry",
    "m.ministry",
    through="{t}.letter IN (SELECT letter FROM ministries WHERE ministry = ?)",
    source="JOIN ministries m ON m.letter = t.letter",
)
_YEAR = Facet("year", "l.year")
_JOIN = "JOIN letters l ON l.letter = t.letter"

LETTERS = Listing(
    name="letters",
    path="/",
    table="letters t JOIN letters l ON l.number = t.number",
    words="letter_words",
    columns=(
        Column("date", "l.date", "day", falls=True),
        Column("letter", "l.title", "letter"),
        Column("ministry", "l.ministries"),
        Column("amounts", "l.amounts", "number", falls=True),
        Column("recommendations", "l.recommendations", "number", falls=True),
        Column("commitments", "l.commitments", "number", falls=True),
        Column("failing", "l.failing", "bad", falls=True),
    ),
    facets=(
        _MINISTRY,
        _YEAR,
        Facet("kind", "l.kind", worded="letter_kinds"),
        Facet("broken", "l.failing > 0", tick="1"),
        Facet("open", "l.unsure > 0", tick="1"),
        Facet("waits", "l.waits", tick="1"),
    ),
    order="l.date DESC, l.letter DESC",
    marked=2,
)
PROMISES = Listing(
    name="promises",
    path="/promises",
    table=f"facts t {_JOIN}",
    words="fact_words",
    columns=(
        Column("due", "t.due = '', t.due", "day"),
        Column("fact", "t.sentence", "fact"),
        Column("due_text", "t.due_text", "dutch"),
        Column("actor", "t.actor", "dutch"),
        Column("form", "t.form", "value"),
        Column("state", "t.state", "state"),
        Column("ministry", "l.ministries"),
        Column("date", "l.date", "day", falls=True),
        Column("letter", "l.title", "letter"),
    ),
    facets=(
        Facet("due_year", "substr(t.due, 1, 4)"),
        _MINISTRY,
        Facet("form", "t.form", worded="values"),
        Facet("state", "t.state", worded="states"),
        _YEAR,
    ),
    order="t.due = '', t.due, l.date, t.number",
    only="t.list = 'commitments'",
)
ADVICE = Listing(
    name="advice",
    path="/advice",
    table=f"facts t {_JOIN}",
    words="fact_words",
    columns=(
        Column("fact", "t.title", "fact"),
        Column("stance", "t.state", "value"),
        Column("sentence", "t.sentence", "dutch"),
        Column("author", "t.author", "dutch"),
        Column("ministry", "l.ministries"),
        Column("date", "l.date", "day", falls=True),
        Column("letter", "l.title", "letter"),
    ),
    facets=(Facet("stance", "t.state", worded="values"), Facet("author", "t.author"), _MINISTRY, _YEAR),
    order="l.date DESC, l.letter, t.number",
    only="t.list = 'recommendations'",
    marked=0,
)
AMOUNTS = Listing(
    name="amounts",
    path="/amounts",
    table=f"facts t {_JOIN}",
    words="fact_words",
    columns=(
        Column("value", "t.value", "money", falls=True),
        Column("fact", "t.sentence", "fact"),
        Column("programme", "t.programme"),
        Column("for_years", "t.from_year IS NULL, t.from_year, t.until_year", "years"),
        Column("form", "t.form", "value"),
        Column("state", "t.state", "state"),
        Column("ministry", "l.ministries"),
        Column("date", "l.date", "day", falls=True),
        Column("letter", "l.title", "letter"),
    ),
    facets=(
        Facet("programme", "t.programme"),
        Facet("for_year", "t.from_year", through="? BETWEEN t.from_year AND t.until_year"),
        Facet("state", "t.state", worded="states"),
        Facet("form", "t.form", worded="values"),
        _MINISTRY,
        _YEAR,
    ),
    order="t.value DESC NULLS LAST, l.letter, t.number",
    only="t.list = 'amounts'",
    ranges=(("least", "t.value >= ?"), ("most", "t.value <= ?")),
)
LISTINGS = (LETTERS, PROMISES, ADVICE, AMOUNTS)
#: What every row has besides its columns.
_KEYS = {
    "letters": "l.letter AS letter_id, '' AS fact_id, l.waits AS waits, l.unsure AS unsure",
    "facts": "t.letter AS letter_id, t.fact AS fact_id, l.waits AS waits, t.until_year AS until_year, t.page AS page",
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
    """The rows of a page, how many there are in all, and the values of the facets with their numbers."""

    rows: list[dict[str, Any]]
    number: int
    total: int
    facets: dict[str, list[tuple[str, int]]]


def find(index: sqlite3.Connection, listing: Listing, question: Asked) -> Found:
    """One page of a list, with facets: each counts the rows that meet all conditions."""
    _hits(index, listing, question)
    total = index.execute(f"SELECT count(*) FROM {listing.table} {_where(listing.only)}").fetchone()[0]  # noqa: S608
    number = index.execute("SELECT count(*) FROM hits").fetchone()[0]
    offset = (question.page - 1) * PAGE
    rows = _rows(index, listing, question, f"LIMIT {PAGE} OFFSET {offset}")
    facets = {facet.name: _values(index, listing, facet) for facet in listing.facets}
    return Found(rows, number, total, facets)


def every(index: sqlite3.Connection, listing: Listing, question: Asked) -> list[dict[str, Any]]:
    """All rows of a list, for a file."""
    _hits(index, listing, question)
    return _rows(index, listing, question, f"LIMIT {_MOST}")


def sums(index: sqlite3.Connection, column: str, most: int) -> list[tuple[str, float]]:
    """Euros by programme or ministry over the letters that were found, the largest first."""
    sql = f"""SELECT {column}, sum(value) AS total FROM money WHERE letter IN (
      SELECT letter FROM letters WHERE number IN (SELECT number FROM hits)) GROUP BY 1 HAVING total > 0
      ORDER BY {column} = '', total DESC, 1"""  # noqa: S608 - a column of our own
    found = index.execute(sql).fetchall()
    return [(str(name), float(total)) for name, total in found[:most]] + _together(found[most:])


def _together(left: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    return [("…", sum(total for _, total in left))] if left else []


def _where(*conditions: str) -> str:
    given = [condition for condition in conditions if condition]
    return f"WHERE {' AND '.join(given)}" if given else ""


def _hits(index: sqlite3.Connection, listing: Listing, question: Asked) -> None:
    """Keeps the numbers of the rows that meet the conditions in a temporary table."""
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
    index.execute("CREATE TEMP TABLE IF NOT EXISTS hits (number INTEGER PRIMARY KEY)")
    index.execute("DELETE FROM hits")
    index.execute(f"INSERT INTO hits SELECT t.number FROM {listing.table} {_where(*conditions)}", values)  # noqa: S608
    index.commit()


def _typed(facet: Facet, value: str) -> str | int:
    """A chosen value as the index keeps it; a box that is ticked is a yes."""
    if facet.tick:
        return 1
    return int(value) if facet.name == "for_year" and value.isdecimal() else value


def _rows(index: sqlite3.Connection, listing: Listing, question: Asked, limit: str) -> list[dict[str, Any]]:
    columns = [f"{_plain(column)} AS {column.name}" for column in listing.columns]
    keys = _KEYS["letters" if listing.name == "letters" else "facts"]
    sql = f"""SELECT {", ".join(columns)}, {keys}, t.number AS number FROM {listing.table}
      WHERE t.number IN (SELECT number FROM hits) ORDER BY {_order(listing, question)} {limit}"""  # noqa: S608
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


def _values(index: sqlite3.Connection, listing: Listing, facet: Facet) -> list[tuple[str, int]]:
    """The values of a facet, the most frequent first, years from the latest on."""
    by = "1 DESC" if facet.name in {"year", "due_year", "for_year"} else "2 DESC, 1"
    sql = f"""SELECT {facet.column} AS of_facet, count(*) FROM {listing.table} {facet.source}
      WHERE t.number IN (SELECT number FROM hits) AND of_facet IS NOT NULL AND of_facet != ''
      GROUP BY 1 ORDER BY {by} LIMIT {_VALUES}"""  # noqa: S608 - columns of our own
    found = index.execute(sql).fetchall()
    return [(str(value), number) for value, number in found if not facet.tick or value]
