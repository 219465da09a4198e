"""How many rows each list has, and each value of its facets: kept beside the rows, so that no list is counted whole."""

from __future__ import annotations

import sqlite3

from kamerbrief.search.lists import LISTINGS, Facet, where

#: The facet under which the number of all rows of a list stands.
ALL = ""
SCHEMA = """
CREATE TABLE tally (list TEXT NOT NULL, facet TEXT NOT NULL, value NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (list, facet, value)) WITHOUT ROWID;
"""


def tally(connection: sqlite3.Connection, letter: str, times: int) -> None:
    """Adds the rows of a letter to the numbers: once where it was put into the index, -1 times before it leaves."""
    for listing in LISTINGS:
        for facet in (Facet(ALL, "''"), *listing.facets):
            sql = f"""INSERT INTO tally SELECT ?, ?, {facet.column} AS of_facet, ? * count(*)
              FROM {listing.table} {facet.source} {where(listing.only, "t.letter = ?", "of_facet IS NOT NULL")}
              GROUP BY 3 ON CONFLICT DO UPDATE SET number = number + excluded.number"""  # noqa: S608 - our own columns
            connection.execute(sql, (listing.name, facet.name, times, letter))


def number_of(index: sqlite3.Connection, listing: str, facet: str, value: str = "") -> int:
    """How many rows of a list have this value of a facet."""
    sql = "SELECT number FROM tally WHERE list = ? AND facet = ? AND value = ?"
    return int((index.execute(sql, (listing, facet, value)).fetchone() or (0,))[0])
