"""One self-contained page: the letter with every fact in its place, the facts beside it, and a chart."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kamerbrief.checks.arithmetic import dutch, rounded
from kamerbrief.contract import Extraction
from kamerbrief.views.findings import check_in_words, figures_of
from kamerbrief.views.marking import parts_of
from kamerbrief.views.words import Language, amount_in_words, attributes, money_per_programme, texts

#: Most bars in the chart; what is smaller is added up in a last bar.
_MOST_BARS = 15


@cache
def environment() -> Environment:
    """The templates; everything that is put into them is escaped."""
    made = Environment(
        loader=PackageLoader("kamerbrief", "views/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["in_words"] = amount_in_words
    return made


def render_html(extraction: Extraction, language: Language = Language.NL) -> str:
    """The page of one letter; it fetches nothing and works without scripts, only less smoothly."""
    return (
        environment()
        .get_template("letter.html")
        .render(**letter_context(extraction, language), style=static("letter.css"), script=static("letter.js"))
    )


def letter_context(extraction: Extraction, language: Language) -> dict[str, Any]:
    """What the template of a letter needs: the extraction, its parts, the chart and the words of the language."""
    figures = figures_of(extraction)
    return {
        "x": extraction,
        "language": language.value,
        "t": texts(language),
        "parts": list(parts_of(extraction)),
        "bars": bars(money_per_programme(extraction)),
        "names": {programme.id: programme.name for programme in extraction.programmes},
        "first_mentions": {p.id: p.mentions[0] for p in extraction.programmes if p.mentions},
        "attributes": lambda amount: list(attributes(amount, language)),
        "arithmetic": lambda check: check_in_words(check, figures, language),
        "fact_link": None,
    }


def bars(sums: list[tuple[str, Decimal]]) -> list[dict[str, Any]]:
    """Bars of the chart: label, value, the figure in millions or as it is, and width from 0 to 100."""
    shown = sums[:_MOST_BARS]
    rest = sum((value for _, value in sums[_MOST_BARS:]), Decimal(0))
    if rest:
        shown = [*shown, ("…", rest)]
    largest = max((value for _, value in shown), default=Decimal(1))
    return [
        {"label": label, "value": _short(value), "width": float(max(value, Decimal(0)) / largest * 100)}
        for label, value in shown
    ]


def _short(value: Decimal) -> str:
    for scale, word in ((10**9, "mld"), (10**6, "mln")):
        if value >= scale:
            return f"€ {dutch(rounded(value / scale, 2))} {word}"
    return f"€ {dutch(rounded(value, 0) if value >= 1000 else value)}"


@cache
def static(name: str) -> Markup:
    """A style sheet or script of this package; it holds no text of a letter, so it may stand unescaped."""
    text = files(__package__).joinpath("static", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file
