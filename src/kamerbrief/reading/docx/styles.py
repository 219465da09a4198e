"""What the styles of a docx say: headings with their level, captions, lists, and how type is set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from lxml import etree

from kamerbrief.reading.docx.package import W, on, whole
from kamerbrief.reading.docx.symbols import is_symbol_font

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift|tabeltitel|table caption)", re.IGNORECASE)
_DEEPEST = 20
#: The properties of a run by tag.
_Properties = dict[Any, etree._Element]
#: Switches of type that take words out of the text: hidden, and struck through once or twice.
_TAKEN_OUT = ("vanish", "strike", "dstrike")
#: Half-points by which a figure stands above the line when it is raised and not only set a little higher.
_RAISED_FROM = 4


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
    hidden: frozenset[str] = frozenset()
    caption: bool = False


class Height(Enum):
    """Where a run stands: on the line, raised as a superscript or lowered as a subscript."""

    LINE = "line"
    RAISED = "raised"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set; ``hidden`` also where it is struck through. ``font`` is named only if it shows symbols."""

    bold: bool = False
    hidden: bool = False
    height: Height = Height.LINE
    font: str = ""


@dataclass(frozen=True, slots=True)
class _Type:
    """What a character style says of type; None where it says nothing."""

    switches: dict[str, bool]
    height: Height | None
    font: str | None


@dataclass(slots=True)
class Styles:
    """The styles by id, resolved along ``basedOn``; the empty id is the default paragraph style."""

    paragraphs: dict[str, Style] = field(default_factory=dict)
    characters: dict[str, _Type] = field(default_factory=dict)

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
                made.characters[name] = _type(chain)
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
        own: _Properties = {child.tag: child for child in properties} if properties is not None else {}
        if not own:
            return Look(style.bold, bool(style.hidden))
        reference = own.get(f"{W}rStyle")
        named = self.characters.get(reference.get(f"{W}val", ""), _NOTHING) if reference is not None else _NOTHING
        height, font = _height_of(own), _font_of(own)
        return Look(
            _decided(own, named, "b", style.bold),
            any(_decided(own, named, name, name in style.hidden) for name in _TAKEN_OUT),
            (named.height or Height.LINE) if height is None else height,
            (named.font or "") if font is None else font,
        )


_NOTHING = _Type({}, None, None)


def _decided(own: _Properties, named: _Type, name: str, default: bool) -> bool:
    """Whether a switch is on: by the run itself, else by its character style, else by the paragraph style."""
    element = own.get(f"{W}{name}")
    return on(element) if element is not None else named.switches.get(name, default)


def _type(chain: list[etree._Element]) -> _Type:
    """What the nearest styles of a chain say of each property of type."""
    sets = [{e.tag: e for e in found} for element in chain if (found := element.find(f"{W}rPr")) is not None]
    switches = {name: state for name in ("b", *_TAKEN_OUT) if (state := _switch(chain, name)) is not None}
    heights, fonts = map(_height_of, sets), map(_font_of, sets)
    return _Type(
        switches,
        next((height for height in heights if height is not None), None),
        next((font for font in fonts if font is not None), None),
    )


def _height_of(properties: _Properties) -> Height | None:
    """Where the properties of a run put it; None where they do not say."""
    align, position = properties.get(f"{W}vertAlign"), properties.get(f"{W}position")
    if align is not None:
        return {"superscript": Height.RAISED, "subscript": Height.LOWERED}.get(align.get(f"{W}val", ""), Height.LINE)
    if position is None:
        return None
    return Height.RAISED if whole(position.get(f"{W}val"), 0) >= _RAISED_FROM else Height.LINE


def _font_of(properties: _Properties) -> str | None:
    """The symbol font that the properties of a run name, '' for any other font; None where they name none."""
    fonts = properties.get(f"{W}rFonts")
    name = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")) if fonts is not None else None
    return None if name is None else name if is_symbol_font(name) else ""


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
        hidden=frozenset(name for name in _TAKEN_OUT if _switch(chain, name)),
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
    """Whether the nearest style that says so switches a property of type on or off; None where none says so."""
    found = next((e for element in chain if (e := element.find(f"{W}rPr/{W}{name}")) is not None), None)
    return None if found is None else on(found)


def _first(chain: list[etree._Element], path: str) -> str | None:
    """The value of the nearest style that sets it."""
    found = next((e for element in chain if (e := element.find(path)) is not None), None)
    return None if found is None else found.get(f"{W}val", "")
