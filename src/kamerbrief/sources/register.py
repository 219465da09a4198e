"""The Tweede Kamer's own register through OData: which questions to ask of it, and what its records say.

The lists Toezegging (promises) and Zaak (of which the motions, with Besluit and Stemming) are described at
opendata.tweedekamer.nl. Nothing that a record says is trusted: texts are cut and freed of signs that steer a terminal,
and a record that cannot be understood costs only itself.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from kamerbrief.contract.register import (
    MotionOutcome,
    RegisterLetter,
    RegisterMotion,
    RegisterPromise,
    RegisterStatus,
    Vote,
)
from kamerbrief.errors import SourceError
from kamerbrief.files import without_steering
from kamerbrief.language.ministries import ministry_of, names_of
from kamerbrief.lexicon import load
from kamerbrief.sources import printable
from kamerbrief.sources.odata import GUID, NO_MOMENT, changed, moment, with_zone

PROMISES: Final = "Toezegging"
MOTIONS: Final = "Zaak"
_SELECT = {
    PROMISES: "Id,Nummer,Tekst,Aanmaakdatum,DatumNakoming,Status,Naam,Functie,Ministerie,ActiviteitNummer,"
    "ApiGewijzigdOp,Verwijderd",
    MOTIONS: "Id,Nummer,Soort,Onderwerp,Titel,GestartOp,Volgnummer,ApiGewijzigdOp,Verwijderd",
}
_EXPAND = {
    PROMISES: "Activiteit($select=Nummer,Soort,Onderwerp,Datum),KamerbriefNakoming($select=DocumentNummer,Volgnummer,"
    "Datum,Onderwerp;$expand=Kamerstukdossier($select=Nummer,Toevoeging))",
    MOTIONS: "Kamerstukdossier($select=Nummer,Toevoeging),ZaakActor($select=ActorNaam,ActorFractie,Relatie),"
    "Document($select=Volgnummer),Besluit($filter=Verwijderd eq false;$select=Id,BesluitSoort,StemmingsSoort,"
    "ApiGewijzigdOp;$expand=Stemming($filter=Verwijderd eq false;$select=Soort,ActorFractie,FractieGrootte,"
    "Persoon_Id))",
}
#: How many numbers are asked for at once.
_AT_ONCE = 20
_NUMBER = re.compile(r"[A-Z]{1,3}[0-9]{5,6}(?:-[0-9]{1,5})?")
_CASE = re.compile(r"[0-9]{4}Z[0-9]{1,6}")
_DOSSIER = re.compile(r"([0-9]{5})(?:-([0-9A-Za-z()]{1,12}))?")
#: The longest text and line that are kept, and most of what a record lists.
_TEXT, _LINE, _MANY = 4000, 400, 150


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the register belongs to some letters.

    Ministries with the day from which on their promises matter, dossiers, and the numbers that letters cite of promises
    (``TZ202503-118``) and of motions (``38104-9``).
    """

    ministries: Mapping[str, datetime.date] = field(default_factory=dict)
    dossiers: Collection[str] = ()
    promises: Collection[str] = ()
    motions: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question to a list; where it has a ``key``, the answer goes on from when it was answered last.

    ``dossier`` is the one that every answer belongs to.
    """

    list_name: str
    wanted: str
    key: str = ""
    dossier: str = ""

    def filter(self, stamp: str | None) -> str:
        """What is asked for: what changed after ``stamp``, or all of it."""
        if stamp is None:
            return f"({self.wanted}) and Verwijderd eq false"
        after = f"ApiGewijzigdOp gt {with_zone(stamp)}"
        if self.list_name == MOTIONS:
            # A vote changes what was decided, not the case.
            after = f"({after} or Besluit/any(b:b/{after}))"
        return f"({self.wanted}) and {after}"

    @property
    def select(self) -> str:
        """The attributes that are asked for."""
        return _SELECT[self.list_name]

    @property
    def expand(self) -> str:
        """The related records that are asked for."""
        return _EXPAND[self.list_name]


def questions(wanted: Wanted) -> Iterator[Question]:
    """The questions by which all that is wanted is answered, in a fixed order."""
    for ministry, day in sorted(wanted.ministries.items()):
        names = [f"contains({where},{_quoted(name)})" for name in names_of(ministry) for where in _ROLES]
        if names:
            asked = f"({' or '.join(names)}) and Aanmaakdatum ge {day.isoformat()}T00:00:00Z"
            yield Question(PROMISES, asked, key_of_ministry(ministry, day))
    for dossier in sorted(wanted.dossiers):
        if of := _of_dossier(dossier):
            met = f"Activiteit/any(a:a/Zaak/any(z:z/{of}))"
            yield Question(PROMISES, f"{met} or KamerbriefNakoming/any(l:l/{of})", f"promises of {dossier}", dossier)
            yield Question(MOTIONS, f"Soort eq 'Motie' and {of}", f"motions of {dossier}", dossier)
    numbers = [f"Nummer eq {_quoted(one)}" for one in sorted(wanted.promises) if _NUMBER.fullmatch(one)]
    for some in _portions(numbers):
        yield Question(PROMISES, " or ".join(some))
    cited = [asked for one in sorted(wanted.motions) if (asked := _of_number(one))]
    for some in _portions(cited):
        yield Question(MOTIONS, f"Soort eq 'Motie' and ({' or '.join(some)})")


def _portions(asked: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (asked[begin : begin + _AT_ONCE] for begin in range(0, len(asked), _AT_ONCE))


def key_of_ministry(ministry: str, day: datetime.date) -> str:
    """The name of the question for the promises of a ministry from a day on."""
    return f"promises of {ministry} since {day.isoformat()}"


_ROLES = ("Ministerie", "Functie")


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _of_dossier(dossier: str) -> str:
    """The condition that a record belongs to a dossier; empty for what is no number of one."""
    parts = _DOSSIER.fullmatch(dossier)
    if not parts:
        return ""
    # A dossier of the Kingdom has its number as what is added: 34567-(R2075).
    bare = "(d/Toevoeging eq null or startswith(d/Toevoeging,'('))"
    added = f"d/Toevoeging eq {_quoted(parts[2])}" if parts[2] else bare
    return f"Kamerstukdossier/any(d:d/Nummer eq {parts[1]} and {added})"


def _of_number(number: str) -> str:
    """The condition that a record is the Kamerstuk with a number such as 38104-9."""
    dossier, _, nr = number.rpartition("-")
    of = _of_dossier(dossier) if nr.isascii() and nr.isdecimal() and len(nr) < 6 else ""
    return f"({of} and Document/any(x:x/Volgnummer eq {int(nr)}))" if of else ""


def read_promise(record: Mapping[str, Any]) -> RegisterPromise:
    """A record of Toezegging. Raises SourceError for one that lacks what every promise has."""
    number, text = _line(record, "Nummer"), _line(record, "Tekst", _TEXT)
    if not _NUMBER.fullmatch(number) or not text:
        raise SourceError(f"a promise without a proper Nummer or Tekst ({number[:40]!r})")
    met = next(iter(_parts(record, "Activiteit")), {})
    about = [_line(met, name) for name in ("Soort", "Onderwerp")]
    stated = _line(record, "Status")
    guid, at = _common(record)
    return RegisterPromise(
        id=guid,
        changed=at,
        number=number,
        text=text,
        made=_day(record.get("Aanmaakdatum")),
        due=_day(record.get("DatumNakoming")),
        status=RegisterStatus(_meant("statuses", stated) or RegisterStatus.UNKNOWN),
        stated=stated,
        who=_line(record, "Naam"),
        role=_line(record, "Functie"),
        ministry=next((one for name in _ROLES if (one := ministry_of(_office(_line(record, name))))), None),
        activity=_line(record, "ActiviteitNummer") or _line(met, "Nummer") or None,
        subject=": ".join(one for one in about if one),
        held=_day(met.get("Datum")),
        letters=_letters(record),
    )


def _office(said: str) -> str:
    """A ministry's name as what it is the name of: the register gives it with and without 'ministerie van'."""
    return said if not said or ministry_of(said) else f"ministerie van {said}"


def read_motion(record: Mapping[str, Any]) -> RegisterMotion:
    """A record of Zaak. Raises SourceError for one that lacks what every motion has."""
    number = _line(record, "Nummer")
    if not _CASE.fullmatch(number) or record.get("Soort") != "Motie":
        raise SourceError(f"a motion without a proper Nummer or Soort ({number[:40]!r})")
    documents = [nr for one in _parts(record, "Document") if (nr := _number(one.get("Volgnummer")))]
    nr = next(iter(documents), None) or _number(record.get("Volgnummer"))
    dossier = next(iter(_dossiers(record)), None)
    decided = max(_decisions(record), key=lambda one: (one.final, moment(one.at)), default=None)
    guid, at = _common(record)
    return RegisterMotion(
        id=guid,
        changed=max([at, *(one.at for one in _decisions(record))], key=moment),
        number=number,
        subject=_line(record, "Onderwerp", _TEXT) or _line(record, "Titel", _TEXT),
        dossier=dossier,
        nr=str(nr) if nr and dossier else None,
        movers=_movers(record),
        date=_day(record.get("GestartOp")),
        outcome=decided.outcome if decided else MotionOutcome.UNDECIDED,
        stated=decided.stated if decided else "",
        vote=decided.vote if decided else None,
    )


READERS: Mapping[str, Callable[[Mapping[str, Any]], RegisterPromise | RegisterMotion]] = {
    PROMISES: read_promise,
    MOTIONS: read_motion,
}


def _common(record: Mapping[str, Any]) -> tuple[str, str]:
    """The id of a record and when it changed. Raises SourceError for one without."""
    guid, at = _line(record, "Id"), changed(dict(record))
    if not GUID.fullmatch(guid) or moment(at) == NO_MOMENT:
        raise SourceError(f"a record without a proper Id or ApiGewijzigdOp ({guid[:40]!r})")
    return guid.lower(), at


@dataclass(frozen=True, slots=True)
class _Decision:
    outcome: MotionOutcome
    stated: str
    at: str
    vote: Vote | None

    @property
    def final(self) -> bool:
        """A motion that is held may be voted on later."""
        return self.outcome is not MotionOutcome.HELD


def _decisions(record: Mapping[str, Any]) -> Iterator[_Decision]:
    for one in _parts(record, "Besluit"):
        stated, at = _line(one, "BesluitSoort"), changed(dict(one))
        outcome = _meant("outcomes", stated.rpartition("-")[2].strip())
        if outcome and one.get("Verwijderd") is not True:
            vote = _vote(_parts(one, "Stemming"), _line(one, "StemmingsSoort"))
            yield _Decision(MotionOutcome(outcome), stated, at if moment(at) != NO_MOMENT else "", vote)


def _vote(rows: list[dict[str, Any]], kind: str) -> Vote | None:
    """The seats for and against: one of a member, of a party all but those of members who vote by themselves."""
    by_name = _meant("votes", kind) == "by_name"
    seats: dict[str, int] = {"for": 0, "against": 0}
    parties: dict[str, list[str]] = {"for": [], "against": []}
    alone: dict[str, int] = {}
    members = [one for one in rows if one.get("Persoon_Id")]
    for one in members:
        party = _line(one, "ActorFractie")
        alone[party] = alone.get(party, 0) + 1
    for one in rows:
        side, party = _meant("votes", _line(one, "Soort")), _line(one, "ActorFractie")
        if side not in seats:
            continue
        if one.get("Persoon_Id"):
            seats[side] += 1
        else:
            seats[side] += max((_number(one.get("FractieGrootte")) or 0) - alone.get(party, 0), 0)
            parties[side] += [party] if party else []
    if not seats["for"] and not seats["against"]:
        return None
    return Vote(
        seats_for=seats["for"],
        seats_against=seats["against"],
        parties_for=sorted(set(parties["for"]))[:_MANY],
        parties_against=sorted(set(parties["against"]))[:_MANY],
        by_name=by_name,
    )


def _movers(record: Mapping[str, Any]) -> list[str]:
    """Who moved it: *C. Boer (ABC)*."""
    found = []
    for one in _parts(record, "ZaakActor"):
        if "indiener" in _line(one, "Relatie").lower() and (name := _line(one, "ActorNaam")):
            party = _line(one, "ActorFractie")
            found.append(f"{name} ({party})" if party not in ("", name) else name)
    return list(dict.fromkeys(found))[:_MANY]


def _letters(record: Mapping[str, Any]) -> list[RegisterLetter]:
    told = record.get("KamerbriefNakoming")
    if isinstance(told, str):
        return [RegisterLetter(document=_cut(told, _LINE))] if _cut(told, _LINE) else []
    found = []
    for one in _parts(record, "KamerbriefNakoming"):
        nr, dossier = _number(one.get("Volgnummer")), next(iter(_dossiers(one)), None)
        letter = RegisterLetter(
            document=_line(one, "DocumentNummer") or None,
            dossier=dossier,
            nr=str(nr) if nr and dossier else None,
            date=_day(one.get("Datum")),
            title=_line(one, "Onderwerp"),
        )
        found += [letter] if letter.name else []
    return sorted(found[:_MANY], key=lambda one: (str(one.date or ""), one.name))


def _dossiers(record: Mapping[str, Any]) -> list[str]:
    found = []
    for one in _parts(record, "Kamerstukdossier"):
        number, added = _number(one.get("Nummer")), _line(one, "Toevoeging")
        name = f"{number}-{added}" if added and not added.startswith("(") else str(number or "")
        found += [name] if _DOSSIER.fullmatch(name) else []
    return found[:_MANY]


def _parts(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The related records; one where the server gives one and no list."""
    held = record.get(name)
    listed = held if isinstance(held, list) else [held]
    return [one for one in listed if isinstance(one, dict) and one.get("Verwijderd") is not True]


@cache
def _words(table: str) -> dict[str, str]:
    return {word: value for value, words in load("register")[table].items() for word in words}


def _meant(table: str, stated: str) -> str | None:
    """The value that a word of the register stands for."""
    return _words(table).get(stated.lower())


def _line(record: Mapping[str, Any], name: str, most: int = _LINE) -> str:
    value = record.get(name)
    return _cut(value, most) if isinstance(value, str) else ""


def _cut(text: str, most: int) -> str:
    plain = " ".join(without_steering(printable(text[: 4 * most])).split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**6 else None


def _day(value: object) -> datetime.date | None:
    """A day; the register writes 1 January of the year 1 where it has none."""
    try:
        day = datetime.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
    return day if day and day.year > 1800 else None
