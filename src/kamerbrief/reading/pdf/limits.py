"""Pages that draw more than can be held: found before pdfium, which has no limit of its own, loads them.

A form (a drawing that other drawings use) may use others, each many times: a file of a few lines can ask for a billion
words. What a page draws is therefore counted from its streams, each of which is looked at once.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

#: A page that draws from fewer bytes than this is light whatever is in them.
_LIGHT = 1_000_000
#: Bytes of memory that pdfium takes, about, for a letter, a text, a use of a form, and a byte of any other drawing.
_LETTER, _TEXT, _USE, _OTHER = 250, 600, 1_500, 5
_HEAVIEST = 150_000_000
#: Largest stream that is unpacked to be looked at, in bytes, and largest packed one of a kind without such a limit.
_LONGEST, _LONGEST_PACKED = 32_000_000, 64_000
_DEEPEST = 40
_FLATE = frozenset({"FlateDecode", "Fl"})
_DO = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_SHOW = re.compile(rb"T[jJ]|['\"](?=\s)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream(?<!endstream)\r?\n")
#: Streams that do not show at a glance what is in them, and dictionaries of forms.
_HIDDEN = re.compile(rb"/Filter\s*(?:\d|\[[^\]]*/[^\]]*/)|LZW|/Encrypt|#[0-9A-Fa-f]{2}")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*(?:/Form|\d)")
_LONGEST_HEAD = 2_000


def heavy_pages(data: bytes, count: int) -> frozenset[int]:
    """The pages (from 0) of a pdf with ``count`` pages that draw too much to be loaded."""
    if not _may_be_heavy(data):
        return frozenset()
    try:
        heavy = [number for number, page in enumerate(_pages(data, count)) if _is_heavy(page)]
    except Exception:  # a damaged file raises whatever its damage leads to; pdfium may still make something of it
        return frozenset()
    return frozenset(heavy)


def _may_be_heavy(data: bytes) -> bool:
    """False where a glance at the file's streams shows that no page can be heavy: what nearly every letter is."""
    if b"/Encrypt" in data:
        return True
    longest_form = uses = 0
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        head = data[max(data.rfind(b" obj", 0, match.start()), match.start() - _LONGEST_HEAD) : match.start()]
        if _HIDDEN.search(head):
            return True
        if _PICTURE.search(head):
            continue
        content = _glance(view[match.end() : data.find(b"endstream", match.end())])
        if len(content) > _LIGHT:
            return True
        used = content.count(b" Do")
        uses += used
        if _FORM.search(head):
            if used:
                return True
            longest_form = max(longest_form, len(content))
    return uses * longest_form > _LIGHT


def _glance(packed: memoryview) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _LIGHT + 1)
    except zlib.error:
        return bytes(packed[: _LIGHT + 1])


def _pages(data: bytes, count: int) -> Iterator[PDFPage]:
    pages = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data))))
    yield from (page for page, _ in zip(pages, range(count), strict=False))


def _is_heavy(page: PDFPage) -> bool:
    return _Weighing(len).page(page) > _LIGHT and _Weighing(_memory).page(page) > _HEAVIEST


def _memory(content: bytes) -> int:
    """How much memory, about, the drawing of ``content`` takes, that of the forms it uses not counted."""
    letters = sum(len(text) for text in _STRING.findall(content))
    texts, uses = len(_SHOW.findall(content)), len(_DO.findall(content))
    return _LETTER * letters + _TEXT * texts + _USE * uses + _OTHER * len(content)


class _Weighing:
    """Adds up what a page and the forms that it uses draw, by a measure of one stream's content."""

    def __init__(self, measure: Callable[[bytes], int]) -> None:
        self._measure = measure
        self._known: dict[int, int] = {}

    def page(self, page: PDFPage) -> int:
        """The weight of a page with all that it uses, each time that it uses it."""
        contents = [stream for stream in map(resolve1, page.contents) if isinstance(stream, PDFStream)]
        weight = self._content(b"\n".join(map(_unpacked, contents)), page.resources, ())
        return weight + sum(self._form(form, None, ()) for form in _appearances(page))

    def _content(self, content: bytes, resources: Any, users: tuple[int, ...]) -> int:
        weight = self._measure(content)
        uses = Counter(_DO.findall(content)) if len(users) < _DEEPEST else {}
        forms = _dictionary(_dictionary(resources).get("XObject")) if uses else {}
        for name, times in uses.items():
            form = resolve1(forms.get(_name(name)))
            if isinstance(form, PDFStream) and literal_name(resolve1(form.get("Subtype"))) == "Form":
                weight += times * self._form(form, resources, users)
        return weight

    def _form(self, form: PDFStream, resources: Any, users: tuple[int, ...]) -> int:
        key = form.objid or id(form)
        if key in users:
            return 0
        if key not in self._known:
            self._known[key] = self._content(_unpacked(form), form.get("Resources", resources), (*users, key))
        return self._known[key]


def _appearances(page: PDFPage) -> Iterator[PDFStream]:
    """The forms that show a page's fields and annotations."""
    annotations = resolve1(page.annots)
    for annotation in annotations if isinstance(annotations, list) else ():
        form = resolve1(_dictionary(_dictionary(annotation).get("AP")).get("N"))
        if isinstance(form, PDFStream):
            yield form


def _dictionary(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _name(printed: bytes) -> str:
    return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), printed).decode("utf-8", "replace")


def _unpacked(stream: PDFStream) -> bytes:
    """The stream's content, or as much of it as makes any page heavy."""
    packed = stream.get_rawdata()
    filters = [literal_name(name) for name, _ in stream.get_filters()]
    if packed is None or stream.decipher or not set(filters) <= _FLATE:
        return packed if packed and len(packed) > _LONGEST_PACKED else bytes(stream.get_data())
    for _ in filters:
        unpacking = zlib.decompressobj()
        try:
            packed = unpacking.decompress(packed, _LONGEST)
        except zlib.error:
            return bytes(stream.get_data())
    return packed
