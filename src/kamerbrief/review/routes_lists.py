"""The pages on which one looks for letters and facts: lists with search, facets and sorting; each also as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kamerbrief.export.writers import harmless, plain_figure
from kamerbrief.review.desk import AtDesk, Desk
from kamerbrief.review.showing import language_of
from kamerbrief.search.listing import BEGIN, END, PAGE, Asked, asked, every, find, sums
from kamerbrief.search.lists import LETTERS, LISTINGS, Listing
from kamerbrief.search.tally import ALL, number_of
from kamerbrief.views.charts import Chart, Sum, chart_of
from kamerbrief.views.findings import money
from kamerbrief.views.words import Language, texts

#: Most bars of a chart over letters, without the one of the rest.
_BARS = 12

router = APIRouter()


def _page(listing: Listing) -> Callable[[Request, Desk], Response]:
    def page(request: Request, desk: AtDesk) -> Response:
        desk.store.troubles.clear()
        question = asked(listing, request.query_params)
        charts: list[tuple[str, Chart | None]] = []
        with desk.index.reading() as index:
            found = find(index, listing, question)
            waits = index.execute("SELECT count(*) FROM letters WHERE waits").fetchone()[0]
            letters = number_of(index, LETTERS.name, ALL)
            if listing is LETTERS and "charts" in request.query_params:
                charts = [
                    (name, _chart(sums(index, question, name, _BARS), name, language_of(request), desk.root))
                    for name in _CHARTS
                ]
        last, path = max(-(-found.number // PAGE), 1), desk.root + listing.path
        return desk.page(
            request,
            "list.html",
            listing=listing,
            path=path,
            question=question,
            found=found,
            waiting_letters=waits,
            letters=letters,
            charts=charts,
            to_charts=question.address(path, charts="on") if listing is LETTERS and not charts else "",
            last=last,
            first=(question.page - 1) * PAGE + 1,
            file=lambda ending: question.address(f"{desk.root}/{listing.name}.{ending}", page=1),
            years=_years,
            marked=_marked,
            money=lambda value, currency: money(Decimal(repr(value)), currency),
            fact_place=lambda row: f"{desk.root}/letters/{row['letter_id']}#f-{quote(row['fact_id'] or '')}",
            store_folder=str(desk.store.root),
        )

    page.__doc__ = f"The list of {listing.name}."
    return page


def _file(listing: Listing, ending: str) -> Callable[[Request, Desk], Response]:
    def file(request: Request, desk: AtDesk) -> Response:
        with desk.index.reading() as index:
            rows = every(index, listing, asked(listing, request.query_params))
        if ending == "json":
            content, kind = json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "application/json"
        else:
            content, kind = _csv(rows), "text/csv; charset=utf-8"
        name = f"attachment; filename={listing.name}.{ending}"
        return Response(content, media_type=kind, headers={"Content-Disposition": name} if ending == "csv" else {})

    return file


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
        writer.writerows([harmless(plain_figure(value)) for value in row.values()] for row in rows)
    return text.getvalue()


#: The charts of the overview: the column of the money, which is also the part of the texts.
_CHARTS = ("ministry", "programme")


def _chart(found: list[tuple[str, float]], name: str, language: Language, root: str) -> Chart | None:
    words = texts(language)["charts"]
    labels = {"": words["no_programme" if name == "programme" else "no_ministry"], "…": words["rest"]}
    path = root + ("/amounts" if name == "programme" else "/")
    return chart_of(
        [
            Sum(
                labels.get(label, label),
                Decimal(repr(value)),
                link=Asked().choosing(path, name, label) if label not in labels and ", " not in label else "",
            )
            for label, value in found
        ]
    )


def _years(row: dict[str, Any]) -> str:
    first, last = row["for_years"], row["until_year"]
    if first is None and last is None:
        return "–"
    return str(first or last) if first == last else f"{first or '…'}–{last or '…'}"


def _marked(snippet: str) -> Iterator[tuple[str, bool]]:
    """A snippet in stretches; true for words that were looked for."""
    for number, part in enumerate(snippet.split(BEGIN)):
        found, _, rest = part.partition(END) if number else ("", "", part)
        if found:
            yield found, True
        if rest:
            yield rest, False


for _listing in LISTINGS:
    router.get(_listing.path)(_page(_listing))
    for _ending in ("csv", "json"):
        router.get(f"/{_listing.name}.{_ending}")(_file(_listing, _ending))
