"""The agenda of promises for people and programs: a table to read, JSON, CSV, and a feed for calendars."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from kamerbrief.export.writers import harmless
from kamerbrief.following.agenda import Item
from kamerbrief.views.diff import shortened
from kamerbrief.views.words import Language, day_in_words, texts

_WIDTH, _WORDS = 160, 90
#: The columns of the table and how wide each is; the words take what is left.
_WIDTHS = {"state": 15, "due": 18, "ministry": 10, "promise": None, "letter": 24}
#: The same of what stands in the Tweede Kamer's own register; shown where that was fetched.
_REGISTER = 22


def as_row(item: Item) -> dict[str, Any]:
    """A promise as plain data, one level deep but for its history."""
    last = item.tellings[-1]
    best = max(item.keepings, key=lambda one: one.probability, default=None)
    return {
        "promise": item.key,
        "state": item.state.value,
        "ministry": item.ministry,
        "kind": item.kind,
        "conditional": item.conditional,
        "words": last.words,
        "letter": last.letter,
        "date": last.date.isoformat(),
        "due": last.due,
        "due_until": item.day.isoformat() if item.day else None,
        "moved": item.moved,
        "kept_by": best.letter if best else None,
        "kept_words": best.words if best else None,
        "kept_probability": best.probability if best else None,
        "decided_by": item.settled.by if item.settled else None,
        **_register_of(item),
    }


def _register_of(item: Item) -> dict[str, Any]:
    """What of a promise stands in the register: the surest; ``missing`` where it has none."""
    best = item.registered[0] if item.registered else None
    status = best.promise.status.value if best else None
    return {
        "register": best.promise.number if best else None,
        "register_status": "missing" if item.in_register is False else status,
        "register_letter": ", ".join(one.name for one in best.promise.letters) or None if best else None,
        "register_probability": best.probability if best else None,
    }


def agenda_json(items: Iterable[Item]) -> str:
    """The promises as JSON, each with its history of dates and what keeps it."""
    listed = [
        as_row(item) | {"history": _history(item), "keepings": _keepings(item), "registered": _registered(item)}
        for item in items
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _history(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "letter": one.letter,
            "date": one.date.isoformat(),
            "fact": one.fact,
            "words": one.words,
            "due": one.due,
            "due_until": one.day.isoformat() if one.day else None,
        }
        for one in item.tellings
    ]


def _keepings(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "link": f"{one.letter}/{one.link}",
            "date": one.date.isoformat(),
            "words": one.words,
            "probability": one.probability,
            "accepted": one.accepted,
        }
        for one in item.keepings
    ]


def _registered(item: Item) -> list[dict[str, Any]]:
    return [
        {
            "link": one.key,
            "number": one.promise.number,
            "words": one.promise.text,
            "status": one.promise.status.value,
            "stated": one.promise.stated,
            "due_until": one.promise.due.isoformat() if one.promise.due else None,
            "letters": [letter.model_dump(mode="json") for letter in one.promise.letters],
            "probability": one.probability,
            "accepted": one.accepted,
        }
        for one in item.registered
    ]


def agenda_csv(items: Sequence[Item]) -> str:
    """The promises as CSV with a heading line; texts that begin like a formula are neutralised."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([_cell(value) for value in as_row(item).values()])
    return text.getvalue()


#: The columns of the CSV.
COLUMNS = (
    *("promise", "state", "ministry", "kind", "conditional", "words", "letter", "date", "due", "due_until", "moved"),
    *("kept_by", "kept_words", "kept_probability", "decided_by"),
    *("register", "register_status", "register_letter", "register_probability"),
)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else harmless(value)


def agenda_text(items: Sequence[Item], language: Language = Language.NL) -> str:
    """The promises as a table to read, then how many there are; what keeps one stands below its words."""
    words, register = texts(language)["agenda"], texts(language)["register"]
    asked = any(item.in_register is not None for item in items)
    columns: dict[str, int | None] = {words[name]: width for name, width in _WIDTHS.items()}
    rows = [_shown(item, language) for item in items]
    if asked:
        columns |= {register["column"]: _REGISTER}
        rows = [[*row, _in_register(item, language)] for row, item in zip(rows, items, strict=True)]
    told = [words["count"].format(n=len(items)), words["sure"], *([register["sure"]] if asked else [])]
    return "\n".join([*table_lines(columns, rows), *told]) + "\n"


def table_lines(columns: dict[str, int | None], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table to read on a terminal, as lines; a column without a width takes what is left."""
    table = Table()
    for name, width in columns.items():
        table.add_column(name, overflow="fold", width=width)
    for row in rows:
        table.add_row(*row)
    console = Console(width=_WIDTH, no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        console.print(table)
    return [line.rstrip() for line in capture.get().splitlines()]


def _in_register(item: Item, language: Language) -> str:
    """What stands in the Tweede Kamer's own register."""
    words = texts(language)["register"]
    if item.in_register is False:
        return str(words["missing"])
    lines = []
    for one in item.registered:
        lines.append(f"{one.promise.number} ({one.probability:.2f})")
        lines.append(words["statuses"][one.promise.status])
        lines += [f"{words['settled_by']} {letter.name}" for letter in one.promise.letters]
    return "\n".join(lines) or "–"


def _shown(item: Item, language: Language) -> list[str]:
    words, last = texts(language)["agenda"], item.tellings[-1]
    told = [shortened(last.words, _WORDS)]
    told += [f"→ {one.letter} ({one.probability:.2f}): {shortened(one.words, _WORDS)}" for one in item.keepings]
    due = day_in_words(item.day, language) if item.day else "–"
    if item.moved:
        due += f" ({words['moved'].format(n=item.moved)})"
    letters = ", ".join(dict.fromkeys(one.letter for one in item.tellings))
    return [words["states"][item.state], due, item.ministry or "–", "\n".join(told), letters]


def agenda_ics(items: Iterable[Item], language: Language = Language.NL) -> str:
    """A feed of all-day events on the days by which things are promised (RFC 5545); what has no day is left out.

    The stamp of an event is the day of the letter that last told it, so that equal promises give equal bytes.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamerbrief//agenda//NL", "CALSCALE:GREGORIAN"]
    for item in items:
        lines += _event(item, language) if item.day else []
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(item: Item, language: Language) -> list[str]:
    words, last, day = texts(language)["agenda"], item.tellings[-1], item.day
    register = texts(language)["register"]
    if day is None:
        return []
    told = [f"{words['states'][item.state]}: {last.words}"]
    told += [f"{one.letter} ({one.date.isoformat()}): {one.words}" for one in item.tellings[:-1]]
    told += [f"→ {one.letter} ({one.date.isoformat()}, {one.probability:.2f}): {one.words}" for one in item.keepings]
    told += [f"{register['register']} {_in_register(item, language)}".replace("\n", ", ")] if item.registered else []
    told.append(words["sure"])
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(item.key)}@kamerbrief",
        f"DTSTAMP:{last.date:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{item.ministry}: ' if item.ministry else '')}{_escaped(shortened(last.words, _WORDS))}",
        f"DESCRIPTION:{_escaped(chr(10).join(told))}",
        f"CATEGORIES:{_escaped(words['states'][item.state])}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    plain = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


#: Longest line of a feed, in bytes.
_LONGEST = 75


def _folded(line: str) -> list[str]:
    """A line in pieces of at most 75 bytes, the later ones behind a blank; no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return [*pieces, piece]
