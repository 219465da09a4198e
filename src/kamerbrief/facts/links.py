"""Ties between facts: which programmes an amount is for, and which facts lie in a recommendation's answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from kamerbrief.contract import Amount, Commitment, Programme, ProgrammeKind, Recommendation, TablePlace
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import clause_at
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Cell, Evidence, Letter, Span
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: How many sentences of the first paragraph under a heading may say what the heading's amount is for.
_OPENING_SENTENCES = 3
#: How many sentences back one that goes on (`Daardoor`) may refer.
_SENTENCES_BACK = 3
#: How far from an amount or a name, in characters, words of its sentence still speak of it.
_REACH = 1_000
#: How many rows at the top of a table may name what its columns are about.
_HEADER_ROWS = 3

_LIST_GOES_ON = re.compile(r",\s+(?:en|of|alsmede|evenals)\s")

#: A place where a programme is named: start, end, and the programme's id.
_Mention = tuple[int, int, str]


def link_programmes(analysis: Analysis, amounts: Sequence[Amount], programmes: Sequence[Programme]) -> list[Amount]:
    """Copies of the amounts with the ids of the programmes that their row, clause, heading or section names."""
    links = _Links(analysis, programmes)
    return [amount.model_copy(update={"programmes": links.of(amount)}) for amount in amounts]


@cache
def _pattern(group: str, key: str) -> re.Pattern[str]:
    return phrase_pattern(load("programme_cues")[group][key])


@cache
def _inside() -> re.Pattern[str]:
    return _directly_before("examples", "inside")


@cache
def _source_before() -> re.Pattern[str]:
    return _directly_before("sources", "before")


def _directly_before(group: str, key: str) -> re.Pattern[str]:
    """One of the phrases, an article and an adjective at most, and then the name."""
    phrases = alternatives(load("programme_cues")[group][key])
    return re.compile(rf"(?<!\w)(?:{phrases})\s+(?:(?:het|de|dit|deze)\s+)?(?:\w{{3,20}}e\s+)?$", re.IGNORECASE)


def _goes_on(sentence: str) -> bool:
    """True for a sentence that begins with `Daardoor`, `In die periode` or, with nothing of its own, `Het budget`."""
    if _pattern("onward", "openings").match(sentence):
        return True
    money = _pattern("onward", "money").match(sentence)
    return money is not None and not _OF_SOMETHING.match(sentence, money.end())


def _kinds_pointed_at(sentence: str) -> set[ProgrammeKind]:
    """The kinds of which a sentence says `de regeling` or `dit programma` without a name behind it."""
    said = {match[1].casefold() for match in _pointing().finditer(sentence)}
    return {ProgrammeKind(kind) for kind, words in load("programme_cues")["pointing"].items() if said & set(words)}


@cache
def _pointing() -> re.Pattern[str]:
    cues = alternatives(word for words in load("programme_cues")["pointing"].values() for word in words)
    return re.compile(rf"\b(?:het|de|dit|deze)\s({cues})(?=[.,;:]|\s[a-zà-ÿ])(?!\s(?:van|voor)\b)", re.IGNORECASE)


#: What makes money that of something else: `Het budget van de school`.
_OF_SOMETHING = re.compile(r"\s+(?:van|voor|aan|bij|om)\b")
#: The beginning of a paragraph up to its first colon, where that stands in the first words.
_LEAD = re.compile(r"[^.:;?!\n]{1,100}?(?::|\s–)\s")

#: Between an amount and the programme that gets it.
_RECEIVER = re.compile(r"\s+(?:voor|aan|naar)\s+(?:(?:de|het)\s+)?")


class _Links:
    """The mentions of all programmes in reading order, and what an amount's place says about them."""

    def __init__(self, analysis: Analysis, programmes: Sequence[Programme]) -> None:
        self.analysis = analysis
        self.letter = analysis.letter
        self.by_id = {programme.id: programme for programme in programmes}
        self.mentions = sorted(
            (mention.start, mention.end, programme.id) for programme in programmes for mention in programme.mentions
        )
        self.rows = _rows(analysis.letter)
        self._pointed: dict[tuple[int, int], set[ProgrammeKind]] = {}
        self._in_row: dict[tuple[str, int], list[str]] = {}
        self._over: dict[tuple[str, int, int], list[str]] = {}

    def of(self, amount: Amount) -> list[str]:
        """The programmes of one amount, in letter order."""
        if amount.table:
            return self._of_row(amount.table)
        block = self.letter.block(amount.evidence.block)
        if block.kind is BlockKind.HEADING:
            return self._ids(self._within(block.start, block.end)) or self._of_section(block)
        return self._of_prose(amount, block)

    def _within(self, start: int, end: int) -> list[_Mention]:
        """The mentions that lie in [start, end)."""
        first = bisect_left(self.mentions, (start,))
        return [mention for mention in self.mentions[first : bisect_left(self.mentions, (end,))] if mention[1] <= end]

    def _ids(self, mentions: Iterable[_Mention]) -> list[str]:
        return list(dict.fromkeys(name for _, _, name in mentions))

    def _of_row(self, place: TablePlace) -> list[str]:
        """Those in the cells of the amount's row; else those in the header of its column."""
        row = (place.id, place.row)
        if row not in self._in_row:
            self._in_row[row] = self._in_cells(self.rows[place.id].get(place.row, []))
        return [*(self._in_row[row] or self._in_headers(place.id, min(place.row, _HEADER_ROWS), place.column))]

    def _in_headers(self, table: str, count: int, column: int) -> list[str]:
        """Those in the cells over a column in the first rows of a table."""
        key = (table, count, column)
        if key not in self._over:
            heads = (cell for row in range(count) for cell in self.rows[table].get(row, []))
            over = [cell for cell in heads if cell.column <= column < cell.column + cell.column_span]
            self._over[key] = self._in_cells(over)
        return self._over[key]

    def _in_cells(self, cells: Iterable[Cell]) -> list[str]:
        return self._ids(mention for cell in cells for mention in self._within(cell.start, cell.end))

    def _of_prose(self, amount: Amount, block: Block) -> list[str]:
        start, end = amount.evidence.start, amount.evidence.end
        clause = clause_at(self.analysis, start, end)
        found = self._meant(clause) or self._right_behind(end)
        if found:
            return found
        sentence = self.analysis.sentence_at(start)
        near = self.letter.span(max(sentence.start, start - _REACH), min(sentence.end, end + _REACH))
        if self._within(near.start, near.end):
            return self._pointed_at(clause, near) or self._governing(near, start)
        return (
            self._of_sentence_before(sentence, block, start)
            or self._of_lead(block)
            or self._of_introduction(block)
            or self._of_heading(block, start)
        )

    def _right_behind(self, end: int) -> list[str]:
        """The programme that stands right behind an amount: ``Van de € 82 mln voor ARTES is …``."""
        words = _RECEIVER.match(self.letter.text, end)
        at = bisect_left(self.mentions, (words.end(),)) if words else len(self.mentions)
        named = [name for start, _, name in self.mentions[at : at + 1] if words and self._stands_at(words.end(), start)]
        return self._without_parts(named)

    def _stands_at(self, place: int, start: int) -> bool:
        """True where nothing stands between a place and a name but the word `programma`."""
        return self.letter.text[place:start] in ("", "programma ")

    def _meant(self, part: Span) -> list[str]:
        """What a clause or sentence names, without parts of what it names and without where the money comes from."""
        mentions = self._within(part.start, part.end)
        goals = [mention for mention in mentions if not self._is_source(part, mention[0])]
        return self._without_parts(self._ids(goals or mentions))

    def _is_source(self, part: Span, at: int) -> bool:
        return _source_before().search(self.letter.text, max(part.start, at - 60), at) is not None

    def _pointed_at(self, clause: Span, sentence: Span) -> list[str]:
        """The one programme named before that the clause points at: `waarvan € 4 mln via het fonds`.

        It is looked for in the sentence, then from the heading on.
        """
        kinds_meant = _kinds_pointed_at(clause.text)
        heading = self._heading_before(sentence.start)
        for begin in (sentence.start, heading.end if heading else sentence.start) if kinds_meant else ():
            named = self._ids(self._within(begin, clause.start))
            meant = [name for name in named if self.by_id[name].kind in kinds_meant]
            if meant:
                return meant if len(meant) == 1 else []
        return []

    def _governing(self, sentence: Span, start: int) -> list[str]:
        """The one programme of the sentence, if named before the amount: `Voor ARTES is € 5, later € 6 mln`."""
        inside = self._meant(sentence)
        part = max(self.letter.text.rfind(";", sentence.start, start), sentence.start)
        before = self._ids(self._within(part, start))
        return inside if len(inside) == 1 and inside == before[:1] else []

    def _kinds_pointed_at(self, sentence: Span) -> set[ProgrammeKind]:
        """As the function, a sentence once: every amount of a long one asks."""
        place = (sentence.start, sentence.end)
        if place not in self._pointed:
            self._pointed[place] = _kinds_pointed_at(sentence.text)
        return self._pointed[place]

    def _of_sentence_before(self, sentence: Span, block: Block, start: int) -> list[str]:
        """What a sentence that goes on speaks of: the programmes of the sentence before, or the one that it points at.

        It goes on with `Daardoor` or `Dit bedrag`, or speaks of `de regeling` where one regulation was named.
        """
        kinds_meant: set[ProgrammeKind] = set()
        begin = max(sentence.start, start - _REACH)
        meant_here = _pattern("onward", "inside").search(self.letter.text, begin, start) is not None
        for _ in range(_SENTENCES_BACK):
            kinds_meant |= self._kinds_pointed_at(sentence)
            goes_on = meant_here or _goes_on(sentence.text)
            meant_here = False
            if not (goes_on or kinds_meant) or sentence.start <= block.content_start:
                return []
            sentence = self.analysis.sentence_at(sentence.start - 1)
            found = self._meant(sentence)
            if found:
                meant = [name for name in found if self.by_id[name].kind in kinds_meant]
                return meant if len(meant) == 1 else found if goes_on else []
        return []

    def _of_lead(self, block: Block) -> list[str]:
        """The one programme that a paragraph or list item is about by its first words: `ISDE: hiervoor is …`."""
        lead = _LEAD.match(self.letter.text, block.content_start, block.end)
        named = self._ids(self._within(block.content_start, lead.end())) if lead else []
        return named if len(named) == 1 else []

    def _of_introduction(self, block: Block) -> list[str]:
        """The one programme of the sentence that introduces the list of this item: `Voor de ISDE is beschikbaar:`."""
        if block.kind is not BlockKind.LIST_ITEM:
            return []
        before = self.letter.block_index(block.start) - 1
        while before >= 0 and self.letter.blocks[before].kind is BlockKind.LIST_ITEM:
            before -= 1
        introduction = self.letter.blocks[before] if before >= 0 else None
        if introduction is None or introduction.kind not in PARAGRAPHS or self.letter.text[introduction.end - 1] != ":":
            return []
        named = self._meant(self.analysis.sentences_of(introduction)[-1])
        return named if len(named) == 1 else []

    def _of_heading(self, block: Block, start: int) -> list[str]:
        """The programme that the heading above names, where it names exactly one and the paragraph no other before.

        A fund that pays is no other subject.
        """
        if block.kind is BlockKind.FOOTNOTE:
            return []
        heading = self._heading_before(block.start)
        found = self._ids(self._within(heading.start, heading.end)) if heading else []
        others = set(self._ids(self._within(block.content_start, start))) - set(found)
        left = any(self.by_id[name].kind is not ProgrammeKind.FUND for name in others)
        return found if len(found) == 1 and not left else []

    def _heading_before(self, place: int) -> Block | None:
        at = bisect_left(self.headings, place, key=lambda heading: heading.start)
        return self.headings[at - 1] if at else None

    @cached_property
    def headings(self) -> list[Block]:
        """The headings of the letter, in order."""
        return list(self.letter.of_kind(BlockKind.HEADING))

    def _of_section(self, heading: Block) -> list[str]:
        """What the section's first sentences name as the thing itself; examples do not count, what holds them does."""
        position = self.letter.block_index(heading.start)
        following = self.letter.blocks[position + 1 : position + 2]
        if not following or following[0].kind not in (*PARAGRAPHS, BlockKind.LIST_ITEM):
            return []
        for sentence in self.analysis.sentences_of(following[0])[:_OPENING_SENTENCES]:
            named = self._within(sentence.start, sentence.end)
            chosen = [m for m in named if not self._is_example(sentence, m[0])] or self._holders(named)
            if chosen:
                return self._without_parts(self._ids(chosen))
        return []

    def _is_example(self, sentence: Span, at: int) -> bool:
        """True behind `onder meer` and the like, and for what brackets add to a programme named before them."""
        begin = max(sentence.start, at - _REACH)
        before = self.letter.text[begin:at]
        opened = before.rfind("(")
        if opened > before.rfind(")") and self._within(begin, begin + opened):
            return True
        return _pattern("examples", "before").search(before) is not None

    def _holders(self, named: Sequence[_Mention]) -> list[_Mention]:
        """Of examples, what holds the one before it (`OpSTAR, een stap binnen FutureNAV`), not the next of a list."""
        text = self.letter.text
        behind = [mention[1] for mention in named[:1]] + [mention[1] for mention in named[:-1]]
        return [
            mention
            for mention, end in zip(named, behind, strict=True)
            if _inside().search(text, max(mention[0] - 40, 0), mention[0])
            and not _LIST_GOES_ON.search(text, end, mention[0])
        ]

    def _without_parts(self, found: list[str]) -> list[str]:
        """Leaves out a programme whose parent is named beside it: the money goes to the whole.

        A fund is no such parent: money from a fund goes to the programme.
        """
        whole = {name for name in found if self.by_id[name].kind is not ProgrammeKind.FUND}
        return [name for name in found if self.by_id[name].parent not in whole]


def _rows(letter: Letter) -> dict[str, dict[int, list[Cell]]]:
    """The cells of each row of each table; a cell merged downwards belongs to all its rows."""
    tables: dict[str, dict[int, list[Cell]]] = {}
    for table in letter.tables:
        rows = tables.setdefault(table.id, {})
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, []).append(cell)
    return tables


def link_recommendations(
    recommendations: Sequence[Recommendation],
    commitments: Sequence[Commitment],
    amounts: Sequence[Amount],
    programmes: Sequence[Programme],
) -> list[Recommendation]:
    """Copies of the recommendations with the ids of the facts whose words lie in their finding or response."""
    linked = []
    for recommendation in recommendations:
        parts = [recommendation.evidence, *recommendation.finding, *recommendation.response]
        update = {
            "commitments": [c.id for c in commitments if _within(c.evidence, parts)],
            "amounts": [a.id for a in amounts if _within(a.evidence, parts)],
            "programmes": [p.id for p in programmes if any(_within(m, parts) for m in p.mentions)],
        }
        linked.append(recommendation.model_copy(update=update))
    return linked


def _within(evidence: Evidence, parts: Sequence[Evidence]) -> bool:
    return any(part.start <= evidence.start and evidence.end <= part.end for part in parts)
