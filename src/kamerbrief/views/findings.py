"""What the program found about a letter, as sentences: its checks, written out from their relations, and warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.contract import (
    COUNT,
    OLD_WORDS,
    PERCENT,
    Amount,
    Check,
    CheckStatus,
    Extraction,
    Operator,
    Param,
    Percentage,
    Relation,
)
from kamerbrief.views.words import Language, amount_in_words, texts


class Warned(Protocol):
    """A warning of the contract, or one of reading that is not there yet."""

    @property
    def code(self) -> str:
        """The kind of warning."""

    @property
    def params(self) -> Mapping[str, Param]:
        """What it says beside its kind."""


#: The amounts and percentages of a letter by their ids.
Figures = Mapping[str, Amount | Percentage]

_SCALES = ((Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"))
_SIGNS = {"EUR": "€", "USD": "US$", "GBP": "£"}
#: From here on a figure is no money and stands as it is.
_ENDLESS = Decimal(10) ** 18
#: Parameters of warnings whose values have words of their own.
_WORDED = frozenset({"place", "reason", "finder", "field"})
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
    relation, words = check.relation, texts(language)["sentences"]
    parts = {
        "terms": _written_out(relation, figures),
        "first": _value(figures, _at(relation.figures, 0)),
        "second": _value(figures, _at(relation.figures, 1)),
        "said": _quoted(figures, _at(relation.figures, 0)),
        "again": _quoted(figures, _at(relation.figures, 1)),
        "counted": " ".join(check.evidence[0].text.split()) if check.evidence else _GONE,
        "computed": _size(relation.computed, relation.unit),
        "size": _size(abs(relation.computed), relation.unit),
        "direction": words["fall" if relation.computed < 0 else "rise"],
        "stated": _size(relation.stated, relation.unit),
    }
    sentence = str(words[relation.operator][_verdict(check)].format(**parts))
    plain = relation.computed == relation.stated and relation.operator is Operator.EQUAL
    if plain or not relation.tolerance:
        return sentence
    return sentence + str(words["margin"]).format(tolerance=_tolerance(relation, words["points"]))


def relation_in_short(relation: Relation) -> str:
    """What was computed and what the letter states: € 20 mln ≠ € 22 mln."""
    computed, stated = (_size(value, relation.unit) for value in (relation.computed, relation.stated))
    return f"{computed} {'=' if relation.computed == relation.stated else '≠'} {stated}"


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


def warning_in_words(warned: Warned, language: Language) -> str:
    """The sentence of a warning, on one line.

    A warning of an older version keeps its own words; one of a newer version, whose kind or parameters this one does
    not know, shows what it has.
    """
    words, params = texts(language), warned.params
    template = words["warned"].get(warned.code, "")
    parts = {name: _shown(name, value, words) for name, value in params.items()} | {"lost": _lost(params, words)}
    try:
        sentence = template.format(**parts)
    except LookupError:
        sentence = ""
    if not sentence:
        said = params.get(OLD_WORDS) or ", ".join(f"{name} {parts[name]}" for name in params)
        sentence = str(said) if OLD_WORDS in params else f"{warned.code.replace('_', ' ')}: {said}".removesuffix(": ")
    return " ".join(sentence.split())


def _shown(name: str, value: Param, words: Mapping[str, Any]) -> str:
    """A parameter in words; that of a place, a reason and the like has words of its own."""
    if isinstance(value, list):
        return ", ".join(value)
    if name == "place" and isinstance(value, int):
        return str(words["said"]["page"].format(value))
    return str(words["said"].get(value, value)) if name in _WORDED else str(value)


def _lost(params: Mapping[str, Param], words: Mapping[str, Any]) -> str:
    """The lost figures and words, and how many more there are."""
    parts = []
    for kind in ("figures", "words"):
        listed, more = params.get(kind), params.get(f"more_{kind}")
        if isinstance(listed, list) and listed:
            rest = words["lost"]["more"].format(more) if more else ""
            parts.append(words["lost"][kind].format(", ".join(listed) + rest))
    return str(words["lost"]["and"].join(parts))
