"""Was and is, word by word."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamerbrief.comparison import Attribute, Change, Difference
from kamerbrief.views.diff import in_line, render_diff_html, render_diff_text, sides_of
from kamerbrief.views.differing import Stretch, differing

LONG = (
    "De minister van Verkeer en Kust stelt voor de aanleg van walstroom in de zeehavens en in de binnenhavens voor de "
    * 3
)


def marked(side: list[Stretch]) -> list[str]:
    return [part.text.strip() for part in side if part.differs]


def attribute(before: object, after: object) -> Attribute:
    return Attribute.model_validate({"name": "finding", "from": before, "to": after})


def test_only_the_words_that_differ_are_marked() -> None:
    before, after = differing("De haven krijgt € 12 miljoen extra.", "De haven krijgt in 2027 € 14 miljoen.")
    assert marked(before) == ["12", "extra"]
    assert marked(after) == ["in 2027", "14"]


def test_long_values_that_differ_at_their_end_show_that_end() -> None:
    found = in_line(attribute({"text": LONG + "jaren 2026"}, {"text": LONG + "jaren 2027"}))
    before, after = found.split(" → ")
    assert before.endswith("voor de jaren 2026’")
    assert after.endswith("voor de jaren 2027’")
    assert len(found) < 120


def test_a_due_date_that_differs_behind_equal_words_shows_the_date() -> None:
    before, after = sides_of(
        attribute({"text": "voor de zomer", "until": "2026-06-20"}, {"text": "voor de zomer", "until": "2027-06-20"})
    )
    assert (marked(before), marked(after)) == (["2026-06-20"], ["2027-06-20"])


@pytest.mark.parametrize(
    ("before", "after"), [(None, "2027"), ("", "x"), ([], ["OCW", "VWS"]), (12, 13), (True, False)]
)
def test_short_values_differ_whole(before: object, after: object) -> None:
    assert all(marked(side) for side in sides_of(attribute(before, after)) if side)


WORDS = st.lists(st.sampled_from(["de", "haven", "krijgt", "12", "14", "miljoen", "…"]), max_size=40).map(" ".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(WORDS, WORDS)
def test_values_that_differ_never_show_as_the_same(one: str, other: str) -> None:
    before, after = differing(one, other)
    assert ("".join(p.text for p in before) == "".join(p.text for p in after)) == (one == other)
    assert all(
        set(part.text.split()) <= {*side.split(), "…"}
        for side, parts in ((one, before), (other, after))
        for part in parts
    )
    for whole, parts in ((one, before), (other, after)):
        assert sum(len(p.text.split()) for p in parts if p.differs) <= len(whole.split())


def difference(before: str, after: str) -> Difference:
    change = Change(
        id="change-1",
        kind="recommendations",
        before={"title": "Walstroom"},
        after={"title": "Walstroom"},
        attributes=[attribute({"text": before}, {"text": after})],
    )
    return Difference(letter="brief", changed=[change])


def test_the_page_marks_the_words_and_escapes_them() -> None:
    page = render_diff_html(difference(f"{LONG}<b>jaren</b> 2026", f"{LONG}<b>jaren</b> 2027"))
    assert "jaren&lt;/b&gt; <del>2026</del>’</td>" in page
    assert "<ins>2027</ins>" in page
    assert "<b>" not in page


def test_the_terminal_shows_and_colours_the_words() -> None:
    found = difference(LONG + "jaren 2026", LONG + "jaren 2027")
    assert "jaren 2026’ → " in render_diff_text(found, color=False)
    assert "\x1b[1;31m2026" in render_diff_text(found, color=True)
