"""Later versions of the fixtures: words replaced, paragraphs put in or taken out, rows put in, blocks moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

Edit = Callable[[Any], None]


def edited(docx: Path, target: Path, *edits: Edit) -> Path:
    """A copy of a docx at ``target`` after these edits."""
    document = Document(str(docx))
    for edit in edits:
        edit(document.element.body)
    document.save(str(target))
    return target


def blocks(body: Any) -> list[Any]:
    """The paragraphs and tables of a docx, in order."""
    return [child for child in body if child.tag in (qn("w:p"), qn("w:tbl"))]


def text_of(element: Any) -> str:
    """The words of a paragraph, a table or a part of one."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _with(body: Any, words: str, tag: str = "w:p") -> Any:
    """The first element of a kind with these words."""
    return next(element for element in body.iter(qn(tag)) if words in text_of(element))


def _write(element: Any, text: str) -> None:
    """Puts other words in a paragraph, in the style in which it begins."""
    first, *others = list(element.iter(qn("w:t")))
    first.text = text
    for other in others:
        other.text = ""


def replaced(words: str, by: str) -> Edit:
    """Other words in the first paragraph that has them."""

    def edit(body: Any) -> None:
        element = _with(body, words)
        _write(element, text_of(element).replace(words, by, 1))

    return edit


def without_block(words: str) -> Edit:
    """Without the paragraph that has these words."""

    def edit(body: Any) -> None:
        element = _with(body, words)
        element.getparent().remove(element)

    return edit


def with_row(after: str, cells: Sequence[str]) -> Edit:
    """With a row of these cells behind the row that has the words ``after``."""

    def edit(body: Any) -> None:
        row = _with(body, after, "w:tr")
        new = deepcopy(row)
        for cell, words in zip(new.iter(qn("w:tc")), cells, strict=True):
            _write(cell, words)
        row.addnext(new)

    return edit


def moved_behind(words: Sequence[str], after: str) -> Edit:
    """With the blocks that have these words, one each, behind the one with the words ``after``, in this order."""

    def edit(body: Any) -> None:
        place = _with(body, after)
        for element in [_with(body, one) for one in words]:
            place.addnext(element)
            place = element

    return edit


def deleted(at: int) -> Edit:
    """Without the block of this number."""
    return lambda body: body.remove(blocks(body)[at])


def inserted(at: int, words: str) -> Edit:
    """With a paragraph of these words before the block of this number."""

    def edit(body: Any) -> None:
        place = blocks(body)[at]
        model = next(element for element in blocks(body) if element.tag == qn("w:p") and text_of(element))
        new = deepcopy(model)
        _write(new, words)
        place.addprevious(new)

    return edit


def swapped(at: int, other: int) -> Edit:
    """With the blocks of these numbers in each other's place."""

    def edit(body: Any) -> None:
        one, two = blocks(body)[at], blocks(body)[other]
        if one is two:
            return
        mark = one.makeelement(one.tag, {})
        one.addprevious(mark)
        two.addprevious(one)
        mark.addprevious(two)
        body.remove(mark)

    return edit
