"""Ties between facts: which programmes an amount is for, and which facts lie in a recommendation's answer."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from kamerbrief.contract import Amount, Commitment, Programme, ProgrammeKind, Recommendation, TablePlace
from kamerbrief.facts.link_words import (
    LEAD,
    LIST_GOES_ON,
    PURPOSE,
    RECEIVER,
    TOLD_OF,
    aside_before,
    goes_on,
    inside,
    kinds_pointed_at,
    pattern,
    source_before,
    stems,
)
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import clause_at
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Cell, Evidence, Letter, Span

#: How many sentences of the first paragraph under a heading may say what the heading's amount is for.
_OPENING_SENTENCES = 3
#: How many sentences back one that goes on (`Daardoor`) may refer.
_SENTENCES_BACK = 3
#: How far from an amount or a name, in characters, words of its sentence still speak of it.
_REACH = 1_000
#: How far back, in characters, a word of a name counts.
_SECTION = 10_000
#: How many rows at the top of a table may name what its columns are about.
_HEADER_ROWS = 3

#: How often a letter at least names what it is about, if it names other programmes too.
_OFTEN = 2

#: A place where a programme is named: start, end, and the programme's id.
_Mention = tuple[int, int, str]


def link_programmes(
    analysis: Analysis, amounts: Sequence[Amount], programmes: Sequence[Programme], subject: Evidence | None = None
) -> list[Amount]:
    """Copies of the amounts with the ids of the programmes that their row, clause, heading or section names.

    ``subject`` are the words that say what the letter is about, which count where nothing nearer tells.
    """
    if not programmes:
        return [*amounts]
    links = _Links(analysis, programmes, _span(analysis, subject), sorted(amount.evidence.start for amount in amounts))
    return [amount.model_copy(update={"programmes": links.of(amount)}) for amount in amounts]


def _span(analysis: Analysis, said: Evidence | None) -> Span | None:
    return analysis.letter.span(said.start, said.end) if said else None


class _Links:
    """The mentions of all programmes in reading order, and what an amount's place says about them."""

    def __init__(
        self, analysis: Analysis, programmes: Sequence[Programme], subject: Span | None, amounts: list[int]
    ) -> None:
        self.analysis = analysis
        self.subject = subject
        self.amounts = amounts
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
            or self._pointed_at(clause, near)
            or self._of_heading(block, start)
            or self._of_spending(sentence, block, start)
        )

    def _of_spending(self, sentence: Span, block: Block, start: int) -> list[str]:
        """What a sentence spends on that names nothing: what the one before it names, else what the letter is about.

        The sentence before counts for one that says no purpose of its own (`Er is € 4 miljoen uitgegeven`), the
        subject for a paragraph that names nothing else.
        """
        near = self.letter.text[max(sentence.start, start - _REACH) : min(sentence.end, start + _REACH)]
        if block.kind is BlockKind.FOOTNOTE or not pattern("spending", "words").search(near):
            return []
        heading = self._heading_before(block.start)
        section = max(heading.start if heading else block.start, start - _SECTION)
        said = stems(near)
        alike = [name for name in self._ids(self._within(section, start)) if self._stems[name] & said]
        if alike:
            return alike if len(alike) == 1 else []
        before = self.analysis.sentence_at(sentence.start - 1) if sentence.start > block.content_start else None
        told = before and not PURPOSE.search(near) and len(self._amounts_in(before)) <= 1
        found = self._meant(before) if before and told else []
        if found or self._within(max(block.content_start, start - _SECTION), start):
            return found if len(found) == 1 else []
        return [] if heading and self._within(heading.start, heading.end) else [*self.of_subject]

    def _amounts_in(self, part: Span) -> list[int]:
        return self.amounts[bisect_left(self.amounts, part.start) : bisect_left(self.amounts, part.end)]

    @cached_property
    def _stems(self) -> dict[str, frozenset[str]]:
        return {name: stems(" ".join((one.name, *one.aliases))) for name, one in self.by_id.items()}

    @cached_property
    def of_subject(self) -> list[str]:
        """The one programme that the letter says to be about, if it speaks of that more than of any other.

        A fund beside other programmes is where money comes from.
        """
        named = self._meant(self.subject) if self.subject else []
        if len(named) != 1 or len(self.by_id) == 1:
            return named if len(named) == 1 else []
        if self.by_id[named[0]].kind is ProgrammeKind.FUND:
            return []
        often = Counter(name for _, _, name in self.mentions)
        others = max(count for name, count in often.items() if name != named[0])
        return named if often[named[0]] > max(others, _OFTEN) else []

    def _right_behind(self, end: int) -> list[str]:
        """The programme that stands right behind an amount: ``Van de € 82 mln voor ARTES is …``."""
        words = RECEIVER.match(self.letter.text, end)
        at = bisect_left(self.mentions, (words.end(),)) if words else len(self.mentions)
        named = [name for start, _, name in self.mentions[at : at + 1] if words and self._stands_at(words.end(), start)]
        return self._without_parts(named)

    def _stands_at(self, place: int, start: int) -> bool:
        """True where nothing stands between a place and a name but the word `programma`."""
        return self.letter.text[place:start] in ("", "programma ")

    def _meant(self, part: Span) -> list[str]:
        """What a clause or sentence names, without parts of what it names and without where the money comes from.

        What stands aside (`naast de ISDE`, `zoals de ISDE`) is not meant.
        """
        mentions = [m for m in self._within(part.start, part.end) if not self._is_aside(part, m)]
        goals = [mention for mention in mentions if not self._is_source(part, mention[0])]
        return self._without_parts(self._ids(goals or mentions))

    def _is_aside(self, part: Span, mention: _Mention) -> bool:
        """True behind `naast` and the like, unless something is told of it: `naast de ISDE, waaruit …`."""
        start, end, _ = mention
        aside = aside_before().search(self.letter.text, max(part.start, start - 60), start)
        return aside is not None and not TOLD_OF.match(self.letter.text, end)

    def _is_source(self, part: Span, at: int) -> bool:
        return source_before().search(self.letter.text, max(part.start, at - 60), at) is not None

    def _pointed_at(self, clause: Span, sentence: Span) -> list[str]:
        """The one programme named before that the clause points at: `waarvan € 4 mln via het fonds`.

        It is looked for in the sentence, then from the heading on.
        """
        kinds_meant = self._kinds_pointed_at(clause)
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
        part = max(self._last_semicolon(sentence.start, start), sentence.start)
        before = self._ids(self._within(part, start))
        return inside if len(inside) == 1 and inside == before[:1] else []

    def _last_semicolon(self, begin: int, start: int) -> int:
        """Where the last semicolon before an amount stands that its brackets do not hold."""
        opened = self.letter.text.rfind("(", begin, start)
        inside = opened >= 0 and self.letter.text.find(")", opened, start) < 0
        return self.letter.text.rfind(";", begin, opened if inside else start)

    def _kinds_pointed_at(self, sentence: Span) -> set[ProgrammeKind]:
        """As the function, a clause or sentence once: every amount of a long one asks."""
        place = (sentence.start, sentence.end)
        if place not in self._pointed:
            self._pointed[place] = kinds_pointed_at(sentence.text)
        return self._pointed[place]

    def _of_sentence_before(self, sentence: Span, block: Block, start: int) -> list[str]:
        """What a sentence that goes on speaks of: the programmes of the sentence before, or the one that it points at.

        It goes on with `Daardoor` or `Dit bedrag`, or speaks of `de regeling` where one regulation was named.
        """
        kinds_meant: set[ProgrammeKind] = set()
        begin = max(sentence.start, start - _REACH)
        meant_here = pattern("onward", "inside").search(self.letter.text, begin, start) is not None
        for _ in range(_SENTENCES_BACK):
            kinds_meant |= self._kinds_pointed_at(sentence)
            onward = meant_here or goes_on(sentence.text)
            meant_here = False
            if not (onward or kinds_meant) or sentence.start <= block.content_start:
                return []
            sentence = self.analysis.sentence_at(sentence.start - 1)
            found = self._meant(sentence)
            if found:
                meant = [name for name in found if self.by_id[name].kind in kinds_meant]
                return meant if len(meant) == 1 else found if onward else []
        return []

    def _of_lead(self, block: Block) -> list[str]:
        """The one programme that a paragraph or list item is about by its first words: `ISDE: hiervoor is …`."""
        lead = LEAD.match(self.letter.text, block.content_start, block.end)
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
        return pattern("examples", "before").search(before) is not None

    def _holders(self, named: Sequence[_Mention]) -> list[_Mention]:
        """Of examples, what holds the one before it (`OpSTAR, een stap binnen FutureNAV`), not the next of a list."""
        text = self.letter.text
        behind = [mention[1] for mention in named[:1]] + [mention[1] for mention in named[:-1]]
        return [
            mention
            for mention, end in zip(named, behind, strict=True)
            if inside().search(text, max(mention[0] - 40, 0), mention[0])
            and not LIST_GOES_ON.search(text, end, mention[0])
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
