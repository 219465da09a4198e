"""What a docx prints, against what was read of it: the body with its tables and text boxes, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading.accounting import Place, fits
from kamerbrief.reading.docx_package import W
from kamerbrief.reading.docx_styles import Styles
from kamerbrief.reading.docx_text import chosen

_P, _RUN, _FIELD = f"{W}p", f"{W}r", f"{W}fldChar"
_TEXT = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
#: Deleted and moved-away words, and the reading aid over a word.
_UNSEEN = {f"{W}{name}" for name in ("del", "moveFrom", "rt")}
#: Where rows and cells of a table say that they were deleted.
_NOWHERE = f"{W}nowhere"
_DELETED = {f"{W}tr": f"{W}trPr/{W}del", f"{W}tc": f"{W}tcPr/{W}cellDel"}


def places_of(body: etree._Element, notes: Iterable[etree._Element], styles: Styles, letter: Letter) -> Iterator[Place]:
    """The body and the notes that have a mark, each with what text and furniture have of it."""
    footnotes = [letter.text_of(block) for block in letter.of_kind(BlockKind.FOOTNOTE)]
    rest = [letter.text_of(block) for block in letter.blocks if block.kind is not BlockKind.FOOTNOTE]
    furniture = [part.text for part in letter.furniture]
    yield _place("body", [body], styles, "\n".join([*rest, *furniture]))
    yield _place("notes", list(notes), styles, "\n".join(footnotes))


def _place(name: str, roots: list[etree._Element], styles: Styles, kept: str) -> Place:
    """The place with all its words, or, where these are more than were kept, with those that a reader sees."""
    printed = " ".join("".join(t.text or "" for t in root.iter(*_TEXT)) for root in roots)
    if not fits(printed, kept):
        printed = " ".join("".join(_seen(root, styles)) for root in roots)
    return Place(name, printed, kept)


def _seen(root: etree._Element, styles: Styles) -> Iterator[str]:
    """The words below an element that a reader sees: not deleted, not hidden, no field's instruction."""
    fields: list[bool] = []
    style = styles.style(root)
    waiting = [iter(root)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
            continue
        tag = element.tag
        if tag == _P:
            # A field that shows no result by the end of its paragraph is broken.
            style, fields = styles.style(element), [True] * len(fields)
            yield " "
        if tag in _TEXT:
            yield (element.text or "") if all(fields) else ""
        elif tag == _FIELD:
            _mark(fields, element)
        elif tag == _RUN and styles.look(element, style).hidden:
            for mark in element.iterchildren(_FIELD):
                _mark(fields, mark)
        elif isinstance(tag, str) and tag not in _UNSEEN and element.find(_DELETED.get(tag, _NOWHERE)) is None:
            waiting.append(iter(chosen(element) if tag == _ALTERNATIVES else element))


def _mark(fields: list[bool], mark: etree._Element) -> None:
    """Keeps for each open field whether its result has begun."""
    kind = mark.get(f"{W}fldCharType", "")
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()
