"""Paths of XML elements, as lxml writes them."""

from __future__ import annotations

from lxml import etree

from kamerbrief.reading.element_paths import ElementPaths


def test_paths_are_those_of_xpath_in_any_order() -> None:
    root = etree.fromstring("<k><a/><b><c/><c><d/></c><e/></b><a/><b/><f/></k>")
    paths, tree = ElementPaths(), root.getroottree()
    elements = list(root.iter())
    for element in [*elements, *reversed(elements)]:
        assert paths.path(element) == tree.getpath(element)
