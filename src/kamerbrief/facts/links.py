"""Ties between facts: which programmes an amount is for, and which facts lie in a recommendation's answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import clause_at
from kamerbrief.letter import Block, BlockKind, Evidence, Span
from kamerbrief.lexicon import load, phrase_pattern
from kamerbrief.schema import Amount, Commitment, Programme, Recommendation

#: How many sentences of the first paragraph under a heading may say what the heading's amount is for.
_OPENING_SENTENCES = 3


def link_programmes(analysis: Analysis, amounts: Sequence[Amount], programmes: Sequence[Programme]) -> list[Amount]:
    """Copies of the amounts with the ids of the programmes that their row, clause, heading or section names."""
    links = _Links(analysis, programmes)
    return [amount.model_copy(update={"programmes": links.of(amount)}) for amount in amounts]


@cache
def _pattern(group: str, key: str) -> re.Pattern[str]:
    return phrase_pattern(load("programme_cues")[group][key])


class _Links:
    """The mentions of all programmes in reading order, and what an amount's place says about them."""

    def __init__(self, analysis: Analysis, programmes: Sequence[Programme]) -> None:
        self.analysis = analysis
        self.letter = analysis.letter
        self.parents = {programme.id: programme.parent for programme in programmes}
        self.mentions = sorted(
            (mention.start, mention.end, programme.id) for programme in programmes for mention in programme.mentions
        )

    def of(self, amount: Amount) -> list[str]:
        """The programmes of one amount, in letter order."""
        if amount.table:
            return [] if amount.total else self._of_row(amount)
        block = self.letter.block(amount.evidence.block)
        if block.kind is BlockKind.HEADING:
            return self._between(block.start, block.end) or self._of_section(block)
        return self._of_prose(amount, block)

    def _between(self, start: int, end: int) -> list[str]:
        return list(dict.fromkeys(name for at, stop, name in self.mentions if start <= at and stop <= end))

    def _of_row(self, amount: Amount) -> list[str]:
        """Those in the cells of the amount's row; else those in the header of its column."""
        place = amount.table
        if place is None:
            return []
        table = self.letter.table(place.id)
        row = [cell for cell in table.cells if cell.row <= place.row < cell.row + cell.row_span]
        found = [name for cell in row for name in self._between(cell.start, cell.end)]
        if not found:
            heads = [c for c in table.cells if c.row < place.row and c.covers(c.row, place.column) and c.row <= 2]
            found = [name for cell in heads for name in self._between(cell.start, cell.end)]
        return list(dict.fromkeys(found))

    def _of_prose(self, amount: Amount, block: Block) -> list[str]:
        start, end = amount.evidence.start, amount.evidence.end
        clause = clause_at(self.analysis, start, end)
        found = self._without_parts(self._between(clause.start, clause.end))
        if found:
            return found
        sentence = self.analysis.sentence_at(start)
        if self._between(sentence.start, sentence.end):
            return self._governing(sentence, start)
        return self._of_sentence_before(sentence, block) or self._of_heading(block)

    def _governing(self, sentence: Span, start: int) -> list[str]:
        """The one programme of the sentence, if named before the amount: `Voor ARTES is € 5, later € 6 mln`."""
        inside = self._without_parts(self._between(sentence.start, sentence.end))
        before = self._between(sentence.start, start)
        return inside if len(inside) == 1 and inside == before[:1] else []

    def _of_sentence_before(self, sentence: Span, block: Block) -> list[str]:
        """A sentence that goes on (`Daardoor`, `Dit bedrag`) speaks of the programmes of the sentence before."""
        if not _pattern("onward", "openings").match(sentence.text) or sentence.start <= block.content_start:
            return []
        before = self.analysis.sentence_at(sentence.start - 1)
        found = self._without_parts(self._between(before.start, before.end))
        if found or before.start <= block.content_start:
            return found
        return self._of_sentence_before(before, block)

    def _of_heading(self, block: Block) -> list[str]:
        """The programme that the heading above names, where it names exactly one."""
        if block.kind is BlockKind.FOOTNOTE:
            return []
        position = self.letter.block_index(block.start)
        heading = next((b for b in reversed(self.letter.blocks[:position]) if b.kind is BlockKind.HEADING), None)
        found = self._between(heading.start, heading.end) if heading else []
        return found if len(found) == 1 else []

    def _of_section(self, heading: Block) -> list[str]:
        """What the section's first sentences name as the thing itself; examples do not count, what holds them does."""
        position = self.letter.block_index(heading.start)
        following = self.letter.blocks[position + 1 : position + 2]
        if not following or following[0].kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            return []
        for sentence in self.analysis.sentences_of(following[0])[:_OPENING_SENTENCES]:
            named = [m for m in self.mentions if sentence.start <= m[0] and m[1] <= sentence.end]
            themselves = [m for m in named if not self._is_example(sentence, m[0])]
            chosen = themselves or [m for m in named if self._holds(sentence, m[0])]
            if chosen:
                return self._without_parts(list(dict.fromkeys(name for _, _, name in chosen)))
        return []

    def _is_example(self, sentence: Span, at: int) -> bool:
        before = self.letter.text[sentence.start : at]
        in_brackets = before.count("(") > before.count(")") and not before.rstrip().endswith("(")
        opened = before.rfind("(") > before.rfind(")") and self._between(
            sentence.start, sentence.start + before.rfind("(")
        )
        return bool(_pattern("examples", "before").search(before)) or in_brackets or bool(opened)

    def _holds(self, sentence: Span, at: int) -> bool:
        before = self.letter.text[max(sentence.start, at - 40) : at]
        return bool(
            re.search(rf"(?:{_pattern('examples', 'inside').pattern})\s+(?:het\s+|de\s+)?$", before, re.IGNORECASE)
        )

    def _without_parts(self, found: list[str]) -> list[str]:
        """Leaves out a programme whose parent is named beside it: the money goes to the whole."""
        return [name for name in found if self.parents.get(name) not in found]


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
