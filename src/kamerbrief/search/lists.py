"""The lists over the index as data: which columns each has, what can be sorted and filtered."""

from __future__ import annotations

from dataclasses import dataclass


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


def where(*conditions: str) -> str:
    """The conditions as part of a question to the index; those that are empty are left out."""
    given = [condition for condition in conditions if condition]
    return f"WHERE {' AND '.join(given)}" if given else ""
