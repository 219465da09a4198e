"""The Tweede Kamer's own register for people and programs: its promises beside the letters, and motions with votes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from kamerbrief.export.writers import harmless
from kamerbrief.following.register_lists import MotionItem, Registered, RegisterItem
from kamerbrief.views.agenda import table_lines
from kamerbrief.views.diff import shortened
from kamerbrief.views.words import Language, day_in_words, texts

_WORDS = 110
#: The columns of the table and how wide each is; the words take what is left.
_WIDTHS = {"status": 20, "debate": 20, "words": None, "found_in": 34, "ours": 18}


def register_row(item: RegisterItem) -> dict[str, Any]:
    """A promise of the register as plain data, one level deep."""
    one = item.promise
    best = max(item.found, key=lambda found: (found.accepted, found.probability), default=None)
    return {
        "number": one.number,
        "status": one.status.value,
        "stated": one.stated,
        "ministry": one.ministry,
        "role": one.role,
        "words": one.text,
        "made": one.day.isoformat() if one.day else None,
        "subject": one.subject,
        "due_until": one.due.isoformat() if one.due else None,
        "settled_by": ", ".join(letter.name for letter in one.letters) or None,
        "settled_in_store": ", ".join(name for _, name in item.letters if name) or None,
        "letter": best.link.letter if best else None,
        "letter_words": " ".join(best.link.evidence.text.split()) if best else None,
        "probability": best.probability if best else None,
        "state": item.items[0].state.value if item.items else None,
    }


COLUMNS = (
    *("number", "status", "stated", "ministry", "role", "words", "made", "subject", "due_until", "settled_by"),
    *("settled_in_store", "letter", "letter_words", "probability", "state"),
)


def register_json(items: Iterable[RegisterItem]) -> str:
    """The promises of the register as JSON, each with every letter in which it was found."""
    listed = [register_row(item) | {"found": [_found(one) for one in item.found]} for item in items]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _found(one: Registered) -> dict[str, Any]:
    return {
        "link": one.key,
        "letter": one.link.letter,
        "fact": one.link.fact,
        "words": " ".join(one.link.evidence.text.split()),
        "probability": one.probability,
        "accepted": one.accepted,
    }


def register_csv(items: Sequence[RegisterItem]) -> str:
    """The promises of the register as CSV with a heading line; texts that begin like a formula are neutralised."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow(["" if value is None else harmless(value) for value in register_row(item).values()])
    return text.getvalue()


def register_text(items: Sequence[RegisterItem], language: Language = Language.NL) -> str:
    """The promises of the register as a table to read, then how many there are and how many no letter has."""
    words = texts(language)["register"]
    rows = [_shown(item, language) for item in items]
    unfound = sum(not item.found for item in items)
    told = [words["count"].format(n=len(items), m=unfound), words["sure"]]
    return "\n".join([*table_lines({words[name]: width for name, width in _WIDTHS.items()}, rows), *told]) + "\n"


def _shown(item: RegisterItem, language: Language) -> list[str]:
    words, states = texts(language)["register"], texts(language)["agenda"]["states"]
    one = item.promise
    status = [words["statuses"][one.status], *(f"{words['settled_by']} {letter.name}" for letter in one.letters)]
    made = [day_in_words(one.day, language) if one.day else "–", one.ministry or "–"]
    found = [f"{met.link.letter} ({met.probability:.2f})" for met in item.found]
    return [
        "\n".join(status),
        "\n".join(made),
        f"{one.number}\n{shortened(one.text, _WORDS)}",
        "\n".join(found) or words["nowhere"],
        "\n".join(dict.fromkeys(states[met.state] for met in item.items)) or "–",
    ]


def motion_row(item: MotionItem) -> dict[str, Any]:
    """A motion as plain data."""
    return item.motion.model_dump(mode="json") | {"named_in": list(item.letters)}


def register_lines(registered: Sequence[RegisterItem], language: Language) -> list[str]:
    """The promises of the register that belong to a dossier, to read on a terminal."""
    words = texts(language)["register"]
    lines = ["", words["promises"]] if registered else []
    for item in registered:
        one = item.promise
        letters = "".join(f", {words['settled_by']} {letter.name}" for letter in one.letters)
        lines.append(f"  {one.number}  {words['statuses'][one.status]}{letters}  {shortened(one.text, _WORDS)}")
        lines += [
            f"    {words['found_in'].lower()} {met.link.letter} ({met.probability:.2f}): "
            f"{shortened(' '.join(met.link.evidence.text.split()), _WORDS)}"
            for met in item.found
        ]
        lines += [] if item.found else [f"    {words['nowhere']}"]
    return lines


def motion_lines(motions: Sequence[MotionItem], language: Language) -> list[str]:
    """Motions with what was decided, to read on a terminal."""
    words = texts(language)["register"]
    lines = ["", words["motions"]] if motions else []
    for item in motions:
        one, vote = item.motion, item.motion.vote
        seats = f" ({words['seats'].format(a=vote.seats_for, b=vote.seats_against)})" if vote else ""
        named = f"  {words['named_in'].lower()} {', '.join(item.letters)}" if item.letters else ""
        outcome = f"{words['outcomes'][one.outcome]}{seats}"
        lines.append(f"  {one.name}  {outcome}  {shortened(one.subject, _WORDS)}{named}")
    return lines
