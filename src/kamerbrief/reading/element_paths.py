"""The path of XML elements that are read in document order, in time that does not grow with their siblings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

#: How many parents are remembered; those whose children are being read are never more.
_REMEMBERED = 1_000


@dataclass(slots=True)
class _Counted:
    """How far the children of an element were counted: the last one, and how many of each name up to it."""

    last: etree._Element
    names: Counter[str]


@dataclass(slots=True)
class ElementPaths:
    """Gives an element's path as XPath writes it: ``/kamerstuk/stuk/al[3]``.

    lxml's ``getpath`` counts all siblings anew for each element.
    """

    _counted: dict[etree._Element, _Counted] = field(default_factory=dict)

    def path(self, element: etree._Element) -> str:
        """The path from the root."""
        steps: list[str] = []
        at: etree._Element | None = element
        while at is not None:
            steps.append(self._step(at))
            at = at.getparent()
        return "/" + "/".join(reversed(steps))

    def _step(self, element: etree._Element) -> str:
        name, parent = str(element.tag), element.getparent()
        if parent is None:
            return name
        place = self._place(element, parent)
        alone = place == 1 and next(element.itersiblings(name), None) is None
        return name if alone else f"{name}[{place}]"

    def _place(self, element: etree._Element, parent: etree._Element) -> int:
        """How manieth of its name an element is among its siblings; counting goes on from the last one asked for."""
        counted = self._counted.get(parent)
        if counted is None:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            counted = self._counted[parent] = _Counted(parent[0], Counter([str(parent[0].tag)]))
        while counted.last is not element:
            following = counted.last.getnext()
            if following is None:  # the element stands before the last one asked for
                return 1 + sum(1 for _ in element.itersiblings(str(element.tag), preceding=True))
            counted.last = following
            counted.names[str(following.tag)] += 1
        return counted.names[str(element.tag)]
