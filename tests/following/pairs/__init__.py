"""Invented pairs of letters as dossiers that ``kamerbrief evaluate`` measures: ``python -m tests.following.pairs DIR``.

``develop.toml`` and ``further.toml`` are what rules are made with, the latter in longer letters; ``apart.toml``
measures them, and whoever makes rules does not read it. ``arguable`` are links that count neither way.
"""

from __future__ import annotations

import datetime
import json
import tomllib
from pathlib import Path
from typing import Any

from kamerbrief.annotate.time import months

PARTS = ("develop", "further", "apart")
#: The month in which a year of sessions begins.
_SEPTEMBER = 9
_LETTER = """Ministerie van {ministry}

De voorzitter van de Tweede Kamer der Staten-Generaal
Postbus 20018
2500 EA DEN HAAG

Datum {day}
Betreft {subject}

Geachte voorzitter,

{body}

Hoogachtend,

de minister van {ministry}
"""
_PRINTED = """Tweede Kamer der Staten-Generaal

Vergaderjaar {session}

38 9{number:02}   {dossier}

Nr. {nr}   BRIEF VAN DE MINISTER VAN {capitals}

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, {day}

{body}

De Minister van {ministry}
"""
#: What a letter that is not of a dossier begins with, so that both are known to be about one thing.
_BACK = "In mijn brief van {day} heb ik u over dit onderwerp geschreven."


def cases(part: str) -> list[dict[str, Any]]:
    """The pairs of a part, as they stand in its file."""
    loaded: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name(f"{part}.toml").read_text("utf-8"))["case"]
    return loaded


def write(part: str, folder: Path) -> Path:
    """Writes the pairs of a part as dossiers below a folder, each with two letters and its ``links.json``."""
    for number, case in enumerate(cases(part), start=1):
        place = folder / part / f"{number:02}"
        place.mkdir(parents=True, exist_ok=True)
        texts = _printed(case, number) if number % 2 else _sent(case)
        names = [f"{case[day].isoformat()}-{side}" for day, side in (("first", "a"), ("later", "b"))]
        for name, text in zip(names, texts, strict=True):
            (place / f"{name}.txt").write_text(text, encoding="utf-8")
        links = [_link(kind, names, here, there) for kind, here, there in case["links"]]
        links += [] if number % 2 else [_link("cites", names, _BACK.format(day=_day(case["first"])), "Datum")]
        gold = {
            "links": links,
            "arguable": [_link(kind, names, here, there) for kind, here, there in case.get("arguable", ())],
        }
        (place / "links.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return folder / part


def _sent(case: dict[str, Any]) -> list[str]:
    """Both letters as a ministry sends them."""
    days = [_day(case[name]) for name in ("first", "later")]
    bodies = [case["a"], f"{_BACK.format(day=days[0])}\n{case['b'].strip()}"]
    return [
        _LETTER.format(ministry=case["ministry"], subject=subject, day=day, body=_paragraphs(body))
        for subject, day, body in zip(case["subjects"], days, bodies, strict=True)
    ]


def _printed(case: dict[str, Any], number: int) -> list[str]:
    """Both letters as they are printed in one dossier."""
    return [
        _PRINTED.format(
            ministry=case["ministry"],
            capitals=case["ministry"].upper(),
            session=f"{day.year - (day.month < _SEPTEMBER)}-{day.year + (day.month >= _SEPTEMBER)}",
            number=number,
            dossier=case["subjects"][0],
            nr=nr,
            day=_day(day),
            body=_paragraphs(body),
        )
        for nr, day, body in ((3, case["first"], case["a"]), (11, case["later"], case["b"]))
    ]


def _paragraphs(body: str) -> str:
    return "\n\n".join(body.strip().splitlines())


def _day(day: datetime.date) -> str:
    return f"{day.day} {next(name for name, number in months().items() if number == day.month)} {day.year}"


def _link(kind: str, names: list[str], here: str, there: str) -> dict[str, Any]:
    earlier, later = names
    return {"kind": kind, "from": {"letter": later, "words": here}, "to": {"letter": earlier, "words": there}}
