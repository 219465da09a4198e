"""One self-contained page: the letter with every fact in its place, the facts beside it, and charts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kamerbrief.contract import Extraction
from kamerbrief.views.charts import per_programme, per_year
from kamerbrief.views.marking import parts_of
from kamerbrief.views.pages import Page
from kamerbrief.views.panel import checks_in_words, number_of, panel_of, warnings_of
from kamerbrief.views.words import (
    Language,
    amount_in_words,
    answer_attributes,
    attributes,
    counted,
    day_in_words,
    promise_attributes,
    texts,
)


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
    made.filters["chance"] = "{:.0%}".format
    made.globals["counted"] = counted
    return made


def render_html(extraction: Extraction, language: Language = Language.NL, pages: Sequence[Page] = ()) -> str:
    """The page of one letter; it fetches nothing and works without scripts, only less smoothly.

    ``pages`` are those of its pdf with their pictures inside (:func:`kamerbrief.views.pages.pages_inside`).
    """
    return (
        environment()
        .get_template("letter.html")
        .render(**letter_context(extraction, language, pages), style=static("letter.css"), script=static("letter.js"))
    )


def letter_context(extraction: Extraction, language: Language, pages: Sequence[Page] = ()) -> dict[str, Any]:
    """What the templates of a letter need: the extraction, its parts, the charts and the words of the language."""
    words, panel = texts(language), panel_of(extraction, language)
    return {
        "x": extraction,
        "language": language.value,
        "t": words,
        "w": words["page_of_letter"],
        "parts": list(parts_of(extraction)),
        "panel": panel,
        "number_of": lambda piece: number_of(piece, panel.numbers),
        "pages": list(pages),
        "pages_wait": False,
        "pages_at": "",
        "pages_trouble": "",
        "charts": [
            (name, words["charts"][name], chart)
            for name, chart in (
                ("programme", per_programme(extraction, language)),
                ("year", per_year(extraction, language)),
            )
            if chart
        ],
        "names": {programme.id: programme.name for programme in extraction.programmes},
        "attributes": lambda amount: list(attributes(amount, language)),
        "arithmetic": checks_in_words(extraction, language),
        "warnings": warnings_of(extraction, language),
        "answered": lambda recommendation: list(answer_attributes(recommendation, language)),
        "promised": lambda commitment: list(promise_attributes(commitment, language)),
        "day": lambda day: day_in_words(day, language),
        "fact_link": None,
    }


@cache
def static(name: str) -> Markup:
    """A style sheet or script of this package; it holds no text of a letter, so it may stand unescaped."""
    text = files(__package__).joinpath("static", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file
