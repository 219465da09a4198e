"""The tables as one workbook: real days and figures, a heading that stays, filters, money by year, a dictionary."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from kamerbrief.export.columns import BY_NAME, TABLES, Column, Row, Table

#: Signs that XML, and with it xlsx, cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Longest text of a cell, and most rows of a sheet, that spreadsheets read.
_LONGEST_CELL, _MOST_ROWS = 32_767, 1_048_576
#: Widths of columns by their type, in characters; long texts have one of their own.
_WIDTHS = {"text": 18, "integer": 11, "number": 18, "boolean": 9, "date": 12}
_LONG = {
    "words": 40,
    "sentence": 70,
    "title": 50,
    "subject": 50,
    "message": 60,
    "programmes": 30,
    "name": 30,
    "meaning": 90,
}
#: How figures and days are shown; a spreadsheet puts the signs of its own language in.
_DAY, _WHOLE, _FRACTION = "yyyy-mm-dd", "#,##0", "#,##0.00########"
_MONEY = Table(
    "geld per jaar",
    "What counts, by the years that it is for and by programme.",
    (
        Column("from_year", "integer", "First year that the money is for.", "year"),
        Column("until_year", "integer", "Last year that the money is for.", "year"),
        Column("programmes", "text", "The programmes that it is for, apart by '; '."),
        Column("value", "number", "The sum of the amounts that count.", "whole currency units"),
        Column("amounts", "integer", "How many amounts that is."),
    ),
)
_MEANINGS = Table(
    "dictionary",
    "What the columns mean.",
    tuple(Column(name, "text", name) for name in ("table", "column", "type", "unit", "meaning")),
)


class Book:
    """A workbook in the making; rows come one at a time, and a table too long for a sheet goes on in another."""

    def __init__(self) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        self._book, self._cell, self._bold = Workbook(write_only=True), WriteOnlyCell, Font(bold=True)
        self._sheets: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        for table in (*TABLES, _MONEY, _MEANINGS):
            self._begin(table, table.name)

    def _begin(self, table: Table, title: str) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self._book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, start=1):
            width = _LONG.get(column.name, _WIDTHS[column.type])
            sheet.column_dimensions[get_column_letter(number)].width = width
        heads = [self._cell(sheet, value=column.name) for column in table.columns]
        for head in heads:
            head.font = self._bold
        sheet.append(heads)
        self._sheets[table.name], self._counts[table.name] = sheet, self._counts.get(table.name, 0) + 1

    def add(self, table: Table, row: Row) -> None:
        """One row of a table."""
        if self._counts[table.name] % _MOST_ROWS == 0:
            self._filtered(table)
            self._begin(table, f"{table.name} {self._counts[table.name] // _MOST_ROWS + 1}")
        sheet = self._sheets[table.name]
        sheet.append([self._shown(sheet, column, row[column.name]) for column in table.columns])
        self._counts[table.name] += 1

    def _shown(self, sheet: Any, column: Column, value: Any) -> Any:
        """A value as spreadsheets know it, with its form where it needs one."""
        from kamerbrief.export.writers import harmless

        form = ""
        if column.type == "date" and isinstance(value, str):
            value, form = _day(value), _DAY
        elif column.type == "number" and value is not None:
            form = _WHOLE if value == int(value) else _FRACTION
        elif isinstance(value, str):
            return harmless(_ILLEGAL.sub("\ufffd", value))[:_LONGEST_CELL]
        if not form:
            return value
        cell = self._cell(sheet, value=value)
        cell.number_format = form
        return cell

    def _filtered(self, table: Table) -> None:
        from openpyxl.utils import get_column_letter

        rows = (self._counts[table.name] - 1) % _MOST_ROWS + 1
        self._sheets[table.name].auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{rows}"

    def save(self, path: Path) -> None:
        """Writes the workbook; in memory first, since half a workbook on a full disk says more than its one error."""
        for table in (*TABLES, _MONEY, _MEANINGS):
            self._filtered(table)
        packed = io.BytesIO()
        self._book.save(packed)
        path.write_bytes(packed.getvalue())


def _day(value: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return value


def fill(book: Book, rows: Iterable[tuple[str, Row]]) -> None:
    """All rows, then what counts by year, then what the columns mean."""
    sums: dict[tuple[Any, ...], tuple[Decimal, int]] = {}
    for name, row in rows:
        book.add(BY_NAME[name], row)
        if name == "amounts" and row["counts"] and row["value"] is not None:
            key = (row["from_year"], row["until_year"], row["programmes"])
            value, number = sums.get(key, (Decimal(0), 0))
            sums[key] = value + Decimal(str(row["value"])), number + 1
    for key in sorted(sums, key=lambda key: (key[0] or 9999, key[1] or 9999, key[2] or "")):
        value, number = sums[key]
        book.add(
            _MONEY,
            dict(
                zip(("from_year", "until_year", "programmes", "value", "amounts"), (*key, value, number), strict=True)
            ),
        )
    for line in _meanings():
        book.add(_MEANINGS, line)


def _meanings() -> Iterator[Row]:
    for table in (*TABLES, _MONEY):
        for column in table.columns:
            yield {
                "table": table.name,
                "column": column.name,
                "type": column.type,
                "unit": column.unit,
                "meaning": column.meaning,
            }
