"""What is drawn in a docx and has words: charts, diagrams (SmartArt) and shapes, as the paragraphs of a text box.

Of a chart a reader reads its title, the names of its series, its categories and the titles of its axes; the values
that it draws are no text and no money of the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from kamerbrief.reading.docx.package import W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Points of a diagram that hold no words of the writer.
_UNWRITTEN = {"pres", "parTrans", "sibTrans"}
#: Finds the tree of another part by the id of its relationship; None where it is not there.
Related = Callable[[str], etree._Element | None]


def drawn(element: etree._Element, related: Related) -> etree._Element | None:
    """The words of a drawing as a text box; None for an element that is none, or has no words."""
    read = _DRAWINGS.get(str(element.tag))
    lines = [line for line in read(element, related) if line] if read else []
    if not lines:
        return None
    box = etree.Element(f"{W}txbxContent")
    for line in lines:
        run = etree.SubElement(etree.SubElement(box, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = line
    return box


def is_drawing(element: etree._Element) -> bool:
    """True for an element that stands for a drawing which may have words."""
    return element.tag in _DRAWINGS


def _chart(element: etree._Element, related: Related) -> Iterator[str]:
    root = related(element.get(f"{_R}id", ""))
    if root is None:
        return
    titles = [" ".join(_paragraphs(title)) for title in root.iter(f"{_C}title")]
    yield from titles[:1]
    series = list(root.iter(f"{_C}ser"))
    yield "; ".join(filter(None, (_name(one) for one in series)))
    yield from dict.fromkeys("; ".join(_points(one.find(f"{_C}cat"))) for one in series)
    yield from titles[1:]


def _name(series: etree._Element) -> str:
    return " ".join(_points(series.find(f"{_C}tx")))


def _points(element: etree._Element | None) -> list[str]:
    """The values that a chart keeps of names or categories, in order."""
    return [_line(value) for value in element.iter(f"{_C}v")] if element is not None else []


def _new_chart(element: etree._Element, related: Related) -> Iterator[str]:
    """A chart of the kinds that Word knows since 2016."""
    root = related(element.get(f"{_R}id", ""))
    if root is None:
        return
    for title in root.iter(f"{_CX}title"):
        yield " ".join(_paragraphs(title))
    for level in root.iter(f"{_CX}strDim"):
        yield "; ".join(_line(point) for point in level.iter(f"{_CX}pt"))


def _diagram(element: etree._Element, related: Related) -> Iterator[str]:
    root = related(element.get(f"{_R}dm", ""))
    for point in root.iter(f"{_DGM}pt") if root is not None else ():
        if point.get("type") not in _UNWRITTEN:
            yield from _paragraphs(point)


def _shape(element: etree._Element, related: Related) -> Iterator[str]:
    del related
    yield from _paragraphs(element)


def _paragraphs(element: etree._Element) -> list[str]:
    """The paragraphs of drawn text."""
    return ["".join(_line(text) for text in paragraph.iter(f"{_A}t")).strip() for paragraph in element.iter(f"{_A}p")]


def _line(element: etree._Element) -> str:
    return (element.text or "").replace("\n", " ")


_DRAWINGS: dict[str, Callable[[etree._Element, Related], Iterator[str]]] = {
    f"{_C}chart": _chart,
    f"{_CX}chart": _new_chart,
    f"{_DGM}relIds": _diagram,
    f"{_A}txBody": _shape,
    f"{_A}txSp": _shape,
}
