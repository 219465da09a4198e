"""Reading the XML of official publications: Kamerstukken, questions with answers, proceedings, gazettes and their like.

Element names are those of the publications' schema: ``al`` for a paragraph, ``divisie/kop`` and ``tussenkop`` for
headings, ``lijst/li`` with ``li.nr``, ``lid`` with ``lidnr``, ``noot`` with ``noot.nr`` and ``noot.al``, ``vraag`` and
``antwoord`` with ``nr``, ``ondertekening`` for the signature. An element of any other name is what it holds: one with
words of its own is a paragraph, one without is gone through. So no words are lost to a name that is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import BlockKind, Furniture, Letter, Source
from kamerbrief.reading.accounting import losses
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.reading.cals import cals_tables
from kamerbrief.reading.captions import states_unit
from kamerbrief.reading.cell_lines import rows_of_lines
from kamerbrief.reading.element_paths import ElementPaths
from kamerbrief.reading.encodings import is_utf_8
from kamerbrief.reading.headings import looks_like_heading
from kamerbrief.reading.publication_head import HEAD, read_head
from kamerbrief.reading.publication_words import (
    INLINE,
    NOTES,
    Piece,
    Words,
    all_set,
    content,
    has_text,
    nodes_of,
    pieces,
    plain,
)
from kamerbrief.reading.xml_accounting import place_of, printed_in
from kamerbrief.settings import Settings

_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEADINGS = {
    "kop",
    "tussenkop",
    "tuskop",
    "titel",
    "intitule",
    "item-titel",
    "itemnaam",
    "itemkop",
    "opschr",
    "titel.groep",
}
#: How subheadings rank by their type, where their own place does not say it.
_RANKS = ("vet", "halfvet", "vetcur", "cur", "cursief", "romein", "rom")
_LIST_ITEMS = {"li", "noot.li"}
_NUMBERS = {"li.nr", "lidnr", "nr"}
_BULLETS = ("", "–", "-", "•", "*", "—", "·")
_SIGNATURES = {"ondertekening", "ondtek", "ondertek"}
_NUMBERED = re.compile(r"\d{1,2}((?:\.\d{1,2})*)\.?$")
#: Elements in which words may stand on their own, without one that makes them a paragraph.
_BLOCKS = {
    "al",
    "lijst",
    "li",
    "table",
    "kop",
    "tussenkop",
    "tuskop",
    "lid",
    "artikel",
    "divisie",
    "tekst",
    "ondertekening",
}
#: What names a table, in the order in which it is taken.
_TITLES = ("title", "titel", "kop", "caption")
_DEEPEST = 200
_LOWEST_LEVEL = 6
#: What may not stand before an XML declaration and is harmless there.
_BLANKS = b" \t\r\n"


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The publication. Raises ReadError for XML that is damaged, declares entities or has no text."""
    del limits
    if _DECLARATION.search(data.replace(b"\x00", b"")):
        raise ReadError(source.filename, "the XML declares entities", "this is no ordinary kamerstuk; not read")
    # Programs write UTF-8 and call it UTF-16, or after a code page that nobody has.
    plain = b"\x00" not in data[:100] and is_utf_8(data)
    parser = etree.XMLParser(
        encoding="utf-8" if plain else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data.lstrip(_BLANKS), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(source.filename, f"the XML is damaged: {error.msg}", "get the file again") from error
    printed = printed_in(root)
    for element in root.iter(etree.Element):
        if str(element.tag).startswith("{"):
            element.tag = etree.QName(element).localname
    letter = _Reader(root, source).letter()
    return letter.warned(losses([place_of(printed, letter)]))


class _Reader:
    """One walk over the elements in document order."""

    def __init__(self, root: etree._Element, source: Source) -> None:
        self.root, self.source = root, source
        self.paths = ElementPaths()
        self.builder = LetterBuilder()
        self.numbers: dict[str, str] = {}
        self.caption: str | None = None
        self.stuk = next(root.iter("stuk"), None)
        self.keys: dict[etree._Element, str] = {}
        self.notes = {note.get("id", ""): note for note in root.iter(*NOTES)}
        self.tables_in_notes: list[etree._Element] = []
        ranks = {found.get("kopopmaak", found.get("letat", "")) for found in root.iter("tussenkop", "tuskop")}
        self.ranks = sorted(ranks, key=lambda rank: _RANKS.index(rank) if rank in _RANKS else len(_RANKS))
        self.forms: dict[str, Callable[[etree._Element, int], None]] = {
            **dict.fromkeys(_HEADINGS, self._heading),
            **dict.fromkeys(_LIST_ITEMS, self._item),
            **dict.fromkeys(_SIGNATURES, self._signature),
            **dict.fromkeys(NOTES, self._note_apart),
            "lid": self._item,
            "wijzig-lid": self._item,
            "wijziging": self._item,
            "vraag": self._question,
            "antwoord": self._question,
            "definitie-item": self._definition,
            "table": self._table,
        }

    def letter(self) -> Letter:
        """The publication as a letter; raises ReadError when it has no text."""
        head = read_head(self.root, self._content)
        for line in head.lines:
            self._block(BlockKind.LETTERHEAD, line.content, line.element, label=line.label or None, field=line.field)
        self.builder.furniture += [Furniture(line) for line in head.running]
        before = len(self.builder.blocks)
        self._flow(self.root, 0)
        for table in self.tables_in_notes:
            self._table(table)
        if len(self.builder.blocks) == before:
            raise ReadError(self.source.filename, "the XML holds no text of a publication", "give its pdf or docx")
        return self.builder.build(self.source, head.properties)

    def _block(self, kind: BlockKind, content: Content, element: etree._Element, **more: object) -> str | None:
        return self.builder.block(kind, content, source=self.paths.path(element), **more)  # type: ignore[arg-type]

    def _flow(self, element: etree._Element, depth: int, label: str | None = None, level: int | None = None) -> None:
        """Adds what stands in an element: its own words as paragraphs, and the blocks between them.

        ``label`` is the number of the list item that the first paragraph begins, ``level`` the list's.
        """
        if depth > _DEEPEST:
            raise LimitError(self.source.filename, "the XML is nested too deeply", "this is no ordinary kamerstuk")
        mixed = has_text(element)
        line: list[Piece] = []
        for node in nodes_of(element):
            if isinstance(node, str) or self._in_line(node, line, mixed=mixed):
                line += pieces([node])
                continue
            if self._skips(node):
                continue
            label = self._line(line, element, label, level)
            line = []
            form = self.forms.get(str(node.tag))
            if form:
                form(node, depth + 1)
            else:
                self._flow(node, depth + 1, label, level)
                # Whatever a list item begins with has its number, however deep it stands.
                label = None if label is None or plain(node) else label
        self._line(line, element, label, level)

    def _in_line(self, node: etree._Element, line: Sequence[Piece], *, mixed: bool) -> bool:
        """True for an element that goes on with a line of words, or begins one, in an element with words of its own."""
        if not isinstance(node.tag, str):
            return True
        if node.tag in NOTES:
            return mixed or any(isinstance(piece, Words) and piece.text.strip() for piece in line)
        if node.tag in self.forms or node.tag in HEAD or node.tag in _NUMBERS:
            return False
        return node.tag in INLINE or (mixed and next(node.iter(*_BLOCKS), None) is None)

    def _skips(self, node: etree._Element) -> bool:
        """True for what was read as head, or stands as the label of a block."""
        tag, parent = node.tag, node.getparent()
        if tag in HEAD or (tag in _NUMBERS and parent is not None and self.forms.get(str(parent.tag)) is not None):
            return True
        if parent is not None and parent is self.stuk and tag in ("titel", "nummer"):
            return True
        return tag == "kop" and parent is self.root

    def _line(self, line: list[Piece], element: etree._Element, label: str | None, level: int | None) -> str | None:
        """Adds a paragraph of words; returns the label where the words were none and it still waits."""
        words = content(line, self._note)
        if not words.text.strip():
            return label
        bold, italic = all_set(line)
        following = element.getnext()
        if following is not None and following.tag == "table" and states_unit(words.text):
            self.caption = self._block(BlockKind.CAPTION, words, element)
        elif label is not None:
            self._block(BlockKind.LIST_ITEM, words, element, label=label or None, level=level, bold=bold)
        elif (bold or italic) and looks_like_heading(words.text):
            rank = len(self.ranks) + (1 if bold else 2)
            self._block(BlockKind.HEADING, words, element, level=self._level(element, rank), bold=bold)
        else:
            self._block(BlockKind.PARAGRAPH, words, element, bold=bold)
        return None

    # -- blocks ------------------------------------------------------------------------------------------------------

    def _heading(self, element: etree._Element, depth: int) -> None:
        """A heading with its number: ``kop`` has ``label`` (Artikel), ``nr`` and ``titel``; others are their words."""
        del depth
        parts = [part for part in element if part.tag in ("label", "nr")] if element.tag == "kop" else []
        label = " ".join(filter(None, map(plain, parts))) or None
        title = [node for node in nodes_of(element) if isinstance(node, str) or node not in parts]
        words = content(list(pieces(title)), self._note)
        if not words.text and label:
            words, label = Content(label), None
        rank = 0
        if element.tag in ("tussenkop", "tuskop"):
            rank = 1 + self.ranks.index(element.get("kopopmaak", element.get("letat", "")))
        level = self._level(element, rank)
        numbered = _NUMBERED.match(label or "")
        if numbered:
            level = max(level, 1 + numbered[1].count("."))
        self._block(BlockKind.HEADING, words, element, label=label, level=min(level, _LOWEST_LEVEL))

    def _level(self, element: etree._Element, rank: int) -> int:
        """The level of a heading: below the headings of the divisions it stands in, by ``rank`` steps."""
        above = sum(
            1 for ancestor in element.iterancestors() if ancestor is not self.root and ancestor.find("kop") is not None
        )
        return max(1, min(above + rank, _LOWEST_LEVEL))

    def _item(self, element: etree._Element, depth: int) -> None:
        """A list item, or a paragraph of an article, with its number; what it holds besides follows it."""
        number = next((child for child in element if child.tag in _NUMBERS), None)
        listed = element.tag in _LIST_ITEMS
        label = plain(number) if number is not None else ""
        if listed and label in _BULLETS:
            label = "•"
        level = max(sum(1 for _ in element.iterancestors("lijst", "noot.lijst")), 1)
        self._flow(element, depth, label or None, level)

    def _question(self, element: etree._Element, depth: int) -> None:
        """A question or an answer: a line with its number (`Vraag 1`), and its paragraphs."""
        number = next(iter(element.iterchildren("nr", "nummer")), None)
        label = plain(number) if number is not None else ""
        if label:
            name = str(element.tag).capitalize() if label[0].isdigit() else ""
            self._block(BlockKind.PARAGRAPH, Content(f"{name} {label}".strip()), element)
        self._flow(element, depth)

    def _definition(self, element: etree._Element, depth: int) -> None:
        """A term and what it means, in one line where the meaning is one paragraph."""
        del depth
        number = element.find("li.nr")
        label = plain(number) if number is not None else "•"
        nodes = [node for node in nodes_of(element) if isinstance(node, str) or node.tag != "li.nr"]
        self._block(BlockKind.LIST_ITEM, content(list(pieces(nodes)), self._note), element, label=label, level=1)

    def _signature(self, element: etree._Element, depth: int) -> None:
        """A signature, each part on a line of its own."""
        del depth
        lines = [" ".join(plain(part).split()) for part in element if isinstance(part.tag, str)]
        words = "\n".join(line for line in lines if line) if not has_text(element) else plain(element)
        self._block(BlockKind.PARAGRAPH, Content(words), element)

    # -- words -------------------------------------------------------------------------------------------------------

    def _content(self, element: etree._Element) -> Content:
        """The words of an element on one line; notes in it leave their mark and are kept for the end."""
        return content(list(pieces(list(nodes_of(element)))), self._note)

    def _note(self, element: etree._Element) -> tuple[str, str] | None:
        """The number and key of a note, or of the note that a mark refers to; None where there is none."""
        if element.tag not in NOTES:
            names = (element.get(name) for name in ("refid", "ref", "idref", "doc"))
            found = next((self.notes[name] for name in names if name in self.notes), None)
            if found is None:
                return None
            element = found
        key = self.keys.get(element)
        if key is None:
            key = self.keys[element] = self.paths.path(element)
            printed = element.find("noot.nr")
            number = (plain(printed) if printed is not None else element.get("nr", "")) or str(len(self.numbers) + 1)
            self.numbers[key] = number.strip("[]() ")
            self.tables_in_notes += element.iter("table")
            self.builder.footnote(key, self.numbers[key], self._content(element), source=key)
        return self.numbers[key], key

    def _note_apart(self, element: etree._Element, depth: int) -> None:
        """A note that stands by itself, and is marked elsewhere or nowhere."""
        del depth
        self._note(element)

    # -- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, _depth: int = 0) -> None:
        """A CALS table; see :mod:`kamerbrief.reading.cals`."""
        title = next((found for name in _TITLES if (found := element.find(name)) is not None and plain(found)), None)
        caption = self.caption
        if title is not None:
            caption = self._block(BlockKind.CAPTION, self._content(title), title)
        self.caption = None
        for table in cals_tables(element, self._content):
            cells = rows_of_lines(table.cells, table.header_rows)
            self.builder.table(cells, caption=caption, header_rows=table.header_rows, source=self.paths.path(element))
