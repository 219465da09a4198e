"""The readable summary in a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kamerbrief.contract import CheckStatus, Extraction
from kamerbrief.views.findings import check_in_words, figures_of, warning_in_words
from kamerbrief.views.words import (
    Language,
    amount_in_words,
    answer_attributes,
    attributes,
    promise_attributes,
    texts,
)

_MARKS = {
    CheckStatus.CONSISTENT: ("✓", "green"),
    CheckStatus.INCONSISTENT: ("✗", "bold red"),
    CheckStatus.UNVERIFIABLE: ("?", "yellow"),
}


def render_table(
    extraction: Extraction, *, color: bool, width: int | None = None, language: Language = Language.NL
) -> str:
    """The letter's facts as tables; ``color`` adds terminal colours, ``width`` counts columns (100 when not given)."""
    console = Console(
        file=io.StringIO(), force_terminal=color, color_system="standard" if color else None, width=width or 100
    )
    console.print(Group(*_parts(extraction, language)))
    output = console.file
    assert isinstance(output, io.StringIO)  # noqa: S101 - it is the one given above
    return output.getvalue()


def _parts(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    yield from _head(extraction, language)
    for part in (_amounts, _recommendations, _commitments, _checks, _programmes, _references):
        yield from part(extraction, language)
    for warning in extraction.warnings:
        yield Text(f"! {warning_in_words(warning, language)}", style="yellow")


def _head(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    words, letter = texts(language), extraction.letter
    senders = "; ".join(", ".join(filter(None, (s.name, s.role))) for s in letter.senders)
    lines = {
        "subject": letter.subject or letter.title,
        "date": letter.date.isoformat() if letter.date else None,
        "senders": senders,
        "ministry": None if senders else letter.ministry,
        "on_behalf_of": "; ".join(letter.on_behalf_of),
        "reference": letter.reference,
        "dossier": "; ".join(dossier.printed for dossier in letter.dossiers),
        "questioners": "; ".join(q.printed for q in letter.questions.questioners) if letter.questions else None,
        "source": letter.source.filename,
    }
    grid = Table.grid(padding=(0, 2))
    for key, value in lines.items():
        if value:
            grid.add_row(Text(words[key], style="bold"), Text(value))
    yield grid


def _titled(title: str, count: int, *columns: str, figures: bool = False) -> Table:
    """A table under its title; ``figures`` puts the first column to the right."""
    table = Table(title=f"{title} ({count})", title_justify="left", title_style="bold", expand=True, box=None)
    for at, column in enumerate(columns):
        heading = column[:1].upper() + column[1:]
        table.add_column(heading, justify="right" if figures and at == 0 else "left", overflow="fold")
    return table


def _amounts(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    """Amounts below the programme that they are for, in the order in which the letter first names money for it."""
    if not extraction.amounts:
        return
    words = texts(language)
    names = {programme.id: programme.name for programme in extraction.programmes}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for amount in extraction.amounts:
        group = ", ".join(names.get(programme, programme) for programme in amount.programmes)
        said = " ".join(amount.evidence.text.split())
        if amount.table:
            said = f"{said} ({amount.table.row_header or ''})"
        groups.setdefault(group, []).append((amount_in_words(amount), said, ", ".join(attributes(amount, language))))
    heads = (words["amount"], words["words"], words["attributes"])
    table = _titled(words["amounts"], len(extraction.amounts), *heads, figures=True)
    for group, rows in groups.items():
        table.add_row("", Text(group or words["charts"]["no_programme"], style="bold"), "")
        for value, said, attrs in rows:
            table.add_row(value, Text(said), Text(attrs))
    yield table


def _programmes(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.programmes:
        return
    words = texts(language)
    heads = (words["programme"], words["names"]["kind"], words["names"]["aliases"], words["names"]["mentions"])
    table = _titled(words["programmes"], len(extraction.programmes), *heads)
    for programme in extraction.programmes:
        kind = words["values"].get(programme.kind or "", programme.kind or "–")
        named = Text(", ".join(programme.aliases) or "–")
        table.add_row(Text(programme.name), kind, named, str(len(programme.mentions)))
    yield table


def _references(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.references:
        return
    words = texts(language)
    heads = (words["names"]["kind"], words["names"]["number"], words["words"])
    table = _titled(words["references"], len(extraction.references), *heads)
    for reference in extraction.references:
        said = " ".join(reference.evidence.text.split())
        table.add_row(words["values"][reference.kind], Text(reference.number or "–"), Text(said))
    yield table


def _recommendations(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.recommendations:
        return
    words = texts(language)
    table = _titled(
        words["recommendations"], len(extraction.recommendations), "nr.", words["stance"], words["names"]["title"]
    )
    for recommendation in extraction.recommendations:
        answer = "; ".join(answer_attributes(recommendation, language))
        table.add_row(Text(recommendation.printed or recommendation.number or "–"), answer, Text(recommendation.title))
    yield table


def _commitments(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.commitments:
        return
    words = texts(language)
    table = _titled(
        words["commitments"], len(extraction.commitments), words["due"], words["words"], words["attributes"]
    )
    for commitment in extraction.commitments:
        said = "; ".join(promise_attributes(commitment, language))
        table.add_row(Text(commitment.due.text if commitment.due else "–"), Text(commitment.evidence.text), Text(said))
    yield table


def _checks(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.checks:
        return
    words, figures = texts(language), figures_of(extraction)
    table = _titled(words["checks"], len(extraction.checks), "", words["check"], words["finding"])
    for check in extraction.checks:
        mark, style = _MARKS[check.status]
        sentence = check_in_words(check, figures, language)
        table.add_row(Text(mark, style=style), words["values"][check.type], Text(sentence))
    yield table
