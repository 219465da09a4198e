"""Differences between extractions for people: on a terminal, and as one self-contained page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.text import Text

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.comparison import Attribute, Change, Difference, FolderDifference
from kamerbrief.contract import Relation
from kamerbrief.decisions import PLACES, Fact, words
from kamerbrief.views.differing import Sides, Stretch, differing
from kamerbrief.views.findings import relation_in_short
from kamerbrief.views.html import environment, static
from kamerbrief.views.words import Language, texts

_WIDTH = 120
#: The groups of changes in the order in which they are shown, with their sign and colour on a terminal.
GROUPS = (("added", "+", "green"), ("removed", "-", "red"), ("changed", "~", "yellow"), ("moved", ">", "blue"))


def render_diff_text(difference: Difference | FolderDifference, *, color: bool) -> str:
    """The changes by kind, each with the words around it; then the counts."""
    console = Console(width=_WIDTH, color_system="standard" if color else None, force_terminal=color, highlight=False)
    with console.capture() as capture:
        for line in _lines(difference):
            console.print(line, soft_wrap=True)
    return capture.get()


def _lines(difference: Difference | FolderDifference) -> Iterator[Text]:
    if isinstance(difference, FolderDifference):
        yield from (Text(f"+ letter {letter}", style="green") for letter in difference.letters_added)
        yield from (Text(f"- letter {letter}", style="red") for letter in difference.letters_removed)
        for one in difference.letters:
            yield Text(one.letter, style="bold")
            yield from _lines(one)
        yield Text("totals", style="bold")
        for kind, counts in difference.totals.items():
            yield Text(f"  {kind}: " + ", ".join(f"{number} {name}" for name, number in counts.items() if number))
        return
    kinds = dict.fromkeys(change.kind for group, _, _ in GROUPS[:3] for change in getattr(difference, group))
    for kind in kinds:
        yield Text(kind, style="bold")
        for group, sign, style in GROUPS[:3]:
            for change in getattr(difference, group):
                if change.kind == kind:
                    yield from _change_lines(change, sign, style)
    yield Text(counts_of(difference))


def _change_lines(change: Change, sign: str, style: str) -> Iterator[Text]:
    yield Text(f"  {sign} {headline(change)}", style=style)
    for attribute in change.attributes:
        before, after = sides_of(attribute)
        line = Text(f"      {attribute.name}: ")
        yield line + _marked(before, "bold red") + Text(" → ") + _marked(after, "bold green")
    if change.context:
        yield Text(f"      … {change.context} …", style="dim")


def _marked(side: Sequence[Stretch], style: str) -> Text:
    """A side of a change, the words that the other side does not have in ``style``."""
    return Text.assemble(*((part.text, style if part.differs else "") for part in side)) if side else Text("–")


def sides_of(attribute: Attribute, words_for: Mapping[str, Mapping[str, str]] | None = None) -> Sides:
    """What an attribute was and is, as stretches of words; in the ``names`` and ``values`` of a language, if given."""
    names, values = (words_for[key] if words_for else {} for key in ("names", "values"))
    parts = {name.partition(".")[2]: word for name, word in names.items() if name.startswith(f"{attribute.name}.")}
    shown = (plain(value, None, parts) for value in (attribute.before, attribute.after))
    before, after = (values.get(text, text) for text in shown)
    return differing(before, after)


def in_line(attribute: Attribute) -> str:
    """What an attribute was and is, on one line; only what both have in common is cut."""
    return " → ".join("".join(part.text for part in side).strip() or "–" for side in sides_of(attribute))


def counts_of(difference: Difference) -> str:
    """How many facts came, went, changed, moved and stayed."""
    counts = {name: len(getattr(difference, name)) for name, _, _ in GROUPS}
    counts["unchanged"] = sum(difference.unchanged.values())
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def headline(change: Change, words_for: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """A fact in a few words: its text, and what it was found to be; in the words of a language, if given."""
    return in_one_line(*in_short(change), words_for)


def in_short(change: Change) -> tuple[str, str]:
    """The text of a fact, and what it was found to be; of the letterhead the names of its fields."""
    fact = change.after or change.before or {}
    if change.kind == "letter":
        return ", ".join(fact), ""
    return shortened(words(fact) or str(fact.get("name", ""))), _meaning(change.kind, fact)


def in_one_line(text: str, meaning: str, words_for: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The headline of a fact from its text and its meaning."""
    return f"{text} ({words_for['values'].get(meaning, meaning) if words_for else meaning})" if meaning else text


def cell_of(change: Change) -> str:
    """Row and column of a fact in a table, in the table's own words; empty for what stands in none."""
    table = (change.after or change.before or {}).get("table") or {}
    return " × ".join(" ".join(str(table[name]).split()) for name in ("row_header", "column_header") if table.get(name))


def in_context(change: Change) -> tuple[str, str, str]:
    """The words around a fact: what stands before, the fact's own words, and what stands behind."""
    exact = " ".join(words(change.after or change.before or {}).split())
    before, found, after = change.context.partition(exact)
    return (before, found, after) if exact and found else (change.context, "", "")


#: The attribute that says most of a fact, by kind.
_TELLING = {
    "amounts": "value",
    "percentages": "value",
    "programmes": "kind",
    "recommendations": "stance",
    "references": "number",
    "entities": "label",
    "checks": "status",
    "commitments": "due",
}


def _meaning(kind: str, fact: Fact) -> str:
    value = fact.get(_TELLING[kind])
    value = {"text": value["text"]} if isinstance(value, dict) and "text" in value else value
    return plain(value) if value is not None else ""


def plain(value: Any, length: int | None = 100, names: Mapping[str, str] | None = None) -> str:
    """A value of a fact on one line; of each text in it at most ``length`` characters, or all of it for None.

    ``names`` are what its parts are called.
    """
    if value is None:
        return "–"
    if isinstance(value, list):
        return "; ".join(plain(item, length, names) for item in value) or "–"
    if isinstance(value, dict) and "operator" in value:
        return relation_in_short(Relation.model_validate(value))
    if isinstance(value, dict):
        return ", ".join(_parts(value, length, names or {})) or "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dutch(Decimal(str(value)))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _parts(value: Fact, length: int | None, names: Mapping[str, str]) -> Iterator[str]:
    """The words first, then what else is known, but for where it stands."""
    if "text" in value:
        yield f"‘{shortened(str(value['text']), length)}’"
    for name, item in value.items():
        if item is not None and name != "text" and ("text" not in value or name not in PLACES):
            shown = str(item) if name.endswith("_year") else plain(item, length, names)
            yield f"{names.get(name, name)} {shown}"


def shortened(text: str, length: int | None = 100) -> str:
    """At most ``length`` characters of a text, on one line; all of it for None."""
    line = " ".join(text.split())
    return line if length is None or len(line) <= length else line[: length - 1].rstrip() + "…"


def render_diff_html(difference: Difference | FolderDifference, language: Language = Language.NL) -> str:
    """One page that fetches nothing: the changes by kind, before and after side by side, each in its context."""
    folder = difference if isinstance(difference, FolderDifference) else None
    letters = folder.letters if folder else [difference]
    return (
        environment()
        .get_template("diff.html")
        .render(
            folder=folder,
            letters=letters,
            groups=[name for name, _, _ in GROUPS],
            t=texts(language),
            language=language.value,
            headline=lambda change: headline(change, texts(language)),
            sides_of=sides_of,
            in_context=in_context,
            cell_of=cell_of,
            style=static("letter.css"),
        )
    )
