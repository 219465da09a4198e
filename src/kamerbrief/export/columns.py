"""The tables of an export and their columns, with what each means; most of it comes from the schema.

A fact's id is unique within its letter only, so every key begins with the letter's id: ``24446-101/amount-9b2c1d4e5f``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from kamerbrief.contract import (
    Amount,
    Check,
    Commitment,
    Entity,
    Percentage,
    Programme,
    Recommendation,
    Reference,
    Relation,
)
from kamerbrief.contract.followed import LetterLink

#: Types of columns, with their names in DuckDB and in a data package.
TYPES = {
    "text": ("VARCHAR", "string"),
    "integer": ("BIGINT", "integer"),
    "number": ("DECIMAL(38,10)", "number"),
    "boolean": ("BOOLEAN", "boolean"),
    "date": ("DATE", "date"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type (a key of TYPES), meaning, and the unit of its values where they have one."""

    name: str
    type: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``key`` is its primary key; ``links`` names for a column the table whose ``id`` it holds."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str = "id"
    links: tuple[tuple[str, str], ...] = (("letter", "letters"),)


def _said(model: type[BaseModel], name: str) -> str:
    """What the schema says of a field."""
    return str(model.model_fields[name].description)


def _from(model: type[BaseModel], **columns: str | tuple[str, str]) -> tuple[Column, ...]:
    """Columns of a model's own fields: name and type, or name with type and unit."""
    made = []
    for name, kind in columns.items():
        type_, unit = (kind, "") if isinstance(kind, str) else kind
        made.append(Column(name, type_, _said(model, name), unit))
    return tuple(made)


_ID = Column("id", "text", "Key of the fact: the letter's id, a slash, and the fact's id within the letter.")
#: What every row of a fact carries.
_OF_LETTER = (
    Column("letter", "text", "Id of the letter; the key of the table letters."),
    Column("date", "date", "Day on which the letter was sent."),
    Column("ministry", "text", "Short name of the ministry of the first sender."),
)
_WORDS = (
    Column("words", "text", "The exact words that the fact was read from."),
    Column("sentence", "text", "The sentence (or table cell, or heading) in which they stand."),
    Column("start", "integer", "Offset of the words in the letter's text.", "characters"),
    Column("end", "integer", "Offset behind the words in the letter's text.", "characters"),
    Column("page", "integer", "Page, counted from 1; empty where the source has no pages."),
    Column("reviewed", "text", "What a person decided: accepted, edited or kept; empty where nobody did."),
)


def _table(name: str, meaning: str, *own: Column, links: tuple[tuple[str, str], ...] = ()) -> Table:
    return Table(name, meaning, (_ID, *_OF_LETTER, *own, *_WORDS), links=(("letter", "letters"), *links))


TABLES = (
    Table(
        "letters",
        "One row a letter.",
        (
            Column("id", "text", "Id of the letter in the store."),
            Column("number", "text", "Document or kamerstuk number where known, else a slug of the file's name."),
            Column("date", "date", "Day on which the letter was sent."),
            Column("ministry", "text", "Short name of the ministry of the first sender."),
            Column("ministries", "text", "Short names of the ministries of all senders, apart by '; '."),
            Column("senders", "text", "Names of those who sign, apart by '; '."),
            Column("subject", "text", "What the letter is about."),
            Column("chamber", "text", "To whom: Tweede Kamer, Eerste Kamer, or both."),
            Column("reference", "text", "The sender's own reference."),
            Column("dossier", "text", "Number of the kamerstuk dossier."),
            Column("dossier_nr", "text", "Number of the letter within the dossier."),
            Column("filename", "text", "Name of the file that was read."),
            Column("sha256", "text", "SHA-256 of the file, in hexadecimal."),
            Column("warnings", "integer", "How many warnings there are about reading it."),
            Column("rules", "text", "Fingerprint of the rules and word lists that read it."),
        ),
        links=(),
    ),
    _table(
        "amounts",
        "Amounts of money. Add up only rows that count.",
        *_from(Amount, value=("number", "whole currency units"), low=("number", "whole currency units")),
        *_from(Amount, high=("number", "whole currency units"), currency="text", precision="text", movement="text"),
        *_from(Amount, total="boolean", recurrence="text"),
        Column("from_year", "integer", "First calendar year that the money is for.", "year"),
        Column("until_year", "integer", "Last calendar year that the money is for.", "year"),
        Column("from_day", "date", "First day that the money is for, where the letter states days."),
        Column("until_day", "date", "Last day that the money is for, where the letter states days."),
        Column("per", "text", _said(Amount, "per")),
        *_from(Amount, qualifier="text"),
        Column("budget_holders", "text", "Short names of the ministries that pay, apart by '; '."),
        Column("programmes", "text", "Names of the programmes that it is for, apart by '; '."),
        Column("restates", "text", "Key of the earlier amount of the same letter that it repeats."),
        Column(
            "counts",
            "boolean",
            "True where adding up is right: a level in euros, named once, a whole or its parts but never both.",
        ),
        Column("row_header", "text", "Words that head the row, for an amount in a table."),
        Column("column_header", "text", "Words that head the column, for an amount in a table."),
        Column("unit", "text", "The words that state the table's unit."),
        links=(("restates", "amounts"),),
    ),
    Table(
        "amounts_programmes",
        "Which amount is for which programme; an amount for several programmes has several rows.",
        (
            Column("amount", "text", "Key of the amount."),
            Column("programme", "text", "Key of the programme."),
            Column("letter", "text", "Id of the letter; the key of the table letters."),
            Column("share", "integer", "Among how many programmes the amount is shared."),
        ),
        key="",
        links=(("amount", "amounts"), ("programme", "programmes"), ("letter", "letters")),
    ),
    _table(
        "percentages",
        "Percentages and percentage points.",
        *_from(Percentage, value="number", low="number", high="number", unit="text", precision="text", movement="text"),
    ),
    _table(
        "programmes",
        "Programmes and the like; the words are those of the first mention.",
        Column("programme", "text", "Id of the programme, the same in every letter."),
        *_from(Programme, name="text", kind="text", organisation="text", parent="text", registered="boolean"),
        Column("aliases", "text", "Other names that the letter uses for it, apart by '; '."),
        Column("mentions", "integer", "How often the letter names it."),
    ),
    _table(
        "recommendations",
        "Recommendations to the cabinet, and what it does with each.",
        *_from(Recommendation, number="text", printed="text", title="text", report="text", author="text"),
        *_from(Recommendation, stance="text", method="text", probability="number"),
        Column("stance_words", "text", "The words that show the stance."),
        Column("programmes", "text", "Keys of the programmes in finding and response, apart by '; '."),
    ),
    _table(
        "commitments",
        "Promises and announced actions.",
        *_from(Commitment, kind="text", actor="text", to_chamber="boolean", conditional="boolean", repeats="text"),
        *_from(Commitment, method="text", probability="number"),
        Column("due", "text", "When it falls due, in the letter's words."),
        Column("due_from", "date", "First day it may come."),
        Column("due_until", "date", "Last day, the due date."),
    ),
    _table(
        "references",
        "References to documents, questions, motions, debates, laws, rulings and reports.",
        *_from(Reference, kind="text", number="text", title="text"),
        Column("refers_to_date", "date", _said(Reference, "date")),
    ),
    _table(
        "checks",
        "Checks of the letter's own arithmetic; the words are those that relate the figures.",
        *_from(Check, type="text", status="text"),
        Column(
            "message", "text", "The arithmetic written out, in English, with what the letter states and the tolerance."
        ),
        *_from(Relation, operator="text"),
        Column("terms", "text", "Keys of the amounts that take part, apart by '; '."),
        Column("result", "text", "Key of the amount or percentage that states the outcome."),
        *_from(Relation, computed="number", stated="number", tolerance="number", unit="text"),
    ),
    _table("entities", "Names of people, organisations, places and others.", *_from(Entity, label="text")),
    Table(
        "links",
        "What a later letter says of what an earlier one said; suggestions until a person decides.",
        (
            Column("id", "text", "Key of the link: the later letter's id, a slash, and the link's id."),
            Column("letter", "text", "Id of the later letter; the key of the table letters."),
            Column("date", "date", "Day on which the later letter was sent."),
            Column(
                "kind",
                "text",
                "What the later words are to the earlier ones; registered: a promise of the Kamer's own register.",
            ),
            Column("fact", "text", "Key of the fact of the later letter that the words are; empty for other words."),
            Column("words", "text", "The words of the later letter."),
            Column("earlier_letter", "text", "Id of the earlier letter; the key of the table letters."),
            Column("earlier_date", "date", "Day on which the earlier letter was sent."),
            Column("earlier_fact", "text", "Key of the fact of the earlier letter that the words are."),
            Column("earlier_words", "text", "The words of the earlier letter, or of the register."),
            Column("register", "text", "For the kind registered: the number in the Tweede Kamer's own register."),
            Column("register_status", "text", "For the kind registered: what the Tweede Kamer says became of it."),
            Column("signs", "text", "What speaks for the link and against it, apart by '; '."),
            *_from(LetterLink, probability="number", decided="text"),
        ),
        links=(("letter", "letters"), ("earlier_letter", "letters")),
    ),
)
BY_NAME = {table.name: table for table in TABLES}

#: From this on a figure fits no column, also not where many are added up; such a one is left empty.
TOO_LARGE = 10**18

Row = dict[str, Any]
RowsOf = Callable[[str, dict[str, Any]], list[Row]]
