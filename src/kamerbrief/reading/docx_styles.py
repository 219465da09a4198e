"""What the styles of a docx say: headings with their level, captions, lists, bold and hidden type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from kamerbrief.reading.docx_package import W, on, whole

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift|tabeltitel|table caption)", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: heading level from 1 (None for body text), list and level if it numbers, type, caption.

    ``list_level`` is None where the style leaves it to the list to say which level is its own.
    """

    id: str = ""
    name: str = ""
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool = False
    hidden: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set."""

    bold: bool
    hidden: bool


@dataclass(slots=True)
class Styles:
    """The styles by id, resolved along ``basedOn``; the empty id is the default paragraph style."""

    paragraphs: dict[str, Style] = field(default_factory=dict)
    characters: dict[str, tuple[bool | None, bool | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """Reads ``styles.xml``; no styles where there is none."""
        elements = {e.get(f"{W}styleId", ""): e for e in (root.iter(f"{W}style") if root is not None else ())}
        made = cls()
        default = Style()
        for name, element in elements.items():
            chain = _chain(element, elements)
            if element.get(f"{W}type") == "paragraph":
                made.paragraphs[name] = _style(name, chain)
                if element.get(f"{W}default") in ("1", "true"):
                    default = made.paragraphs[name]
            elif element.get(f"{W}type") == "character":
                made.characters[name] = (_switch(chain, "b"), _switch(chain, "vanish"))
        made.paragraphs[""] = default
        return made

    def style(self, paragraph: etree._Element) -> Style:
        """The style of a ``w:p``; the outline level that the paragraph sets for itself wins over the style's."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self.paragraphs[""]
        reference = properties.find(f"{W}pStyle")
        name = reference.get(f"{W}val", "") if reference is not None else ""
        style = self.paragraphs.get(name, self.paragraphs[""])
        outline = properties.find(f"{W}outlineLvl")
        return style if outline is None else replace(style, level=_outline(outline.get(f"{W}val")))

    def look(self, run: etree._Element, style: Style) -> Look:
        """How a run in a paragraph of this style is set: by itself, else by its character style, else by the style."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return Look(style.bold, style.hidden)
        reference = properties.find(f"{W}rStyle")
        named = (
            self.characters.get(reference.get(f"{W}val", ""), (None, None)) if reference is not None else (None, None)
        )
        return Look(
            _decided(properties.find(f"{W}b"), named[0], style.bold),
            _decided(properties.find(f"{W}vanish"), named[1], style.hidden),
        )


def _decided(own: etree._Element | None, named: bool | None, default: bool) -> bool:
    if own is not None:
        return on(own)
    return default if named is None else named


def _chain(element: etree._Element, elements: dict[str, etree._Element]) -> list[etree._Element]:
    """The style and those it is based on, nearest first."""
    chain = [element]
    while len(chain) < _DEEPEST:
        base = chain[-1].find(f"{W}basedOn")
        parent = elements.get(base.get(f"{W}val", "")) if base is not None else None
        if parent is None or parent in chain:
            break
        chain.append(parent)
    return chain


def _style(style_id: str, chain: list[etree._Element]) -> Style:
    names = [name.get(f"{W}val", "") if (name := e.find(f"{W}name")) is not None else "" for e in chain]
    list_id = _first(chain, f"{W}pPr/{W}numPr/{W}numId")
    list_level = _first(chain, f"{W}pPr/{W}numPr/{W}ilvl")
    return Style(
        id=style_id,
        name=names[0],
        level=_level(chain, names),
        list_id=list_id if list_id != "0" else None,
        list_level=whole(list_level, 0) if list_level is not None else None,
        bold=_switch(chain, "b") or False,
        hidden=_switch(chain, "vanish") or False,
        caption=bool(_CAPTION.search(names[0])),
    )


def _level(chain: list[etree._Element], names: list[str]) -> int | None:
    outline = _first(chain, f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        return _outline(outline)
    match = next((m for name in names if (m := _HEADING.match(name))), None)
    if match:
        return max(int(match[1]), 1)
    return 1 if _TITLE.match(names[0]) else None


def _outline(value: str | None) -> int | None:
    """The heading level of an outline level, which counts from 0; 9 and more is body text."""
    level = whole(value, 9)
    return level + 1 if level < 9 else None


def _switch(chain: list[etree._Element], name: str) -> bool | None:
    """Whether the nearest style that says so switches bold or hidden type on or off; None where none says so."""
    found = next((e for element in chain if (e := element.find(f"{W}rPr/{W}{name}")) is not None), None)
    return None if found is None else on(found)


def _first(chain: list[etree._Element], path: str) -> str | None:
    """The value of the nearest style that sets it."""
    found = next((e for element in chain if (e := element.find(path)) is not None), None)
    return None if found is None else found.get(f"{W}val", "")
