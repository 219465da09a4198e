"""What the index keeps of one letter, from its published extraction as plain JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kamerbrief.contract import CheckStatus
from kamerbrief.export.rows import in_table, ministries_of, sentence_of
from kamerbrief.reviewing import undecided
from kamerbrief.store import Store
from kamerbrief.views.diff import in_short

Content = dict[str, Any]

#: The columns of the table of letters, behind the letter's id.
LETTER_COLUMNS = (
    *("title", "date", "year", "ministries", "kind", "amounts", "recommendations", "commitments"),
    *("failing", "unsure", "waits"),
)
#: The columns of the table of facts, behind the letter's id.
FACT_COLUMNS = (
    *("fact", "list", "title", "sentence", "value", "currency", "from_year", "until_year", "programme", "due"),
    *("due_text", "actor", "form", "state", "author", "counts", "page"),
)
#: The columns of the table of changes that wait, behind the letter's id and the place among its changes.
CHANGE_COLUMNS = ("change", "kind", "words", "meaning")
#: A figure of a letter that SQLite could not hold as a number that is compared.
_LARGEST = 10**18


@dataclass(slots=True)
class Entries:
    """What the index keeps of a letter: its row, its words, its money, its facts, and its changes that wait."""

    row: dict[str, Any]
    words: tuple[str, str, str]
    money: list[tuple[str, str, float]]
    facts: list[dict[str, Any]]
    changes: list[tuple[str, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, letter: str, x: Content, *, waits: bool) -> Entries:
        """The same but for the changes, of a published extraction; anything may be raised where it is none."""
        return cls(letter_entry(x, waits=waits), words_of(letter, x), list(money_entries(x)), list(fact_entries(x)))


def change_entries(store: Store, letter: str) -> Iterator[tuple[str, ...]]:
    """The changes of a letter that wait, as above. Raises StoreError where they cannot be read."""
    found = undecided(store, letter)
    for change in found.changes if found else ():
        yield change.id, change.kind, *in_short(change)


def letter_entry(x: Content, *, waits: bool) -> dict[str, Any]:
    """The row of a letter."""
    head = x["letter"]
    checks = [check["status"] for check in x["checks"]]
    return {
        "title": head["subject"] or head["title"] or head["source"]["filename"],
        "date": head["date"] or "",
        "year": (head["date"] or "")[:4],
        "ministries": "; ".join(ministries_of(x)),
        "kind": _kind(x),
        "amounts": len(x["amounts"]),
        "recommendations": len(x["recommendations"]),
        "commitments": len(x["commitments"]),
        "failing": checks.count(CheckStatus.INCONSISTENT.value),
        "unsure": checks.count(CheckStatus.UNVERIFIABLE.value),
        "waits": int(waits),
    }


def _kind(x: Content) -> str:
    """What a letter is: answers to questions, a reaction to advice, or another letter."""
    if x["letter"].get("questions"):
        return "answers"
    return "reaction" if x["recommendations"] else "other"


def words_of(letter: str, x: Content) -> tuple[str, str, str]:
    """The title, the names and the text in which a search looks."""
    head = x["letter"]
    names = [letter, head["reference"] or "", *ministries_of(x), *(s["name"] or "" for s in head["senders"])]
    names += [name for p in x["programmes"] for name in (p["name"], *p["aliases"])]
    return head["subject"] or head["title"] or "", " · ".join(filter(None, names)), x["text"]


def money_entries(x: Content) -> Iterator[tuple[str, str, float]]:
    """Programme, ministry and euros of each amount that counts; the ministries that pay, else those that send."""
    names = {programme["id"]: programme["name"] for programme in x["programmes"]}
    senders = ministries_of(x)
    for a in x["amounts"]:
        if a["counts"] and a["value"] and abs(a["value"]) < _LARGEST:
            programme = ", ".join(names.get(name, name) for name in a["programmes"])
            yield programme, ", ".join(a["budget_holders"] or senders), float(a["value"])


def fact_entries(x: Content) -> Iterator[dict[str, Any]]:
    """The amounts, promises and advice of a letter, each with its sentence."""
    names = {programme["id"]: programme["name"] for programme in x["programmes"]}
    for a in x["amounts"]:
        period = a["period"] or {}
        yield _entry(
            a,
            "amounts",
            title=" ".join(a["evidence"]["text"].split()),
            sentence=in_table(a) if a["table"] else sentence_of(x, a["evidence"]),
            value=a["value"] if a["value"] is not None and abs(a["value"]) < _LARGEST else None,
            currency=a["currency"],
            from_year=period.get("from_year"),
            until_year=period.get("until_year"),
            programme=", ".join(names.get(name, name) for name in a["programmes"]),
            form=a["movement"],
            state="counts" if a["counts"] else "not_counted",
            counts=int(a["counts"]),
        )
    for c in x["commitments"]:
        due = c["due"] or {}
        yield _entry(
            c,
            "commitments",
            title=" ".join(c["evidence"]["text"].split()),
            sentence=sentence_of(x, c["evidence"]),
            due=due.get("until") or due.get("from") or "",
            due_text=due.get("text") or "",
            actor=c["actor"],
            form=c.get("kind"),
            state="conditional" if c.get("conditional") else "repeated" if c.get("repeats") else "made",
        )
    for r in x["recommendations"]:
        said = r["stance_evidence"]
        yield _entry(
            r,
            "recommendations",
            title=f"{r.get('printed') or r['number'] or ''} {r['title']}".strip(),
            sentence=sentence_of(x, said) if said else "",
            state=r["stance"],
            author=r["author"],
            form=r["report"],
        )


def _entry(fact: Content, listed: str, **known: Any) -> dict[str, Any]:
    own = {"fact": fact["id"], "list": listed, "page": fact["evidence"]["page"]}
    return dict.fromkeys(FACT_COLUMNS) | known | own
