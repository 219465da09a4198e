"""What is filled in on a page and written over it: form fields and texts of annotations become part of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

#: Fields that show words; boxes to check, buttons and signatures are no text.
_WORDED = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
#: Annotations that no reader sees: hidden ones, and those that are not shown on a screen.
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
#: A page with more annotations than this is read without them.
_MOST = 5_000


@contextmanager
def form_of(document: Any) -> Iterator[Any]:
    """pdfium's form of an opened document, which draws the fields that their maker left undrawn."""
    # pdfium keeps the address of what it is given here for as long as the form lives.
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(info))
    try:
        yield form
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)
        del info


def write_in(page: Any, form: Any) -> bool:
    """Makes the words of a loaded page's fields and free texts part of what it draws; True if it has any.

    The page must then be loaded anew. Whatever else is attached to it (links, comments, marks) is taken off.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if not form or not 0 < count <= _MOST or not any(_is_text(page, form, index) for index in range(count)):
        return False
    pdfium.FORM_OnAfterLoadPage(page, form)
    for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        if not _is_text(page, form, index):
            pdfium.FPDFPage_RemoveAnnot(page, index)
    written = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
    pdfium.FORM_OnBeforeClosePage(page, form)
    return bool(written)


def _is_text(page: Any, form: Any, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    try:
        if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            return False
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            return pdfium.FPDFAnnot_GetFormFieldType(form, annotation) in _WORDED
        return bool(kind == pdfium.FPDF_ANNOT_FREETEXT)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
