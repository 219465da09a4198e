"""What the program found about a letter, as sentences: its checks, written out from their relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.contract import COUNT, PERCENT, Amount, Check, CheckStatus, Extraction, Operator, Percentage, Relation
from kamerbrief.views.words import Language, amount_in_words, texts

#: The amounts and percentages of a letter by their ids.
Figures = Mapping[str, Amount | Percentage]

_SCALES = ((Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"))
_SIGNS = {"EUR": "€", "USD": "US$", "GBP": "£"}
#: From here on a figure is no money and stands as it is.
_ENDLESS = Decimal(10) ** 18
#: Stands for a figure that the letter does not have (any more).
_GONE = "…"


def figures_of(extraction: Extraction) -> Figures:
    """All that the checks of a letter can name."""
    return by_id([*extraction.amounts, *extraction.percentages])


def by_id(figures: Iterable[Amount | Percentage]) -> Figures:
    """Amounts and percentages by their ids."""
    return {figure.id: figure for figure in figures}


def check_in_words(check: Check, figures: Figures, language: Language) -> str:
    """The arithmetic of a check written out, what the letter states, the verdict and the tolerance, on one line."""
    relation, words = check.relation, texts(language)
    parts = {
        "terms": _written_out(relation, figures),
        "first": _value(figures, _at(relation.figures, 0)),
        "second": _value(figures, _at(relation.figures, 1)),
        "said": _quoted(figures, _at(relation.figures, 0)),
        "again": _quoted(figures, _at(relation.figures, 1)),
        "counted": " ".join(check.evidence[0].text.split()) if check.evidence else _GONE,
        "computed": _size(relation.computed, relation.unit),
        "stated": _size(relation.stated, relation.unit),
        "tolerance": _tolerance(relation, words["sentences"]["points"]),
    }
    verdicts = words["returns" if relation.operator is Operator.EQUAL else "verdicts"]
    parts["verdict"] = verdicts[_verdict(check)].format(**parts)
    return str(words["sentences"][relation.operator].format(**parts))


def _verdict(check: Check) -> str:
    """The key of the verdict's words: the status, but for what holds only because figures are rounded."""
    relation = check.relation
    rounded = check.status is CheckStatus.CONSISTENT and relation.computed != relation.stated
    return "rounded" if rounded else check.status.value


def _at(figures: list[str], place: int) -> str:
    return figures[place] if place < len(figures) else ""


def _written_out(relation: Relation, figures: Figures) -> str:
    """The terms with their signs: € 5 mln + € 3 mln - € 2 mln."""
    terms = []
    for sign, term in zip(relation.signs or [1] * len(relation.terms), relation.terms, strict=True):
        figure = figures.get(term)
        below = figure is not None and figure.value is not None and figure.value < 0
        terms.append(f" {'-' if (sign < 0) is not below else '+'} {_value(figures, term).removeprefix('-')}")
    return "".join(terms).removeprefix(" + ").strip()


def _value(figures: Figures, id_: str) -> str:
    figure = figures.get(id_)
    if figure is None:
        return _GONE
    if figure.value is None or isinstance(figure, Percentage):
        return amount_in_words(figure)
    return money(figure.value, figure.currency)


def _quoted(figures: Figures, id_: str) -> str:
    figure = figures.get(id_)
    return " ".join(figure.evidence.text.split()) if figure else _GONE


def _size(value: Decimal, unit: str) -> str:
    if unit == COUNT:
        return dutch(value)
    return f"{dutch(value)}%" if unit == PERCENT else money(value, unit)


def _tolerance(relation: Relation, points: str) -> str:
    return (
        f"{dutch(relation.tolerance)} {points}"
        if relation.unit == PERCENT
        else _size(relation.tolerance, relation.unit)
    )


def money(value: Decimal, currency: str = "EUR") -> str:
    """``value`` for people: € 85 mln, € 22,3 mld, € 1.250."""
    sign = "-" if value < 0 else ""
    for scale, word in _SCALES:
        if scale <= abs(value) < _ENDLESS and abs(value) % (scale / 1000) == 0:
            return f"{sign}{_SIGNS.get(currency, currency)} {dutch(abs(value) / scale)} {word}"
    return f"{sign}{_SIGNS.get(currency, currency)} {dutch(abs(value))}"
