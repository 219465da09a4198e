"""Answers and timelines for people: tables on a terminal, CSV and JSON, and a page with a chart."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.export.database import Answer
from kamerbrief.export.timeline import Timeline
from kamerbrief.export.writers import harmless, plain_figure
from kamerbrief.views.charts import Sum, chart_of
from kamerbrief.views.diff import shortened
from kamerbrief.views.dossier import money_text, nowhere, point_row
from kamerbrief.views.html import environment, static
from kamerbrief.views.money_lines import line_drawing
from kamerbrief.views.words import Language, day_in_words, texts

#: Columns of a table, and most characters of a cell: the text of a long sentence stands in it, that of a letter not.
_WIDTH, _CELL = 160, 1000
#: Cells of this length are wrapped, with lines between the rows; those of a column of shorter ones never.
_LONG, _SHORT = 60, 16
#: A computed figure below this is shown with four digits, a larger one with two decimals.
_SMALL = 10


def plain_value(value: Any) -> Any:
    """A value of the database as JSON knows it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def as_json(answer: Answer) -> str:
    """The rows as JSON objects."""
    rows = [{name: plain_value(v) for name, v in zip(answer.columns, row, strict=True)} for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_csv(answer: Answer) -> str:
    """The rows as CSV with a heading line; texts that begin like a formula are neutralised."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(name) for name in answer.columns])
    writer.writerows([harmless(_in_csv(value)) for value in row] for row in answer.rows)
    return text.getvalue()


def _in_csv(value: Any) -> Any:
    """A figure of the database with all its decimals and no more."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else plain_figure(plain_value(value))


def as_table(answer: Answer, width: int | None = None) -> str:
    """The rows as a table to read, ``width`` columns wide (160 when not given); long texts are wrapped."""
    rows = [[shown_value(value) for value in row] for row in answer.rows]
    return _rendered(answer.columns, rows, _numbers(answer), width)


def _numbers(answer: Answer) -> set[int]:
    kinds = [{type(row[at]) for row in answer.rows if row[at] is not None} for at in range(len(answer.columns))]
    return {at for at, types in enumerate(kinds) if types and types <= {int, float, Decimal}}


def shown_value(value: Any, *, plain: bool = False) -> str:
    """A value of an answer to read; ``plain`` leaves a whole number as it is, such as a year that heads a bar."""
    if plain and isinstance(value, int):
        return str(value)
    if value is None:
        return "–"
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool) and abs(value) > 9999):
        return dutch(Decimal(value))
    if isinstance(value, float):
        return dutch(Decimal(repr(round(value, 2) if abs(value) >= _SMALL else float(f"{value:.4g}"))))
    return shortened(str(plain_value(value)), _CELL)


def _rendered(columns: Sequence[str], rows: list[list[str]], right: set[int], width: int | None = None) -> str:
    table = Table(show_lines=any(len(cell) > _LONG for row in rows for cell in row))
    for at, name in enumerate(columns):
        # A figure or a day that is cut in two cannot be read; texts give way.
        short = all(len(row[at]) <= _SHORT for row in rows)
        table.add_column(name, justify="right" if at in right else "left", overflow="fold", no_wrap=short)
    for row in rows:
        table.add_row(*row)
    console = Console(width=width or _WIDTH, no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


_AMOUNT = ("date", "letter", "value", "movement", "recurrence", "from_year", "until_year", "budget_holders", "sentence")


def timeline_text(found: Timeline) -> str:
    """The amounts of a programme, then what was decided about it; ``=`` marks money that counts."""
    columns = ("", *_AMOUNT)
    rows = [["=" if a["counts"] else "", *(shown_value(a[name]) for name in _AMOUNT)] for a in found.amounts]
    parts = [found.name, _rendered(columns, rows, {3})]
    if found.money:
        parts.append("\n".join(money_text(found.money, Language.NL)[1:]) + "\n")
    if found.decisions:
        names = ("date", "letter", "stance", "title")
        parts.append(_rendered(names, [[shown_value(d[name]) for name in names] for d in found.decisions], set()))
    return "\n".join(parts)


def timeline_json(found: Timeline) -> str:
    """The timeline as JSON."""
    content = {
        "programme": found.programme,
        "name": found.name,
        "sums": [{"date": date, "letter": letter, "value": plain_value(value)} for date, letter, value in found.sums],
        "amounts": [{name: plain_value(value) for name, value in amount.items()} for amount in found.amounts],
        "money": [[point_row(point) for point in line] for line in found.money],
        "decisions": [{name: plain_value(value) for name, value in one.items()} for one in found.decisions],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def timeline_html(found: Timeline, language: Language = Language.NL) -> str:
    """One self-contained page: a chart of what counts by letter, the lines of money, the amounts, the decisions."""
    return (
        environment()
        .get_template("timeline.html")
        .render(
            found=found,
            chart=chart_of([Sum(f"{date or '–'} {letter}", value) for date, letter, value in found.sums]),
            drawings=[line_drawing(line, language) for line in found.money],
            t=texts(language),
            language=language.value,
            shown=shown_value,
            day=lambda day: day_in_words(day, language),
            letter_place=nowhere,
            style=static("letter.css") + static("following.css"),
        )
    )
