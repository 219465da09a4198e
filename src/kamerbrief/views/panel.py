"""What stands beside a letter, as a reader wants it: first what is wrong, then what repeats and what is not shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from kamerbrief.checks.arithmetic import rounded
from kamerbrief.contract import Amount, Check, CheckStatus, Commitment, Extraction, Movement, Operator
from kamerbrief.views.charts import without_programme
from kamerbrief.views.findings import check_in_words, figures_of, money, warning_in_words
from kamerbrief.views.marking import Piece, evidence_of
from kamerbrief.views.words import (
    Language,
    amount_in_words,
    answer_attributes,
    attributes,
    counted,
    day_in_words,
    promise_attributes,
    texts,
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A figure that the letter names more than once with the same value: its sentence, and the ids of the amounts."""

    id: str
    sentence: str
    figures: tuple[str, ...]
    checks: tuple[str, ...]


class Listed(NamedTuple):
    """A fact in a line of the printed table; ``number`` is that of its marks."""

    number: int
    kind: str
    what: str
    said: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Panel:
    """The facts of a letter for its page.

    ``open`` are the checks that do not hold or cannot be told, ``held`` those that do; restatements that hold are in
    ``repeats``. ``unshown`` says in sentences what the charts leave out, ``numbers`` are those of the marks in print,
    ``listed`` the facts of the printed table and ``named`` its programmes.
    """

    open: list[Check]
    held: list[Check]
    repeats: list[Repeat]
    amounts: list[Amount]
    repeated: list[Amount]
    promises: list[Commitment]
    unshown: list[str]
    numbers: dict[str, int]
    listed: list[Listed]
    named: list[tuple[int, str]]


def panel_of(x: Extraction, language: Language) -> Panel:
    """Sorts the facts of a letter for its page."""
    folded = [c for c in x.checks if c.relation.operator is Operator.EQUAL and _holds(c)]
    of_no_fold = [c for c in x.checks if c not in folded]
    numbers = _numbers(x)
    worst = {CheckStatus.INCONSISTENT: 0, CheckStatus.UNVERIFIABLE: 1}
    return Panel(
        open=sorted((c for c in of_no_fold if not _holds(c)), key=lambda c: worst[c.status]),
        held=[c for c in of_no_fold if _holds(c)],
        repeats=list(_repeats(x, folded, language)),
        amounts=[a for a in x.amounts if not a.restates],
        repeated=[a for a in x.amounts if a.restates],
        promises=sorted(x.commitments, key=_due),
        unshown=list(_unshown(x, language)),
        numbers=numbers,
        listed=sorted(_listed(x, numbers, language)),
        named=sorted((numbers[p.id], p.name) for p in x.programmes if p.id in numbers),
    )


def _holds(check: Check) -> bool:
    return check.status is CheckStatus.CONSISTENT


def _due(commitment: Commitment) -> tuple[datetime.date, int]:
    """By the day on which it is due; a promise without a day comes last."""
    day = (commitment.due.until or commitment.due.start) if commitment.due else None
    return day or datetime.date.max, commitment.evidence.start


def _repeats(x: Extraction, folded: list[Check], language: Language) -> Iterator[Repeat]:
    """One line for each amount that is named more than once, however many checks that are."""
    root: dict[str, str] = {}
    groups: dict[str, list[Check]] = {}
    for check in folded:
        figures_of_it = check.relation.figures or [check.id]
        head = next((root[name] for name in figures_of_it if name in root), figures_of_it[0])
        root.update(dict.fromkeys(figures_of_it, head))
        groups.setdefault(head, []).append(check)
    figures, words = figures_of(x), texts(language)
    for checks in groups.values():
        named = tuple(dict.fromkeys(name for check in checks for name in check.relation.figures))
        relation = checks[0].relation
        times = words["times"].get(str(len(named)), words["times"]["more"]).format(n=len(named))
        sentence = words["repeats"].format(value=money(relation.computed, relation.unit), times=times)
        if all(figures.get(name) is None for name in named):
            sentence = check_in_words(checks[0], figures, language)
        yield Repeat(checks[0].id, sentence, named, tuple(check.id for check in checks))


def _unshown(x: Extraction, language: Language) -> Iterator[str]:
    """What is in no bar of a programme, and which amounts do not count and why."""
    words = texts(language)["unshown"]
    if none := without_programme(x):
        yield words["no_programme"].format(value=_short(none))
    left = [a for a in x.amounts if not a.counts]
    if not left:
        return
    reasons = {
        "repeats": [a for a in left if a.restates],
        "movements": [a for a in left if not a.restates and a.movement is not Movement.LEVEL],
        "totals": [a for a in left if not a.restates and a.movement is Movement.LEVEL and a.total],
    }
    parts = [counted(words[name], len(found)) for name, found in reasons.items() if found]
    others = len(left) - sum(map(len, reasons.values()))
    parts += [counted(words["others"], others)] if others and parts else []
    yield counted(words["not_counted"], len(left)) + (f" ({', '.join(parts)})" if parts else "")


def _short(value: Decimal) -> str:
    """€ 56 mln: rounded to what a sentence needs."""
    for scale in (Decimal(10) ** 9, Decimal(10) ** 6):
        if value >= scale:
            return money(rounded(value / scale, 1) * scale)
    return money(value)


def _numbers(x: Extraction) -> dict[str, int]:
    """The facts whose words are marked, names excepted, numbered in the order of the letter."""
    marked = sorted((e.start, e.end, fact) for fact, kind, e in evidence_of(x) if kind != "entities")
    return {fact: number for number, fact in enumerate(dict.fromkeys(fact for _, _, fact in marked), start=1)}


def number_of(piece: Piece, numbers: Mapping[str, int]) -> str:
    """The numbers of the facts whose words end with a piece of the text."""
    end = piece.start + len(piece.text)
    return ",".join(str(numbers[mark.fact]) for mark in piece.marks if mark.end == end and mark.fact in numbers)


def _listed(x: Extraction, numbers: dict[str, int], language: Language) -> Iterator[Listed]:
    """The lines of the printed table."""
    words = texts(language)
    names = {programme.id: programme.name for programme in x.programmes}

    def line(fact: str, kind: str, what: str, said: list[str], page: int | None) -> Listed:
        return Listed(numbers[fact], words["one"][kind], " ".join(what.split()), "; ".join(filter(None, said)), page)

    for a in x.amounts:
        programmes = [names.get(name, name) for name in a.programmes]
        said = [*attributes(a, language), *programmes]
        yield line(a.id, "amounts", amount_in_words(a), said, a.evidence.page)
    for share in x.percentages:
        yield line(share.id, "percentages", amount_in_words(share), [], share.evidence.page)
    for r in x.recommendations:
        title = f"{r.printed or r.number or ''} {r.title}".strip()
        yield line(r.id, "recommendations", title, list(answer_attributes(r, language)), r.evidence.page)
    for c in x.commitments:
        due = [c.due.text if c.due else "", day_in_words(c.due.until, language) if c.due and c.due.until else ""]
        yield line(c.id, "commitments", c.evidence.text, [*due, *promise_attributes(c, language)], c.evidence.page)
    for ref in x.references:
        said = [words["values"][ref.kind], *([ref.number] if ref.number else [])]
        yield line(ref.id, "references", ref.evidence.text, said, ref.evidence.page)


def warnings_of(x: Extraction, language: Language) -> list[str]:
    """The warnings of a letter as sentences."""
    return [warning_in_words(warning, language) for warning in x.warnings]


def checks_in_words(x: Extraction, language: Language) -> Any:
    """A function that writes a check of the letter out."""
    figures = figures_of(x)
    return lambda check: check_in_words(check, figures, language)
