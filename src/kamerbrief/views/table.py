"""The readable summary in a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kamerbrief.contract import CheckStatus, Extraction
from kamerbrief.views.findings import check_in_words, figures_of
from kamerbrief.views.words import Language, amount_in_words, attributes, texts

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
    yield from _amounts(extraction, language)
    yield from _recommendations(extraction, language)
    yield from _commitments(extraction, language)
    yield from _checks(extraction, language)
    for warning in extraction.warnings:
        yield Text(f"! {warning.message}", style="yellow")


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


def _titled(title: str, count: int, *columns: str) -> Table:
    table = Table(title=f"{title} ({count})", title_justify="left", title_style="bold", expand=True, box=None)
    for column in columns:
        table.add_column(column, justify="right" if column == columns[0] else "left", overflow="fold")
    return table


def _amounts(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    """Amounts by programme, in the order in which the letter first names money for it."""
    if not extraction.amounts:
        return
    words = texts(language)
    names = {programme.id: programme.name for programme in extraction.programmes}
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for amount in extraction.amounts:
        group = ", ".join(names.get(programme, programme) for programme in amount.programmes)
        said = amount.evidence.text
        if amount.table:
            said = f"{said} ({amount.table.row_header or ''})"
        groups.setdefault(group, []).append((amount_in_words(amount), said, ", ".join(attributes(amount, language))))
    table = _titled(
        words["amounts"],
        len(extraction.amounts),
        words["amount"],
        words["programme"],
        words["words"],
        words["attributes"],
    )
    for group, rows in groups.items():
        for row, (value, said, attrs) in enumerate(rows):
            table.add_row(value, Text(group if row == 0 else ""), Text(said), Text(attrs))
    yield table


def _recommendations(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.recommendations:
        return
    words = texts(language)
    table = _titled(words["recommendations"], len(extraction.recommendations), "nr.", words["stance"], "")
    for recommendation in extraction.recommendations:
        table.add_row(recommendation.number or "–", words["values"][recommendation.stance], Text(recommendation.title))
    yield table


def _commitments(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.commitments:
        return
    words = texts(language)
    table = _titled(words["commitments"], len(extraction.commitments), words["due"], "")
    for commitment in extraction.commitments:
        table.add_row(Text(commitment.due.text if commitment.due else "–"), Text(commitment.evidence.text))
    yield table


def _checks(extraction: Extraction, language: Language) -> Iterator[RenderableType]:
    if not extraction.checks:
        return
    words, figures = texts(language), figures_of(extraction)
    table = _titled(words["checks"], len(extraction.checks), "", words["check"], "")
    for check in extraction.checks:
        mark, style = _MARKS[check.status]
        sentence = check_in_words(check, figures, language)
        table.add_row(Text(mark, style=style), words["values"][check.type], Text(sentence))
    yield table
