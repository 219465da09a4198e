"""The numbers that Word shows before paragraphs: 1., 1.2, a), IV or a bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kamerbrief.reading.docx_package import W

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
class Numbering:
    """The numbering definitions of one docx, and the counters while its paragraphs go by in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """Reads ``numbering.xml``; an empty numbering where there is none."""
        made = cls()
        if root is None:
            return made
        linked: dict[str, str] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            made.levels[name] = dict(map(_level, abstract.iter(f"{W}lvl")))
            for level in abstract.iter(f"{W}lvl"):
                style = _val(level.find(f"{W}pStyle"))
                if style:
                    made.style_lists[style] = (name, int(level.get(f"{W}ilvl", "0")))
            if style_link := _val(abstract.find(f"{W}styleLink")):
                linked[style_link] = name
        for abstract in root.iter(f"{W}abstractNum"):
            target = linked.get(_val(abstract.find(f"{W}numStyleLink")))
            if target:
                made.levels[abstract.get(f"{W}abstractNumId", "")] = made.levels[target]
        for num in root.iter(f"{W}num"):
            overrides = {
                int(o.get(f"{W}ilvl", "0")): _number(_val(o.find(f"{W}startOverride")), 1)
                for o in num.iter(f"{W}lvlOverride")
                if o.find(f"{W}startOverride") is not None
            }
            made.lists[num.get(f"{W}numId", "")] = (_val(num.find(f"{W}abstractNumId")), overrides)
        return made

    def label(self, list_id: str, level: int) -> str | None:
        """The label of the next paragraph in this list and level; None where the list shows none."""
        abstract, overrides = self.lists.get(list_id, ("", {}))
        definition = self.levels.get(abstract, {}).get(level)
        if definition is None:
            return None
        counters = self.counters.setdefault(abstract, {})
        if list_id not in self.started:
            self.started.add(list_id)
            counters.update({at: start - 1 for at, start in overrides.items()})
        counters[level] = counters.get(level, definition.start - 1) + 1
        for deeper in [at for at in counters if at > level]:
            if self.levels[abstract].get(deeper, _Level()).restarts:
                del counters[deeper]
        if definition.format == "bullet":
            return BULLET
        if definition.format == "none":
            return definition.text or None
        return self._filled(abstract, definition, counters).strip() or None

    def _filled(self, abstract: str, definition: _Level, counters: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = self.levels[abstract].get(at, _Level())
            return formatted(counters.get(at, level.start), "decimal" if definition.decimal_only else level.format)

        return _PLACEHOLDER.sub(number, definition.text)


def _level(element: etree._Element) -> tuple[int, _Level]:
    restart = element.find(f"{W}lvlRestart")
    return int(element.get(f"{W}ilvl", "0")), _Level(
        format=_val(element.find(f"{W}numFmt")) or "decimal",
        text=_val(element.find(f"{W}lvlText")),
        start=_number(_val(element.find(f"{W}start")), 1),
        restarts=restart is None or _val(restart) != "0",
        decimal_only=element.find(f"{W}isLgl") is not None,
    )


def _val(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 7 else default


def formatted(number: int, style: str) -> str:
    """``number`` in a number format of Word: decimal, lowerLetter, upperRoman and so on."""
    if style in ("lowerLetter", "upperLetter"):
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
