"""What the columns mean, written beside the tables: for people, and as a Frictionless data package."""

from __future__ import annotations

from typing import Any

from kamerbrief.export.columns import TABLES, TYPES, Table
from kamerbrief.version import __version__


def data_dictionary() -> str:
    """Every table and column as Markdown: type, meaning, unit."""
    lines = ["# Data dictionary", "", f"Tables exported by kamerbrief {__version__}.", ""]
    for table in TABLES:
        lines += [f"## {table.name}", "", table.meaning, ""]
        lines += ["| column | type | meaning | unit |", "| --- | --- | --- | --- |"]
        linked = dict(table.links)
        for column in table.columns:
            to = f" Refers to `{linked[column.name]}`." if column.name in linked else ""
            lines.append(f"| {column.name} | {column.type} | {column.meaning}{to} | {column.unit} |")
        lines.append("")
    lines += [
        "In DuckDB there is a view `money` besides: one row for each amount and programme, in which an amount for",
        "several programmes is shared equally (`value`; the whole of it is `whole_value`).",
        "",
    ]
    return "\n".join(lines)


def data_package() -> dict[str, Any]:
    """The descriptor of the CSV files (Frictionless Data Package 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "kamerbrief",
        "title": "Facts of Dutch government letters",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [
        {"name": column.name, "type": TYPES[column.type][1], "description": column.meaning}
        | ({"unit": column.unit} if column.unit else {})
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = [table.key]
    schema["foreignKeys"] = [
        # A table that refers to itself names itself by an empty text.
        {"fields": [column], "reference": {"resource": "" if other == table.name else other, "fields": ["id"]}}
        for column, other in table.links
    ]
    return {
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
