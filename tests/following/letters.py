"""A few short letters of two ministries, as text, and the store that they make."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kamerbrief.contract import Extraction
from kamerbrief.pipeline import extract_bytes
from kamerbrief.store import Store

_HEAD = """Tweede Kamer der Staten-Generaal

Vergaderjaar {session}

39 001   {dossier}

Nr. {nr}   BRIEF VAN DE MINISTER VAN ECONOMISCHE ZAKEN

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, {day}

"""
_FOOT = "\n\nDe Minister van Economische Zaken\n"


def printed(nr: int, day: str, session: str, body: str) -> str:
    """A letter in official print, of the dossier that all of them are of."""
    return _HEAD.format(session=session, nr=nr, day=day, dossier="Zonneweides") + body + _FOOT


TEXTS = {
    "start": printed(
        4,
        "4 maart 2024",
        "2023-2024",
        "Met het programma Zonneweides wil ik stroom opwekken op dijken en bermen.\n\n"
        "Voor het programma Zonneweides is in 2025 € 37,5 miljoen beschikbaar. Voor de aanleg van kabels is in 2025 "
        "een bedrag van € 12 miljoen gereserveerd.\n\n"
        "Voor de zomer van 2024 stuur ik uw Kamer een kaart van de dijken die geschikt zijn. In het najaar van 2024 "
        "zal ik uw Kamer informeren over de uitkomsten van het onderzoek naar weidevogels.",
    ),
    "kaart": printed(
        9,
        "28 juni 2024",
        "2023-2024",
        "Hierbij ontvangt u de kaart van de dijken die geschikt zijn, zoals ik heb toegezegd in mijn brief van "
        "4 maart jl. (Kamerstuk 39 001, nr. 4).\n\n"
        "Het onderzoek naar weidevogels heeft vertraging. Anders dan ik eerder schreef zal ik uw Kamer in het "
        "voorjaar van 2025 informeren over de uitkomsten van het onderzoek naar weidevogels.\n\n"
        "Voor het programma Zonneweides is in 2025 nog steeds € 37,5 miljoen beschikbaar.",
    ),
    "geld": printed(
        15,
        "12 februari 2025",
        "2024-2025",
        "Met deze brief informeer ik uw Kamer over de uitkomsten van het onderzoek naar weidevogels. De vogels "
        "blijken de panelen te mijden.\n\n"
        "Voor de aanleg van kabels is in 2025 een bedrag van € 14 miljoen gereserveerd.",
    ),
    "elders": """Ministerie van Sociale Zaken en Werkgelegenheid

De voorzitter van de Tweede Kamer der Staten-Generaal

Datum 1 februari 2025
Betreft Beschutte werkplekken
Ons kenmerk 2025-0000011111

Geachte voorzitter,

Hierbij ontvangt u de kaart van de werkplekken. Voor de werkplekken is in 2025 € 37,5 miljoen beschikbaar.

De minister van Sociale Zaken en Werkgelegenheid
""",
}


@cache
def letter(name: str) -> Extraction:
    """A letter as the program reads it."""
    return extract_bytes(TEXTS[name].encode(), name=f"{name}.txt")


def publish(store: Store, names: Iterable[str]) -> list[str]:
    """Publishes letters, and returns their ids in the store."""
    ids = []
    for name in names:
        found = letter(name)
        ids.append(store.name_of(found.letter.id))
        store.publish(ids[-1], found)
    return ids


def filled(root: Path, names: Iterable[str] = TEXTS) -> Store:
    """A store with letters."""
    store = Store(root)
    publish(store, names)
    return store
