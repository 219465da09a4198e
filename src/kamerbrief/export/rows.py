"""The rows of one letter, from its published extraction as plain JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamerbrief.contract import Amount, Check, Percentage
from kamerbrief.contract.followed import LetterLinks
from kamerbrief.contract.register import RegisterLink
from kamerbrief.export.columns import BY_NAME, TOO_LARGE, Row, RowsOf
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.store import PUBLISHED, Store, read_content
from kamerbrief.views.findings import Figures, by_id, check_in_words
from kamerbrief.views.words import Language

Content = dict[str, Any]


def letters_of(store: Store) -> Iterator[tuple[str, Content]]:
    """Every published letter of a store, one at a time, in order of their ids; what cannot be read is passed over."""
    for letter in store.letters():
        content = None
        with store.tolerating():
            content = read_content(store.folder(letter) / PUBLISHED)
        if content is not None:
            yield letter, content


def rows_of(letter: str, content: Content) -> Iterator[tuple[str, Row]]:
    """Every row of a letter with the name of its table."""
    for table, make in _MAKERS.items():
        figures = [column.name for column in BY_NAME[table].columns if column.type in ("number", "integer")]
        for row in make(letter, content):
            yield table, row | {name: _fitting(row[name]) for name in figures}


def _fitting(figure: Any) -> Any:
    """The figure, or None for one that no column holds, so that one letter's figure never breaks a whole export.

    What this program writes always fits; files of older versions and from elsewhere need not.
    """
    return figure if figure is not None and -TOO_LARGE < figure < TOO_LARGE else None


def _letters(letter: str, x: Content) -> list[Row]:
    head = x["letter"]
    dossier = head["dossier"] or {}
    return [
        {
            "id": letter,
            "number": head["id"],
            "date": head["date"],
            "ministry": _ministry(x),
            "ministries": _joined(ministries_of(x)),
            "senders": _joined(s["name"] for s in head["senders"] if s["name"]),
            "subject": head["subject"] or head["title"],
            "chamber": head["chamber"],
            "reference": head["reference"],
            "dossier": dossier.get("number"),
            "dossier_nr": dossier.get("nr"),
            "filename": head["source"]["filename"],
            "sha256": head["source"]["sha256"],
            "warnings": len(x["warnings"]),
            "rules": x["made_by"]["rules"],
        }
    ]


def _ministry(x: Content) -> str | None:
    return next(iter(ministries_of(x)), None)


def ministries_of(x: Content) -> list[str]:
    """Those of who signs, else the one that the letterhead names."""
    head = x["letter"]
    signing = dict.fromkeys(sender["ministry"] for sender in head["senders"] if sender["ministry"])
    return list(signing) or [name for name in (head.get("ministry"),) if name]


def _joined(parts: Any) -> str | None:
    return "; ".join(str(part) for part in parts) or None


def _key(letter: str, fact: str | None) -> str | None:
    return f"{letter}/{fact}" if fact else None


def _common(letter: str, x: Content, fact: Content, number: int, evidence: Content | None) -> Row:
    reviewed = fact.get("reviewed")
    return {
        "id": _key(letter, fact.get("id") or f"entity-{number}"),
        "letter": letter,
        "date": x["letter"]["date"],
        "ministry": _ministry(x),
        "words": evidence["text"] if evidence else None,
        "sentence": sentence_of(x, evidence) if evidence else None,
        "start": evidence["start"] if evidence else None,
        "end": evidence["end"] if evidence else None,
        "page": evidence["page"] if evidence else None,
        "reviewed": reviewed["status"] if reviewed else None,
    }


def sentence_of(x: Content, evidence: Content) -> str:
    """The sentence in which words stand, on one line; never more than their own block, unless they go beyond it."""
    text, start, end = x["text"], evidence["start"], evidence["end"]
    block = next((b for b in x["blocks"] if b["start"] <= start < b["end"]), None)
    if block is None:
        return " ".join(str(evidence["text"]).split())
    bounds = [(a, b) for a, b in sentence_bounds(text, block["start"], block["end"]) if a < end and b > start]
    first = min((a for a, _ in bounds), default=start)
    last = max((b for _, b in bounds), default=end)
    return " ".join(text[first : max(last, end)].split())


def _amounts(letter: str, x: Content) -> list[Row]:
    names = {programme["id"]: programme["name"] for programme in x["programmes"]}
    rows = []
    for number, a in enumerate(x["amounts"], start=1):
        period, table = a["period"] or {}, a["table"] or {}
        rows.append(
            _common(letter, x, a, number, a["evidence"])
            | {name: a[name] for name in ("value", "low", "high", "currency", "precision", "movement", "total")}
            | {"recurrence": a["recurrence"], "per": a["per"]}
            | {"from_year": period.get("from_year"), "until_year": period.get("until_year")}
            | {"from_day": period.get("from"), "until_day": period.get("until"), "qualifier": a.get("qualifier")}
            | {"budget_holders": _joined(a["budget_holders"])}
            | {"programmes": _joined(names.get(name, name) for name in a["programmes"])}
            | {"restates": _key(letter, a["restates"]), "counts": a["counts"]}
            | {name: table.get(name) for name in ("row_header", "column_header", "unit")}
            | ({"sentence": in_table(a)} if table else {})
        )
    return rows


def in_table(amount: Content) -> str:
    """A table's cell says little without what heads its row and its column."""
    heads = " · ".join(amount["table"][name] for name in ("row_header", "column_header") if amount["table"][name])
    return " ".join(f"{heads}: {amount['evidence']['text']}".split()) if heads else str(amount["evidence"]["text"])


def _amounts_programmes(letter: str, x: Content) -> list[Row]:
    return [
        {
            "amount": _key(letter, a["id"]),
            "programme": _key(letter, programme),
            "letter": letter,
            "share": len(a["programmes"]),
        }
        for a in x["amounts"]
        for programme in a["programmes"]
    ]


def _percentages(letter: str, x: Content) -> list[Row]:
    own = ("value", "low", "high", "unit", "precision", "movement")
    return _plain(letter, x, "percentages", own)


def _programmes(letter: str, x: Content) -> list[Row]:
    return [
        _common(letter, x, p, number, p["mentions"][0] if p["mentions"] else None)
        | {name: p[name] for name in ("name", "kind", "organisation", "parent", "registered")}
        | {"programme": p["id"], "aliases": _joined(p["aliases"]), "mentions": len(p["mentions"])}
        for number, p in enumerate(x["programmes"], start=1)
    ]


def _recommendations(letter: str, x: Content) -> list[Row]:
    return [
        _common(letter, x, r, number, r["evidence"])
        | {name: r[name] for name in ("number", "title", "report", "author", "stance")}
        | {name: r.get(name) for name in ("printed", "method", "probability")}
        | {"stance_words": (r["stance_evidence"] or {}).get("text")}
        | {"programmes": _joined(_key(letter, name) for name in r["programmes"])}
        for number, r in enumerate(x["recommendations"], start=1)
    ]


def _commitments(letter: str, x: Content) -> list[Row]:
    return [
        _common(letter, x, c, number, c["evidence"])
        | {"actor": c["actor"], "to_chamber": c["to_chamber"]}
        | {name: c.get(name) for name in ("kind", "conditional", "repeats", "method", "probability")}
        | {name: (c["due"] or {}).get(part) for name, part in _DUE.items()}
        for number, c in enumerate(x["commitments"], start=1)
    ]


_DUE = {"due": "text", "due_from": "from", "due_until": "until"}


def _references(letter: str, x: Content) -> list[Row]:
    return [
        _common(letter, x, r, number, r["evidence"])
        | {"kind": r["kind"], "number": r["number"], "title": r["title"], "refers_to_date": r["date"]}
        for number, r in enumerate(x["references"], start=1)
    ]


def _checks(letter: str, x: Content) -> list[Row]:
    figures = _figures_of_checks(x)
    rows = []
    for number, c in enumerate(x["checks"], start=1):
        relation = c["relation"]
        rows.append(
            _common(letter, x, c, number, c["evidence"][0] if c["evidence"] else None)
            | {name: c[name] for name in ("type", "status")}
            | {"message": check_in_words(Check.model_validate(c, extra="ignore"), figures, Language.EN)}
            | {name: relation[name] for name in ("operator", "computed", "stated", "tolerance", "unit")}
            | {"terms": _joined(_key(letter, name) for name in relation["terms"])}
            | {"result": _key(letter, relation["result"])}
        )
    return rows


def _figures_of_checks(x: Content) -> Figures:
    """The amounts and percentages that the checks of a letter name."""
    used = {name for c in x["checks"] for name in (*c["relation"]["terms"], c["relation"]["result"])}
    amounts = (Amount.model_validate(a, extra="ignore") for a in x["amounts"] if a["id"] in used)
    return by_id(
        [*amounts, *(Percentage.model_validate(p, extra="ignore") for p in x["percentages"] if p["id"] in used)]
    )


def _entities(letter: str, x: Content) -> list[Row]:
    return _plain(letter, x, "entities", ("label",))


def _plain(letter: str, x: Content, kind: str, own: tuple[str, ...]) -> list[Row]:
    return [
        _common(letter, x, fact, number, fact["evidence"]) | {name: fact[name] for name in own}
        for number, fact in enumerate(x[kind], start=1)
    ]


def link_rows(links: LetterLinks, days: dict[str, str | None]) -> Iterator[tuple[str, Row]]:
    """The rows of the links from one letter, with the name of their table; ``days`` are those of the letters."""
    for one in links.links:
        later, earlier = one.later, one.earlier
        yield (
            "links",
            {
                "id": _key(later.letter, one.id),
                "letter": later.letter,
                "date": days.get(later.letter),
                "kind": one.kind.value,
                "fact": _key(later.letter, later.fact),
                "words": later.evidence.text,
                "earlier_letter": earlier.letter,
                "earlier_date": days.get(earlier.letter),
                "earlier_fact": _key(earlier.letter, earlier.fact),
                "earlier_words": earlier.evidence.text,
                "register": None,
                "register_status": None,
                "signs": _joined(one.signs),
                "probability": float(one.probability),
                "decided": one.decided.value if one.decided else None,
            },
        )


def registered_row(one: RegisterLink, days: dict[str, str | None], status: str | None) -> tuple[str, Row]:
    """The row of a link to the Tweede Kamer's own register, with the name of its table."""
    return (
        "links",
        {
            "id": _key(one.letter, one.id),
            "letter": one.letter,
            "date": days.get(one.letter),
            "kind": "registered",
            "fact": _key(one.letter, one.fact),
            "words": one.evidence.text,
            "earlier_letter": None,
            "earlier_date": None,
            "earlier_fact": None,
            "earlier_words": one.words,
            "register": one.number,
            "register_status": status,
            "signs": _joined(one.signs),
            "probability": float(one.probability),
            "decided": one.decided.value if one.decided else None,
        },
    )


_MAKERS: dict[str, RowsOf] = {
    "letters": _letters,
    "amounts": _amounts,
    "amounts_programmes": _amounts_programmes,
    "percentages": _percentages,
    "programmes": _programmes,
    "recommendations": _recommendations,
    "commitments": _commitments,
    "references": _references,
    "checks": _checks,
    "entities": _entities,
}
