"""What a docx prints, against what was read of it: the body with its tables and text boxes, and the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading.accounting import Place, fits, kept_of
from kamerbrief.reading.docx.package import W
from kamerbrief.reading.docx.styles import Styles
from kamerbrief.reading.docx.text import chosen

_P, _RUN, _FIELD = f"{W}p", f"{W}r", f"{W}fldChar"
_TEXT = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
#: Deleted and moved-away words, and the reading aid over a word.
_UNSEEN = {f"{W}{name}" for name in ("del", "moveFrom", "rt")}
#: Where rows and cells of a table say that they were deleted.
_NOWHERE = f"{W}nowhere"
_DELETED = {f"{W}tr": f"{W}trPr/{W}del", f"{W}tc": f"{W}tcPr/{W}cellDel"}


def places_of(body: etree._Element, notes: Sequence[etree._Element], styles: Styles, letter: Letter) -> Iterator[Place]:
    """The body and the notes that have a mark with what text and furniture have of each, where that may be less."""
    footnotes = kept_of(letter, letter.of_kind(BlockKind.FOOTNOTE), furniture=False)
    rest = kept_of(letter, (block for block in letter.blocks if block.kind is not BlockKind.FOOTNOTE))
    for name, roots, kept in (("body", [body], rest), ("notes", notes, footnotes)):
        # Most letters hold no word that a reader does not see, and all their words are told faster.
        if not fits(" ".join(t.text or "" for root in roots for t in root.iter(*_TEXT)), kept):
            yield Place(name, " ".join("".join(_seen(root, styles)) for root in roots), kept)


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
