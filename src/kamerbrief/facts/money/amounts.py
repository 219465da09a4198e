"""The amounts of money in a letter: in running text, headings, footnotes and tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kamerbrief.contract import Amount, Movement, Period, Recurrence, Warning_
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.money.budget_holders import budget_holders
from kamerbrief.facts.money.movement import Moved, movement_of
from kamerbrief.facts.money.odd_figures import odd_figures
from kamerbrief.facts.money.per_unit import per_unit
from kamerbrief.facts.money.plausible import plausible
from kamerbrief.facts.money.qualifiers import qualifier_of
from kamerbrief.facts.money.recurrence import recurrence_of, refers_back
from kamerbrief.facts.money.tables.amounts import find_table_amounts
from kamerbrief.facts.money.text import Money, find_money
from kamerbrief.facts.money.totals import is_total
from kamerbrief.facts.money.years import YearsSaid, of_structural, period_of, years_said
from kamerbrief.facts.money.years_shared import is_of_rule, shared_years
from kamerbrief.facts.said import Said
from kamerbrief.facts.told import Told, Words
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import Clause, clauses
from kamerbrief.letter import Block, BlockKind, Span


def find_amounts(analysis: Analysis, letter_date: datetime.date | None = None) -> tuple[list[Amount], list[Warning_]]:
    """All amounts in reading order, and warnings about tables whose unit is not stated and figures that are no money.

    The evidence of an amount is its figure with currency sign and scale word (€ 5 miljoen; in a list also 6), without
    the word of precision before it. ``letter_date`` gives a meaning to *dit jaar* and *de komende vier jaar*.
    """
    tables = find_table_amounts(analysis.letter)
    found, odd = odd_figures(analysis.letter, [*_in_prose(analysis, letter_date), *tables.amounts])
    found, implausible = plausible(analysis.letter, found)
    found.sort(key=lambda amount: (amount.evidence.start, amount.evidence.end))
    ids = fact_ids("amount", (amount.evidence.text for amount in found))
    at = {amount.evidence.start: name for amount, name in zip(found, ids, strict=True)}
    wholes = [at.get(tables.parts.get(amount.evidence.start, -1)) for amount in found]
    return [
        amount.model_copy(update={"id": name, "part_of": whole})
        for amount, name, whole in zip(found, ids, wholes, strict=True)
    ], [*tables.warnings, *odd, *implausible]


def _in_prose(analysis: Analysis, letter_date: datetime.date | None) -> Iterator[Amount]:
    letter = analysis.letter
    heading, since = Words(""), 0
    for block in letter.blocks:
        if block.kind is BlockKind.CELL:
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            since = block.content_start
        if block.kind is BlockKind.HEADING:
            heading = Words.of(letter.text, block.content_start, block.end)
        above = heading if block.kind is not BlockKind.FOOTNOTE else Words("")
        yield from _Paragraph(analysis, block, since, above, letter_date).amounts()


def _is_own(told: Told[Recurrence], clause: Clause) -> bool:
    """Whether the words that tell it are the figure's own: *structureel € 12 mln, oplopend tot € 20 mln in 2030*."""
    return told.at is not None and clause.lead[0] <= told.at[0] < clause.tail[1]


@dataclass(frozen=True)
class _Paragraph:
    """One block outside the tables, and the heading above it.

    ``since`` is where its passage begins: for an item of a list at the words before the list.
    """

    analysis: Analysis
    block: Block
    since: int
    heading: Words
    letter_date: datetime.date | None

    def amounts(self) -> list[Amount]:
        found: list[Amount] = []
        for sentence, group in groupby(self._money(), key=lambda pair: pair[0]):
            found.extend(self._in_sentence(sentence, [money for _, money in group]))
        return found

    def _money(self) -> Iterator[tuple[Span, Money]]:
        text, block = self.analysis.letter.text, self.block
        for money in find_money(text, block.content_start, block.end, self._bounds, self.since):
            yield self.analysis.sentence_at(money.start), money

    @cached_property
    def _years(self) -> YearsSaid:
        return years_said(self.analysis.letter.text, self.block.content_start, self.block.end, self.letter_date)

    def _bounds(self, offset: int) -> tuple[int, int]:
        sentence = self.analysis.sentence_at(offset)
        return sentence.start, sentence.end

    def _in_sentence(self, sentence: Span, found: list[Money]) -> Iterator[Amount]:
        text = self.analysis.letter.text
        end = max(sentence.end, found[-1].end)
        start = min(max(sentence.start, self.block.content_start), found[0].start)
        said = clauses(text, start, end, [(money.start, money.end) for money in found])
        spoken = Said(text, start, end)
        later = self._said_later(sentence) if len({money.start for money in found}) == 1 else None
        paid, last = False, None
        for place, (money, clause) in enumerate(zip(found, said, strict=True)):
            movement = movement_of(text, money.lead, clause, negative=money.negative, said=spoken, last=last)
            period = period_of(self._years, text, money, clause, (start, end))
            period = period or shared_years(self._years, spoken, text, said, place)
            amount = self._amount(money, clause, spoken, movement, later, period, paid=paid)
            paid, last = bool(amount.budget_holders), Moved(money.end, spoken.at(money.end - 1), movement)
            yield amount

    def _said_later(self, sentence: Span) -> Told[Recurrence] | None:
        """How often the money comes, where what follows says it (…; dat geld is incidenteel. Dit bedrag is …)."""
        before, _, behind_semicolon = sentence.text.partition(";")
        begin = sentence.start + len(before) + 1 + len(behind_semicolon) - len(behind_semicolon.lstrip())
        if said := refers_back(Words(behind_semicolon.strip(), begin)):
            return said
        following = self.analysis.sentence_at(min(sentence.end + 2, max(self.block.end - 1, 0)))
        if following.start <= sentence.start:
            return None
        return refers_back(Words(following.text, following.start))

    def _amount(
        self,
        money: Money,
        clause: Clause,
        spoken: Said,
        movement: Told[Movement],
        later: Told[Recurrence] | None,
        period: Told[Period] | None,
        *,
        paid: bool,
    ) -> Amount:
        """An amount with all that its words say; ``paid`` tells that the one before it in the sentence has a payer."""
        text, letter = self.analysis.letter.text, self.analysis.letter
        total = is_total(text, money, clause)
        recurrence = recurrence_of(text, clause) or later
        if period and is_of_rule(text, spoken, money.start, period):
            period = None
        if recurrence and recurrence.value is Recurrence.STRUCTURAL and _is_own(recurrence, clause):
            period = of_structural(period)
        per = per_unit(text, money, clause)
        holders = budget_holders(text, clause, self.heading, after_payer=paid)
        qualifier = qualifier_of(text, money, clause, spoken)
        told = {
            "precision": money.precise,
            "movement": movement.at,
            "total": total.at,
            "recurrence": recurrence and recurrence.at,
            "period": period and period.at,
            "per": per and per.at,
            "budget_holders": holders.at,
            "qualifier": qualifier.at,
        }
        return Amount(
            id="",
            evidence=letter.evidence(money.start, money.end),
            value=money.value,
            low=money.low,
            high=money.high,
            currency=money.currency,
            precision=money.precision,
            movement=movement.value,
            total=total.value,
            recurrence=recurrence.value if recurrence else None,
            period=period.value if period else None,
            per=per.value if per else None,
            budget_holders=holders.value,
            qualifier=qualifier.value,
            attribute_evidence={name: letter.evidence(*at) for name, at in told.items() if at},
            unit_in_last_place=money.step,
        )
