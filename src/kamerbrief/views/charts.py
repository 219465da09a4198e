"""Charts of money: bars on one scale with its labels, by programme and by year, each bar tied to its amounts.

Only what counts is drawn (:mod:`kamerbrief.double_counting`). Money of no programme or no year has a bar of its own, so
that the bars of a chart together are all the money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import log10
from typing import Any

from kamerbrief.checks.arithmetic import dutch, rounded
from kamerbrief.contract import Amount, Extraction, Period, Recurrence
from kamerbrief.views.words import Language, texts

#: Most bars of a chart; what is smaller is added up in a last bar.
_MOST_BARS = 15
#: Most programmes with a colour of their own in a stacked chart.
_MOST_SERIES = 6
#: From so many times the smallest bar on, a scale by powers of ten shows more than a linear one.
_WIDE = 200
#: The series of money without a programme, and of programmes without a colour of their own.
_NONE, _REST = 0, _MOST_SERIES + 1
_UNITS = ((Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"), (Decimal(1), ""))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar in percent of the scale's width; ``series`` is the number of its colour."""

    start: float
    width: float
    series: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its figure in words, where it leads and the amounts in it."""

    label: str
    figure: str
    parts: tuple[Part, ...]
    link: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, the labels of their scale from left to right, and the names of the colours where there are several."""

    bars: tuple[Bar, ...]
    ticks: tuple[str, ...]
    wide: bool = False
    legend: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Sum:
    """Money under one label, by series where it is stacked."""

    label: str
    value: Decimal = Decimal(0)
    facts: list[str] = field(default_factory=list)
    series: dict[str, Decimal] = field(default_factory=dict)
    link: str = ""


def chart_of(
    sums: Sequence[Sum], names: Mapping[str, int] | None = None, rest: str = "…", *, plain: bool = False
) -> Chart | None:
    """The chart of sums in their order; None where there is nothing to draw.

    ``names`` are the series with their colours; ``rest`` heads what is too small for a bar of its own; ``plain``
    figures are no euros.
    """
    shown = list(sums[:_MOST_BARS])
    if left := sums[_MOST_BARS:]:
        shown.append(Sum(f"{rest} ({len(left)})", sum((one.value for one in left), Decimal(0))))
    values = [one.value for one in shown if one.value > 0]
    if not values:
        return None
    wide = max(values) >= _WIDE * min(values)
    scale = _Powers(values) if wide else _Linear(values)
    colours = names or {}
    return Chart(
        bars=tuple(
            Bar(
                one.label,
                _figure(one.value, scale.unit, plain),
                _parts(one, scale, colours, wide),
                one.link,
                tuple(one.facts),
            )
            for one in shown
        ),
        ticks=tuple(_figure(tick, scale.unit, plain) for tick in scale.ticks),
        wide=wide,
        legend=() if wide else _legend(shown, colours),
    )


def _parts(one: Sum, scale: _Linear | _Powers, colours: Mapping[str, int], wide: bool) -> tuple[Part, ...]:
    """A bar by series on a linear scale; by powers of ten parts mean nothing, so it is one."""
    if wide or not one.series:
        return (Part(0, scale.place(one.value)),)
    parts, at = [], Decimal(0)
    for name, value in sorted(one.series.items(), key=lambda item: colours.get(item[0], _REST)):
        if value > 0:
            begin = scale.place(at)
            parts.append(Part(begin, scale.place(at + value) - begin, colours.get(name, _REST)))
            at += value
    return tuple(parts)


def _legend(shown: Iterable[Sum], colours: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    used = {name for one in shown for name in one.series}
    named = sorted({(colours[name], name) for name in used if name in colours})
    return (*named, *([(_REST, "…")] if any(name not in colours for name in used) else []))


class _Linear:
    """From nothing to a round figure above the longest bar."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        power = Decimal(10) ** (max(values).adjusted())
        steps = (Decimal(n) * power for n in (Decimal(1), Decimal("1.5"), 2, Decimal("2.5"), 3, 4, 5, 6, 8, 10))
        self.end = next(step for step in steps if step >= max(values))
        self.ticks = (Decimal(0), self.end / 2, self.end)
        self.unit = _unit_of(self.end)

    def place(self, value: Decimal) -> float:
        return float(max(value, Decimal(0)) / self.end * 100)


class _Powers:
    """From the power of ten below the shortest bar to the one above the longest; each step is ten times as much."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        low = min(values).adjusted()
        low -= min(values) == Decimal(10) ** low  # a bar that begins at the scale's own beginning would not be seen
        top = max(values).adjusted()
        high = top if max(values) == Decimal(10) ** top else top + 1
        self.low, self.steps = low, max(high - low, 1)
        middle = [self.steps // 2] if self.steps % 2 == 0 else []
        self.ticks = tuple(Decimal(10) ** (low + step) for step in (0, *middle, self.steps))
        self.unit = None

    def place(self, value: Decimal) -> float:
        return (log10(float(value)) - self.low) / self.steps * 100 if value > 0 else 0.0


def _unit_of(end: Decimal) -> tuple[Decimal, str]:
    """The unit of a whole chart: milliards only where millions would have five figures."""
    if end > 10 * _UNITS[0][0]:
        return _UNITS[0]
    return _UNITS[1] if end >= _UNITS[1][0] else _UNITS[2]


def _figure(value: Decimal, unit: tuple[Decimal, str] | None, plain: bool) -> str:
    """``€ 1.074 mln``: in the chart's unit, but for what is too small for it."""
    if unit is None or (value and abs(value) * 100 < unit[0]):
        unit = next((known for known in _UNITS if abs(value) >= known[0]), _UNITS[-1])
    size = rounded(value / unit[0], 0 if value >= 1000 * unit[0] else 2)
    return ("" if plain else "€ ") + f"{dutch(size)} {unit[1]}".rstrip() if value else "0" if plain else "€ 0"


def per_programme(x: Extraction, language: Language) -> Chart | None:
    """What counts by programme (or by those that share an amount), the largest first, then what names none."""
    words, sums = texts(language), _by_programme(x)
    none = sums.pop("", None)
    ordered = sorted(sums.values(), key=lambda one: (-one.value, one.label))
    if none is not None:
        none.label = words["charts"]["no_programme"]
        ordered = [*ordered[: _MOST_BARS - 2], *_rest(ordered[_MOST_BARS - 2 :], words), none]
    return chart_of(ordered, rest=words["charts"]["rest"])


def _rest(left: Sequence[Sum], words: Mapping[str, Any]) -> list[Sum]:
    """The small ones in one, before the bar of what has no programme."""
    if not left:
        return []
    label = f"{words['charts']['rest']} ({len(left)})"
    return [Sum(label, sum((one.value for one in left), Decimal(0)), [fact for one in left for fact in one.facts])]


def without_programme(x: Extraction) -> Decimal:
    """Euros that count and name no programme."""
    found = _by_programme(x).get("")
    return found.value if found else Decimal(0)


def _by_programme(x: Extraction) -> dict[str, Sum]:
    sums: dict[str, Sum] = {}
    for amount, label in _counted(x):
        one = sums.setdefault(label, Sum(label))
        one.value += amount.value or 0
        one.facts.append(amount.id)
    return sums


def _counted(x: Extraction) -> Iterable[tuple[Amount, str]]:
    """What counts, with the names of its programmes."""
    names = {programme.id: programme.name for programme in x.programmes}
    for amount in x.amounts:
        if amount.counts and amount.value:
            yield amount, ", ".join(names.get(name, name) for name in amount.programmes)


def per_year(x: Extraction, language: Language) -> Chart | None:
    """What counts by the years that it is for, stacked by programme; money of several years stays one bar of these."""
    words = texts(language)["charts"]
    totals = _by_programme(x)
    largest = sorted((one for label, one in totals.items() if label), key=lambda one: (-one.value, one.label))
    colours = {one.label: n for n, one in enumerate(largest[:_MOST_SERIES], start=1)} | {words["no_programme"]: _NONE}
    sums: dict[tuple[Any, ...], Sum] = {}
    for amount, programme in _counted(x):
        key = _year_key(amount.period, amount.recurrence)
        one = sums.setdefault(key, Sum(_year_label(key, words)))
        name = programme or words["no_programme"]
        one.value += amount.value or 0
        one.series[name] = one.series.get(name, Decimal(0)) + (amount.value or 0)
        one.facts.append(amount.id)
    if not any(one.value for key, one in sums.items() if key != _NO_YEAR):
        return None
    return chart_of([sums[key] for key in sorted(sums)], colours, words["rest"])


_NO_YEAR = (9999, 9999, False)


def _year_key(period: Period | None, recurrence: Recurrence | None) -> tuple[int, int, bool]:
    if period is None or not (period.from_year or period.until_year):
        return _NO_YEAR
    first = period.from_year or 0
    last = period.until_year or 9999
    return first, last, recurrence is Recurrence.YEARLY and first != last


def _year_label(key: tuple[int, int, bool], words: Mapping[str, Any]) -> str:
    if key == _NO_YEAR:
        return str(words["no_year"])
    first, last, yearly = key
    label = str(first) if first == last else f"{first or '…'}–{last if last != 9999 else '…'}"
    return f"{label} {words['a_year']}" if yearly else label
