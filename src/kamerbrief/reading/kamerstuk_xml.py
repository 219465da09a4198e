"""Reading the XML of an official publication (kamerstuk): headings, text, lists, notes and CALS tables.

Element names are those of the publications' schema: ``kamerstukkop`` with dossier and stuk, ``al`` for a paragraph,
``divisie/kop`` and ``tussenkop`` for headings, ``lijst/li`` with ``li.nr``, ``noot`` with ``noot.nr`` and ``noot.al``,
``ondertekening`` for the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import BlockKind, Letter, Source
from kamerbrief.reading.accounting import losses
from kamerbrief.reading.builder import Content, LetterBuilder, clean
from kamerbrief.reading.cals import cals_tables
from kamerbrief.reading.captions import states_unit
from kamerbrief.reading.cell_lines import rows_of_lines
from kamerbrief.reading.xml_accounting import place_of, printed_in
from kamerbrief.settings import Settings

_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HEADINGS = {"tussenkop", "kop", "titel.groep"}
_SKIPPED = {"noot", "metadata", "meta", "li.nr", "plaatje", "illustratie", "redactioneel"}
_LINES = {"naam", "functie", "achternaam.groep"}
_BLANKS = re.compile(r"\s+")
_DEEPEST = 200


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a kamerstuk. Raises ReadError for XML that is damaged or declares entities."""
    del limits
    if _DECLARATION.search(data[:100_000]):
        raise ReadError(source.filename, "the XML declares entities", "this is no ordinary kamerstuk; not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(source.filename, f"the XML is damaged: {error.msg}", "get the file again") from error
    printed = printed_in(root)
    letter = _Reader(root, source).letter()
    return letter.warned(losses([place_of(printed, letter)]))


class _Reader:
    """One walk over the elements in document order."""

    def __init__(self, root: etree._Element, source: Source) -> None:
        self.root, self.source = root, source
        self.tree = root.getroottree()
        self.builder = LetterBuilder()
        self.numbers: dict[str, str] = {}
        self.caption: str | None = None

    def letter(self) -> Letter:
        properties = self._head()
        for element in self.root.iter("kamerstuk", "stuk", "tekst", "vrije-tekst"):
            self._walk(element, 0)
            break
        return self.builder.build(self.source, properties)

    def _head(self) -> dict[str, str]:
        """Dossier, number and title from the head of the kamerstuk, as properties and letterhead blocks."""
        found: dict[str, str] = {}
        names = {"dossiernummer": ("dossiernummer", "dossiernr"), "ondernummer": ("ondernummer", "stuknr", "volgnr")}
        for key, tags in names.items():
            element = next(iter(self.root.iter(*tags)), None)
            text = _plain(element) if element is not None else ""
            if text:
                found[key] = re.sub(r"\s+|^[Nn]r\.?\s*", "", text.removeprefix("Nr."))
        date = next(iter(self.root.iter("datumtekst", "datum")), None)
        if date is not None:
            value = date.get("isodatum", "") or _plain(date)
            self._block(BlockKind.LETTERHEAD, Content(value), date, label="Datum", field="datum")
        for title in self.root.iter("titel"):
            parent = title.getparent()
            if parent is not None and parent.tag in ("stuk", "dossier") and _plain(title):
                field = "betreft" if parent.tag == "dossier" else ""
                self._block(BlockKind.LETTERHEAD, Content(_plain(title)), title, field=field)
        return found

    def _block(self, kind: BlockKind, content: Content, element: etree._Element, **more: object) -> str | None:
        return self.builder.block(kind, content, source=str(self.tree.getpath(element)), **more)  # type: ignore[arg-type]

    def _walk(self, element: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            raise LimitError(self.source.filename, "the XML is nested too deeply", "this is no ordinary kamerstuk")
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED or tag in ("kamerstukkop", "dossier"):
                continue
            if tag in _HEADINGS:
                self._heading(child)
            elif tag == "al":
                self._paragraph(child)
            elif tag == "li":
                self._item(child, depth)
            elif tag == "table":
                self._table(child)
            elif tag == "ondertekening":
                self._signature(child)
            elif tag == "titel" and element.tag not in ("stuk", "dossier", "kop"):
                self._heading(child)
            elif tag not in ("titel", "datumtekst", "stuknr", "ondernummer"):
                self._walk(child, depth + 1)

    def _heading(self, element: etree._Element) -> None:
        number = element.find("nr")
        label = _plain(number) or None if number is not None else None
        title = element.find("titel")
        content = self._content(title if title is not None else element)
        level = 1 + sum(1 for a in element.iterancestors("divisie", "divisie.groep"))
        self._block(BlockKind.HEADING, content, element, label=label, level=min(level, 6))

    def _paragraph(self, element: etree._Element) -> None:
        content = self._content(element)
        following = element.getnext()
        if following is not None and following.tag == "table" and states_unit(content.text):
            self.caption = self._block(BlockKind.CAPTION, content, element)
        else:
            self._block(BlockKind.PARAGRAPH, content, element)

    def _item(self, element: etree._Element, depth: int) -> None:
        number = element.find("li.nr")
        label = _plain(number) if number is not None else "•"
        label = "•" if label in ("", "–", "-", "•", "*") else label
        level = sum(1 for _ in element.iterancestors("lijst"))
        for position, child in enumerate(element.findall("al")):
            kind = BlockKind.PARAGRAPH if position else BlockKind.LIST_ITEM
            self._block(kind, self._content(child), child, label=None if position else label, level=level)
        for child in element:
            if child.tag == "lijst":
                self._walk(child, depth + 1)

    def _signature(self, element: etree._Element) -> None:
        lines = [_name(part) for part in element.iter("functie", "naam") if _plain(part)]
        self._block(BlockKind.PARAGRAPH, Content("\n".join(lines) or _plain(element)), element)

    # -- words -------------------------------------------------------------------------------------------------------

    def _content(self, element: etree._Element) -> Content:
        """The words of an element on one line; notes in it leave their mark and are kept for the end."""
        text = ""
        marks: list[tuple[int, int, str]] = []
        for part in self._pieces(element):
            if isinstance(part, str):
                words = _BLANKS.sub(" ", clean(part))
                text += words.lstrip() if not text or text.endswith(" ") else words
            else:
                mark, key = self._note(part)
                text = text.rstrip(" ")
                marks.append((len(text), len(text) + len(mark), key))
                text += mark
        return Content(text.rstrip(), marks=tuple(marks))

    def _pieces(self, element: etree._Element) -> Iterator[str | etree._Element]:
        if element.text:
            yield element.text
        for child in element:
            if child.tag == "noot":
                yield child
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._pieces(child)
            if child.tail:
                yield child.tail

    def _note(self, element: etree._Element) -> tuple[str, str]:
        key = str(self.tree.getpath(element))
        if key not in self.numbers:
            printed = element.find("noot.nr")
            number = (_plain(printed) if printed is not None else "") or str(len(self.numbers) + 1)
            self.numbers[key] = number.strip("[]() ")
            words = " ".join(_plain(part) for part in element.iter("noot.al")) or _plain(element)
            self.builder.footnote(key, self.numbers[key], Content(words), source=key)
        return f"[{self.numbers[key]}]", key

    # -- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element) -> None:
        title = element.find("title")
        caption = self.caption
        if title is not None and _plain(title):
            caption = self._block(BlockKind.CAPTION, self._content(title), title)
        self.caption = None
        for table in cals_tables(element, self._content):
            cells = rows_of_lines(table.cells, table.header_rows)
            source = str(self.tree.getpath(element))
            self.builder.table(cells, caption=caption, header_rows=table.header_rows, source=source)


def _plain(element: etree._Element) -> str:
    """All words of an element but those of its notes' numbers, on one line."""
    words = (t for t in element.itertext() if isinstance(t, str))
    return _BLANKS.sub(" ", clean("".join(words))).strip()


def _name(element: etree._Element) -> str:
    """The parts of a signature (first name, surname) apart by blanks, which the XML need not have between them."""
    parts = [_plain(part) for part in element] or [_plain(element)]
    return " ".join(part for part in parts if part) or _plain(element)
