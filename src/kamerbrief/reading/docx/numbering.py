"""The numbers that Word shows before paragraphs: 1., 1.2, a), IV or a bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kamerbrief.reading.docx.package import W, whole

_PLACEHOLDER = re.compile(r"%(\d)")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    decimal_only: bool = False


@dataclass(slots=True)
class _List:
    """A list that paragraphs belong to: the definition it counts in, where it starts anew, and levels of its own."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """The numbering definitions of one docx, and the counters while its paragraphs go by in order.

    Lists that share a definition go on counting together, save where one of them sets its start.
    """

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    style_levels: dict[tuple[str, str], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Reads ``numbering.xml``; an empty numbering where there is none."""
        made = cls()
        if root is not None:
            made._read_definitions(root)
            for num in root.iter(f"{W}num"):
                made.lists[num.get(f"{W}numId", "")] = _list(num)
        return made

    def _read_definitions(self, root: etree._Element) -> None:
        linked: dict[str, str] = {}
        followers: dict[str, str] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self.levels[name] = dict(map(_level, abstract.iter(f"{W}lvl")))
            for level in abstract.iter(f"{W}lvl"):
                if style := _val(level.find(f"{W}pStyle")):
                    self.style_levels[name, style] = whole(level.get(f"{W}ilvl"), 0)
            if style := _val(abstract.find(f"{W}styleLink")):
                linked[style] = name
            if style := _val(abstract.find(f"{W}numStyleLink")):
                followers[name] = style
        for name, style in followers.items():
            self.levels[name] = self.levels.get(linked.get(style, name), {})

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """The level, counted from 0, that a list keeps for a paragraph style; 0 where it keeps none."""
        found = self.lists.get(list_id)
        return self.style_levels.get((found.abstract, style_id), 0) if found else 0

    def label(self, list_id: str, level: int) -> str | None:
        """The label of the next paragraph in this list and level; None where the list shows none."""
        found = self.lists.get(list_id)
        levels = {**self.levels.get(found.abstract, {}), **found.levels} if found else {}
        definition = levels.get(level)
        if found is None or definition is None:
            return None
        counters = self._counted(list_id, found, level, levels)
        if definition.format == "bullet":
            return BULLET
        return _filled(definition, counters, levels).strip() or None

    def _counted(self, list_id: str, found: _List, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        """The counters after one more paragraph in this list and level."""
        counters = self.counters.setdefault(found.abstract, {})
        if list_id not in self.started:
            self.started.add(list_id)
            counters.update({at: start - 1 for at, start in found.starts.items()})
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counters if at > level and levels.get(at, _Level()).restarts]:
            counters.pop(deeper)
            if deeper in found.starts:
                counters[deeper] = found.starts[deeper] - 1
        return counters


def _filled(definition: _Level, counters: dict[int, int], levels: dict[int, _Level]) -> str:
    """The level's text with the numbers of its own and of higher levels in it."""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        level = levels.get(at, _Level())
        return formatted(counters.get(at, level.start), "decimal" if definition.decimal_only else level.format)

    return _PLACEHOLDER.sub(number, definition.text)


def _list(num: etree._Element) -> _List:
    made = _List(_val(num.find(f"{W}abstractNumId")))
    for override in num.iter(f"{W}lvlOverride"):
        at = whole(override.get(f"{W}ilvl"), 0)
        start = override.find(f"{W}startOverride")
        if start is not None:
            made.starts[at] = whole(_val(start), 1)
        own = override.find(f"{W}lvl")
        if own is not None:
            made.levels[at] = _level(own)[1]
    return made


def _level(element: etree._Element) -> tuple[int, _Level]:
    restart = element.find(f"{W}lvlRestart")
    return whole(element.get(f"{W}ilvl"), 0), _Level(
        format=_val(element.find(f"{W}numFmt")) or "decimal",
        text=_val(element.find(f"{W}lvlText")),
        start=whole(_val(element.find(f"{W}start")), 1),
        restarts=restart is None or _val(restart) != "0",
        decimal_only=element.find(f"{W}isLgl") is not None,
    )


def _val(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def formatted(number: int, style: str) -> str:
    """``number`` in a number format of Word: decimal, lowerLetter, upperRoman and so on."""
    if style == "none":
        return ""
    if style in ("lowerLetter", "upperLetter") and 0 < number < 1000:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "ordinal":
        return f"{number}e"
    return str(number)


def roman(number: int) -> str:
    """``number`` in lower-case Roman numerals; ordinary digits outside 1 to 3999."""
    if not 0 < number < 4000:
        return str(number)
    parts = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        parts.append(letters * count)
    return "".join(parts)
