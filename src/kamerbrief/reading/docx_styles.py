"""What the styles of a docx say about paragraphs: headings with their level, captions, lists and bold type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from kamerbrief.reading.docx_package import W

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_CAPTION = re.compile(r"(?:caption|bijschrift|tabeltitel|table caption)", re.IGNORECASE)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: heading level from 1 (None for body text), list and level if it numbers, bold, caption."""

    name: str = ""
    level: int | None = None
    list_id: str | None = None
    list_level: int = 0
    bold: bool = False
    caption: bool = False


@dataclass(slots=True)
class Styles:
    """The paragraph styles by id, resolved along ``basedOn``; the empty id is the default style."""

    found: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """Reads ``styles.xml``; no styles where there is none."""
        elements = {
            e.get(f"{W}styleId", ""): e
            for e in (root.iter(f"{W}style") if root is not None else ())
            if e.get(f"{W}type") == "paragraph"
        }
        made = cls({name: _style(_chain(element, elements)) for name, element in elements.items()})
        default = next((n for n, e in elements.items() if e.get(f"{W}default") in ("1", "true")), None)
        made.found[""] = made.found.get(default or "", Style())
        return made

    def style(self, paragraph: etree._Element) -> Style:
        """The style of a ``w:p``."""
        reference = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.found.get(reference.get(f"{W}val", "") if reference is not None else "", self.found[""])


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


def _style(chain: list[etree._Element]) -> Style:
    names = [name.get(f"{W}val", "") if (name := e.find(f"{W}name")) is not None else "" for e in chain]
    list_id = _first(chain, f"{W}pPr/{W}numPr/{W}numId")
    return Style(
        name=names[0],
        level=_level(chain, names),
        list_id=list_id if list_id != "0" else None,
        list_level=int(_first(chain, f"{W}pPr/{W}numPr/{W}ilvl") or 0),
        bold=_first(chain, f"{W}rPr/{W}b") not in (None, "0", "false"),
        caption=bool(_CAPTION.search(names[0])),
    )


def _level(chain: list[etree._Element], names: list[str]) -> int | None:
    outline = _first(chain, f"{W}pPr/{W}outlineLvl")
    if outline is not None and outline.isdigit():
        return int(outline) + 1 if int(outline) < 9 else None
    match = next((m for name in names if (m := _HEADING.match(name))), None)
    if match:
        return int(match[1])
    return 1 if _TITLE.match(names[0]) else None


def _first(chain: list[etree._Element], path: str) -> str | None:
    """The value of the nearest style that sets it; an element without a value counts as switched on."""
    for element in chain:
        found = element.find(path)
        if found is not None:
            return found.get(f"{W}val", "1")
    return None
