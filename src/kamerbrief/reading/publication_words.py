"""The words of an element of an official publication on one line, with the marks of its notes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from kamerbrief.reading.builder import Content, clean
from kamerbrief.reading.raised import fraction, raised

#: Elements that stand within a line of text.
INLINE = {
    "nadruk", "extref", "intref", "extref-groep", "intref-groep", "dossierref", "sup", "inf", "sub", "nootref",
    "voetref", "datum", "naam", "achternaam", "voornaam", "voorvoegsels", "politiek", "partij", "aanspr", "organisatie",
    "plaats", "kamervraagonderwerp", "ondw", "vet", "cur", "vetcur", "onderstreept", "term", "afkorting", "symbool",
    "dossiernr", "functie", "aanhaling", "tekstplaats",
}  # fmt: skip
#: Notes where they are written, and marks of notes that are written elsewhere.
NOTES = {"noot", "voetnoot"}
REFERENCES = {"nootref", "voetref"}
#: Elements that may begin or end within a word.
_TIGHT = {
    "nadruk",
    "sup",
    "inf",
    "sub",
    "extref",
    "intref",
    "vet",
    "cur",
    "vetcur",
    "onderstreept",
    *NOTES,
    *REFERENCES,
}
#: What has no words of the text, or words that are taken elsewhere.
_SILENT = {"metadata", "meta", "illustratie", "noot.nr", "table", "colspec"}
_RAISED_TYPES = {"sup", "superscript"}
_LOWERED_TYPES = {"sub", "inf", "subscript"}
_BOLD_TYPES = ("vet", "halfvet")
_ITALIC_TYPES = ("cur", "cursief")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words set raised or lowered, or on the line; ``bold`` and ``italic`` say how they are set besides."""

    text: str
    height: int = 0
    bold: bool = False
    italic: bool = False


Piece = Words | etree._Element


def pieces(nodes: Sequence[str | etree._Element], set_as: Words | None = None) -> Iterator[Piece]:
    """The words of text and elements in order; a note or the mark of one comes as its element."""
    like = set_as or Words("")
    for node in nodes:
        if isinstance(node, str):
            yield Words(node, like.height, like.bold, like.italic)
        elif isinstance(node, etree._Entity):
            # An entity of a DTD that is not loaded; the names are those of html.
            yield Words(html.unescape(node.text or ""), like.height, like.bold, like.italic)
        elif node.tag in NOTES or node.tag in REFERENCES:
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SILENT:
            yield from _of_element(node, like)


def _of_element(element: etree._Element, like: Words) -> Iterator[Piece]:
    apart = element.tag not in INLINE
    kind = str(element.get("type", "") if element.tag == "nadruk" else element.tag)
    height = 1 if kind in _RAISED_TYPES else -1 if kind in _LOWERED_TYPES else like.height
    bold = like.bold or kind.startswith(_BOLD_TYPES)
    italic = like.italic or kind.endswith(_ITALIC_TYPES)
    if apart:
        yield Words(" ")
    yield from pieces(list(nodes_of(element)), Words("", height, bold, italic))
    if apart:
        yield Words(" ")


def nodes_of(element: etree._Element) -> Iterator[str | etree._Element]:
    """Text and children in order; names, dates and the like with nothing between them are kept apart."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        following = child.getnext()
        if child.tail:
            yield child.tail
        elif following is not None and child.tag not in _TIGHT and following.tag not in _TIGHT:
            yield " "


def has_text(element: etree._Element) -> bool:
    """True for an element with words of its own between its children."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def plain(element: etree._Element) -> str:
    """All words of an element on one line, without its notes and their marks."""
    found = (piece.text for piece in pieces(list(nodes_of(element))) if isinstance(piece, Words))
    return _BLANKS.sub(" ", clean("".join(found))).strip()


def content(found: Sequence[Piece], note: Callable[[etree._Element], tuple[str, str] | None]) -> Content:
    """The pieces as one line; ``note`` gives the number and key of a note, None for a mark that points nowhere."""
    text = ""
    marks: list[tuple[int, int, str]] = []
    place = 0
    while place < len(found):
        piece = found[place]
        if not isinstance(piece, Words):
            numbered = note(piece)
            if numbered:
                text = text.rstrip(" ")
                marks.append((len(text), len(text) + len(numbered[0]) + 2, numbered[1]))
                text += f"[{numbered[0]}]"
            place += 1
            continue
        words, taken = _on_the_line(found[place : place + 3], text)
        words = _BLANKS.sub(" ", clean(words))
        text += words.lstrip() if not text or text.endswith(" ") else words
        place += taken
    return Content(text.rstrip(), marks=tuple(marks))


def _on_the_line(ahead: Sequence[Piece], before: str) -> tuple[str, int]:
    """The words of the first piece as typed, and how many pieces they take: three for a fraction."""
    words = [piece for piece in ahead if isinstance(piece, Words)]
    first = words[0]
    if first.height <= 0:
        return first.text, 1
    if len(words) == 3 and [piece.height for piece in words] == [1, 0, -1] and words[1].text.strip() in ("/", "⁄"):
        return fraction(first.text, words[2].text, before), 3
    return raised(first.text, before), 1


def all_set(found: Sequence[Piece]) -> tuple[bool, bool]:
    """Whether all words are bold, and whether all are italic; signs between them count for neither."""
    words = [piece for piece in found if isinstance(piece, Words) and any(c.isalnum() for c in piece.text)]
    if not words:
        return False, False
    return all(piece.bold for piece in words), all(piece.italic for piece in words)
