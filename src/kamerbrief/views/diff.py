"""Differences between extractions for people: on a terminal, and as one self-contained page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.text import Text

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.contract import Relation
from kamerbrief.decisions import Fact, words
from kamerbrief.diff import Change, Difference, FolderDifference
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
        yield Text(f"      {attribute.name}: {plain(attribute.before)} → {plain(attribute.after)}")
    if change.context:
        yield Text(f"      … {change.context} …", style="dim")


def counts_of(difference: Difference) -> str:
    """How many facts came, went, changed, moved and stayed."""
    counts = {name: len(getattr(difference, name)) for name, _, _ in GROUPS}
    counts["unchanged"] = sum(difference.unchanged.values())
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def headline(change: Change) -> str:
    """A fact in a few words: its text, and what it was found to be."""
    fact = change.after or change.before or {}
    if change.kind == "letter":
        return ", ".join(fact)
    text = words(fact) or str(fact.get("name", ""))
    return f"{shortened(text)}{_meaning(change.kind, fact)}"


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
    return f" ({plain(value)})" if value is not None else ""


def plain(value: Any) -> str:
    """A value of a fact on one line."""
    if value is None:
        return "–"
    if isinstance(value, dict) and "text" in value:
        return f"«{shortened(str(value['text']))}»"
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value) or "–"
    if isinstance(value, dict) and "operator" in value:
        return relation_in_short(Relation.model_validate(value))
    if isinstance(value, dict):
        shown = (f"{name} {plain(item)}" for name, item in value.items() if item is not None)
        return ", ".join(shown) or "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return dutch(Decimal(str(value)))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shortened(text: str, length: int = 100) -> str:
    """At most ``length`` characters of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


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
            headline=headline,
            plain=plain,
            in_context=in_context,
            style=static("letter.css"),
        )
    )
