"""Programmes, funds, agendas, regulations and projects that the letter names, each with every place where it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kamerbrief.facts.programme_names import names_beside_cues
from kamerbrief.facts.programme_register import Registered, register
from kamerbrief.ids import slug
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import BlockKind, Cell, Letter, Table
from kamerbrief.lexicon import alternatives, load
from kamerbrief.schema import Programme, ProgrammeKind

_SEPARATORS = re.compile(r"\s*(?:[,;/]|\s[–-]\s)\s*(?![^(]*\))")
_PART = re.compile(
    r"^(?P<whole>[^()]+?)\s*\((?:o\.a\.|onder andere|onder meer|waaronder|incl\.|inclusief)\s+(?P<parts>[^()]+)\)$"
)
_LONGEST_NAME = 80


@dataclass(slots=True)
class _Draft:
    """A programme while its mentions are gathered."""

    name: str
    kind: ProgrammeKind
    entry: Registered | None = None
    parent: str | None = None
    spans: set[tuple[int, int]] = field(default_factory=set)


def find_programmes(analysis: Analysis) -> list[Programme]:
    """The programmes by first mention: those of the register, those with a cue word, those in tables of programmes.

    Aliases and spellings of one programme are one fact; ``registered`` tells what the register knows.
    """
    letter = analysis.letter
    drafts: dict[str, _Draft] = {}
    for mention in register().mentions(letter.text):
        _of_entry(drafts, mention.entry).spans.add((mention.start, mention.end))
    _from_cues(letter, drafts)
    for table in letter.tables:
        _from_table(table, drafts)
    kept = [draft for draft in drafts.values() if draft.spans]
    return [_programme(letter, draft, drafts) for draft in sorted(kept, key=lambda d: min(d.spans))]


def _of_entry(drafts: dict[str, _Draft], entry: Registered) -> _Draft:
    return drafts.setdefault(slug(entry.name), _Draft(entry.name, entry.kind, entry, entry.parent))


def _from_cues(letter: Letter, drafts: dict[str, _Draft]) -> None:
    taken = [span for draft in drafts.values() for span in draft.spans]
    shorts: dict[str, _Draft] = {}
    for block in letter.of_kind(BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE):
        for named in names_beside_cues(letter.text, block.start, block.end):
            if any(start < named.end and end > named.start for start, end in taken):
                continue
            entry = register().entry(named.name.removesuffix("programma"))
            draft = (
                _of_entry(drafts, entry)
                if entry
                else drafts.setdefault(slug(named.name), _Draft(named.name, named.kind))
            )
            draft.spans.add((named.start, named.end))
            taken.append((named.start, named.end))
            if named.short:
                shorts[named.short] = draft
    _everywhere(letter.text, drafts, shorts, taken)


def _everywhere(text: str, drafts: dict[str, _Draft], shorts: dict[str, _Draft], taken: list[tuple[int, int]]) -> None:
    """Adds the other places at which an unregistered name, or the abbreviation that the letter gave it, stands."""
    known = {draft.name: draft for draft in drafts.values() if draft.entry is None} | shorts
    if not known:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives(known)})(?!\w)")
    for match in pattern.finditer(text):
        draft = known.get(" ".join(match.group().split()))
        if draft and not any(start < match.end() and end > match.start() for start, end in taken):
            draft.spans.add(match.span())


@cache
def _headers() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[\w-]+[\s-])?(?:{alternatives(load('programme_cues')['tables']['headers'])})$", re.IGNORECASE
    )


def _from_table(table: Table, drafts: dict[str, _Draft]) -> None:
    """The names in columns whose header says that they hold programmes."""
    heads = {
        cell.column
        for cell in table.cells
        if cell.row <= max(table.header_rows - 1, 0) and _headers().match(cell.text.strip())
    }
    for cell in table.cells:
        if cell.column in heads and cell.row > 0 and _is_name(cell.text):
            _from_cell(cell, drafts)


def _is_name(text: str) -> bool:
    words = text.strip()
    return (
        1 < len(words) <= 2 * _LONGEST_NAME
        and any(c.isalpha() for c in words)
        and not re.match(r"(?i)(?:sub)?tota", words)
    )


def _from_cell(cell: Cell, drafts: dict[str, _Draft]) -> None:
    """`ARTES (o.a. ScyLight)`: the names in brackets are parts of the name before them; commas and slashes divide."""
    for start, end in _pieces(cell.text):
        piece = cell.text[start:end]
        match = _PART.match(piece)
        if not match:
            _name_in_cell(cell.start + start, piece, drafts, None)
            continue
        whole = _name_in_cell(cell.start + start, match["whole"], drafts, None)
        for left, right in _pieces(match["parts"]):
            at = cell.start + start + match.start("parts") + left
            _name_in_cell(at, match["parts"][left:right], drafts, whole)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SEPARATORS.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def _name_in_cell(at: int, name: str, drafts: dict[str, _Draft], parent: str | None) -> str | None:
    plain = " ".join(name.split())
    if not plain[:1].isupper() or len(plain) > _LONGEST_NAME or "(" in plain:
        return None
    entry = register().entry(plain)
    draft = (
        _of_entry(drafts, entry) if entry else drafts.setdefault(slug(plain), _Draft(plain, ProgrammeKind.PROGRAMME))
    )
    draft.parent = draft.parent or parent
    overlapping = any(start < at + len(name) and end > at for d in drafts.values() for start, end in d.spans)
    if not overlapping:
        draft.spans.add((at, at + len(name)))
    return draft.name


def _programme(letter: Letter, draft: _Draft, drafts: dict[str, _Draft]) -> Programme:
    mentions = [letter.evidence(start, end) for start, end in sorted(draft.spans)]
    said = dict.fromkeys(" ".join(mention.text.split()) for mention in mentions)
    parent = slug(draft.parent) if draft.parent else None
    return Programme(
        id=slug(draft.name),
        name=draft.name,
        kind=draft.kind,
        aliases=[name for name in said if name != draft.name],
        organisation=draft.entry.organisation if draft.entry else None,
        parent=parent if parent in drafts and drafts[parent].spans else None,
        registered=draft.entry is not None,
        mentions=mentions,
    )
