"""Counts that the letter announces: 'de acht aanbevelingen', 'vijf maatregelen:' against what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.annotate.time import number_of
from kamerbrief.checks.arithmetic import make_check, verdict
from kamerbrief.checks.enumerations import YEARS, enumerated, numbered_behind, spans_of_years
from kamerbrief.contract import (
    COUNT,
    Check,
    CheckType,
    Operator,
    Recommendation,
    Relation,
    Warning_,
    WarningCode,
    warning,
)
from kamerbrief.facts.advice.advisers import Advisers, advisers_of, names_giver, whole_name
from kamerbrief.facts.advice.reports import name_in
from kamerbrief.facts.advice.speakers import body_in
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Evidence
from kamerbrief.lexicon import Lookup, alternatives, has_figure, keyed, load, may_stand, phrase_pattern

_NUMBERS: Lookup[int] = Lookup(
    {
        word: number
        for number, word in enumerate(
            ["twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien"],
            start=2,
        )
    }
)


#: What may announce how many there are.
_TELLING = (*PARAGRAPHS, BlockKind.LIST_ITEM, BlockKind.HEADING)


@cache
def _announcement(name: str) -> re.Pattern[str]:
    """`acht aanbevelingen`, `de 12 maatregelen`, with at most two words between number and noun of a list."""
    nouns = load("relations")[name]
    numbers = "|".join(_NUMBERS)
    return keyed(
        rf"(?<![\w.,-])(?P<number>{numbers}|\d{{1,2}})\s+(?:[^\W\d]+\s+){{0,2}}?(?P<noun>{alternatives(nouns)})\b",
        nouns,
    )


def _announced(analysis: Analysis, block: Block, name: str) -> Iterator[re.Match[str]]:
    """The announcements in a block of so many of what one list of ``relations.toml`` names."""
    letter, pattern = analysis.letter, _announcement(name)
    text = letter.text_of(block)
    found = may_stand(pattern, text) and (has_figure(text) or may_stand(_number_words(), text))
    return pattern.finditer(letter.text, block.start, block.end) if found else iter(())


@cache
def _number_words() -> re.Pattern[str]:
    return phrase_pattern(_NUMBERS)


def counts(analysis: Analysis, recommendations: Sequence[Recommendation]) -> Iterator[Check]:
    """One check for each number that is announced, with all places where it is."""
    announced: dict[int, list[Evidence]] = {}
    counted: set[int] = set()
    for block in analysis.letter.of_kind(*_TELLING):
        for match in _announced(analysis, block, "counted"):
            number = _number(match["number"])
            if _is_of_advice(analysis, match):
                announced.setdefault(number, []).append(analysis.letter.evidence(*match.span()))
            else:
                listed = list(_listed(analysis, block, match, number))
                counted.update(match.start() for _ in listed)
                yield from listed
        yield from (check for start, check in _numbered(analysis, block) if start not in counted)
        yield from _years(analysis, block)
    yield from _recommendations(announced, recommendations)


def _numbered(analysis: Analysis, block: Block) -> Iterator[tuple[int, Check]]:
    """Things that the text behind an announcement numbers, as many as announced: ``drie stappen. Ten eerste …``.

    Each with the place of the announcement. Where more or fewer are numbered nothing is said: other lists may stand
    there too.
    """
    letter = analysis.letter
    for match in _announced(analysis, block, "numbered"):
        if not _is_whole(analysis, match.start()):
            continue
        number = _number(match["number"])
        marks = enumerated(letter.text, match.end(), block.end)
        words = [letter.evidence(*match.span())]
        if len(marks) == number:
            yield match.start(), _check(number, number, [*words, *(letter.evidence(*mark) for mark in marks)])
        elif _ends_in_colon(analysis, block, match.end()):
            behind = letter.blocks[letter.block_index(block.start) + 1 :]
            if not _is_list(behind) and numbered_behind(letter, behind) == number:
                yield match.start(), _check(number, number, words)


def _ends_in_colon(analysis: Analysis, block: Block, start: int) -> bool:
    """True where the sentence that goes on at ``start`` is the last of its block and leads to what follows."""
    rest = analysis.letter.text[start : block.end]
    return rest.endswith(":") and not re.search(r"[.!?]\s", rest)


def _is_list(blocks: Sequence[Block]) -> bool:
    """True where one item follows right on another: such a list is counted already."""
    return [block.kind for block in blocks[:2]] == [BlockKind.LIST_ITEM] * 2


def _years(analysis: Analysis, block: Block) -> Iterator[Check]:
    """``vijf jaar (2021-2025)``, as many years as the span has or lies between its ends; else nothing is said."""
    letter = analysis.letter
    spans = spans_of_years(letter.text, block.start, block.end) if may_stand(YEARS, letter.text_of(block)) else ()
    for match, years in spans:
        number = number_of(match["number"])
        if number is not None and number in (years, years - 1):
            yield _check(number, number, [letter.evidence(*match.span())])


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _is_whole(analysis: Analysis, start: int) -> bool:
    """True for all of them (`de acht`, `doet acht`), false for some of them (`twee van de acht`, `nog drie`)."""
    before = analysis.letter.text[max(0, start - 25) : start]
    behind = analysis.letter.text[start : start + 60]
    some = re.search(r"\b(?:nog|andere|overige|eerste|laatste|ook|waarvan|meeste|van de)\s*$", before, re.IGNORECASE)
    return not some and not re.match(r"\w+\s+van\s+de\b", behind)


def _recommendations(
    announced: dict[int, list[Evidence]], recommendations: Sequence[Recommendation]
) -> Iterator[Check]:
    """Compares with all recommendations and with those of each report; silent where they carry no numbers in a row."""
    by_report: dict[str | None, int] = {}
    for recommendation in recommendations:
        by_report[recommendation.report] = by_report.get(recommendation.report, 0) + 1
    sizes = {len(recommendations), *by_report.values()} - {0}
    numbered = [r.number for r in recommendations] == [str(n) for n in range(1, len(recommendations) + 1)]
    for number, evidence in announced.items():
        if number in sizes or (numbered and len(announced) == 1 and len(by_report) == 1 and len(recommendations) > 1):
            found = number if number in sizes else len(recommendations)
            yield _check(number, found, evidence)


def missing_advice(analysis: Analysis, recommendations: Sequence[Recommendation]) -> list[Warning_]:
    """A warning for each report of which the letter announces more recommendations than were found.

    A report of which none at all is found has none: the letter may only tell of it.
    """
    by_report: dict[tuple[str | None, str | None], list[Recommendation]] = {}
    for one in recommendations:
        by_report.setdefault((one.report, one.author), []).append(one)
    if not by_report:
        return []
    told = [
        match
        for block in analysis.letter.of_kind(*_TELLING)
        for match in _announced(analysis, block, "counted")
        if _is_of_advice(analysis, match)
    ]
    advisers = advisers_of(analysis.letter.text_of(block) for block in analysis.letter.blocks if told)
    announced: dict[tuple[str | None, str | None], dict[int, Evidence]] = {key: {} for key in by_report}
    for match in told:
        sentence = analysis.sentence_at(match.start()).text
        named = [key for key in by_report if any(name and name in sentence for name in key)]
        meant = named or list(by_report)
        if len(meant) == 1 and (named or not _is_of_others(sentence, meant[0][1], advisers)):
            announced[meant[0]].setdefault(_number(match["number"]), analysis.letter.evidence(*match.span()))
    return [
        warning(WarningCode.ADVICE_MISSING, {"announced": most, "found": len(by_report[key])}, numbers[most])
        for key, numbers in announced.items()
        for most in (max(numbers, default=0),)
        if most > len(by_report[key]) and len(by_report[key]) not in numbers
    ]


def _is_of_advice(analysis: Analysis, match: re.Match[str]) -> bool:
    """Whether what is announced are all recommendations of a report."""
    return match["noun"].lower() == "aanbevelingen" and _is_whole(analysis, match.start())


def _is_of_others(sentence: str, author: str | None, advisers: Advisers) -> bool:
    """Whether a sentence names advisers, or who gave advice, none of them the author: *de raad* is any council."""
    subjects = (whole_name(sentence, *clause.subject) for clause in annotate(sentence) if clause.subject)
    speaking = [who for who in subjects if advisers.known(who) and (body_in(who) or name_in(who))]
    named = [who for who in (names_giver(sentence), *speaking) if who]
    own = re.findall(r"[\w-]+", (author or "").lower())
    return bool(own and named) and not any(word.endswith(_last_word(who)) for who in named for word in own)


def _last_word(who: str) -> str:
    return " ".join(re.findall(r"[\w-]+", who.lower())[-1:])


def _listed(analysis: Analysis, block: Block, match: re.Match[str], number: int) -> Iterator[Check]:
    """A list announced with a colon, against the items behind it or the parts of the same sentence."""
    letter = analysis.letter
    evidence = letter.evidence(*match.span())
    colon = letter.text.find(":", match.end(), min(block.end, match.end() + 120))
    if colon < 0 or re.search(r"[.!?]\s", letter.text[match.end() : colon]):
        return
    rest = letter.text[colon + 1 : block.end].strip()
    if not rest:
        items = _items_behind(analysis, block)
        if len(items) > 1:
            yield _check(number, len(items), [evidence])
        return
    sentence = analysis.sentence_at(match.start())
    inside = letter.text[colon + 1 : sentence.end]
    for mark in (";", ","):
        parts = [part for part in re.split(rf"{mark}\s+(?:en\s+)?|\s+en\s+(?=het\s|de\s)", inside) if part.strip()]
        if len(parts) == number:
            yield _check(number, number, [evidence])
            return


def _items_behind(analysis: Analysis, block: Block) -> list[Block]:
    blocks = analysis.letter.blocks
    position = analysis.letter.block_index(block.start)
    items: list[Block] = []
    for item in blocks[position + 1 :]:
        if item.kind is not BlockKind.LIST_ITEM:
            break
        items.append(item)
    return [item for item in items if item.level == items[0].level]


def _check(announced: int, found: int, evidence: Sequence[Evidence]) -> Check:
    relation = Relation(
        operator=Operator.COUNT,
        computed=Decimal(found),
        stated=Decimal(announced),
        tolerance=Decimal(0),
        unit=COUNT,
    )
    return make_check(CheckType.COUNT, relation, evidence, verdict(announced == found))
