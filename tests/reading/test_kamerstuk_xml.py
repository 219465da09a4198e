"""Kamerstuk XML: the same facts as in other formats."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.errors import ReadError
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes

LETTER = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="x" content="y"/></metadata><kamerstuk>
<kamerstukkop><tekstregel>Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>31 409</dossiernr></dossiernummer><titel>Zee- en binnenvaart</titel></dossier>
<stuk><stuknr>Nr. <ondernummer>512</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER VAN DEFENSIE</titel>
<datumtekst isodatum="2025-03-04">Den Haag, 4 maart 2025</datumtekst>
<algemeen><vrije-tekst><tekst>
<al>Voor de kade is € 12 miljoen nodig<noot id="n1"><noot.nr>1</noot.nr>
<noot.al>Prijspeil 2025.</noot.al></noot>, waarvan
«ten minste» € 2 miljoen in 2026.</al>
<tussenkop>Planning</tussenkop>
<lijst><li><li.nr>1.</li.nr><al>De bouw start in 2026.</al></li>
<li><li.nr>–</li.nr><al>De sloop volgt.</al></li></lijst>
<divisie><kop><nr>2</nr><titel>Kosten</titel></kop>
<table><title>Tabel 1: Kosten (x € 1 mln.)</title><tgroup cols="3">
<colspec colname="c1"/><colspec colname="c2"/><colspec colname="c3"/>
<thead><row><entry colname="c1" morerows="1">Post</entry><entry namest="c2" nameend="c3">Raming</entry></row>
<row><entry colname="c2">2026</entry><entry colname="c3">2027</entry></row></thead>
<tbody><row><entry>Kade</entry><entry>2,0</entry><entry>10,0</entry></row></tbody></tgroup></table>
</divisie>
<ondertekening><functie>De Minister van Defensie,</functie><naam>R.P. Brekelaar</naam></ondertekening>
</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"""


def test_kamerstuk_gives_blocks_notes_and_tables() -> None:
    letter = read_bytes(LETTER.encode(), "kst-31409-512.xml")
    shown = [(block.kind.value, letter.text_of(block)) for block in letter.blocks if block.kind is not BlockKind.CELL]
    assert ("heading", "Planning") in shown
    assert ("heading", "2 Kosten") in shown
    assert ("list_item", "1. De bouw start in 2026.") in shown
    assert ("list_item", "• De sloop volgt.") in shown
    assert ("footnote", "[1] Prijspeil 2025.") in shown
    assert "nodig[1], waarvan «ten minste» € 2 miljoen" in letter.text
    table = letter.tables[0]
    assert (table.rows, table.columns, table.header_rows) == (3, 3, 2)
    assert table.at(1, 0) is table.at(0, 0)
    assert letter.block(table.caption or "").kind is BlockKind.CAPTION


def test_kamerstuk_gives_facts() -> None:
    facts = extract_letter(read_bytes(LETTER.encode(), "kst-31409-512.xml"), load_model())
    values = [amount.value for amount in facts.amounts]
    assert values[:2] == [Decimal(12_000_000), Decimal(2_000_000)]
    assert Decimal(10_000_000) in values
    assert facts.letter.dossier is not None
    assert (facts.letter.dossier.number, facts.letter.dossier.nr) == ("31409", "512")
    assert facts.letter.id == "kst-31409-512"
    assert str(facts.letter.date) == "2025-03-04"
    assert [(s.name, s.ministry) for s in facts.letter.senders] == [("R.P. Brekelaar", "DEF")]


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><kamerstuk>&a;</kamerstuk>',
        b'<?xml version="1.0"?><kamerstuk><al>afgebroken',
    ],
)
def test_hostile_or_damaged_xml_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_bytes(data, "slecht.xml")


def test_nesting_without_end_is_refused() -> None:
    data = b"<kamerstuk>" + b"<divisie>" * 230 + b"</divisie>" * 230 + b"</kamerstuk>"
    with pytest.raises(ReadError):
        read_bytes(data, "diep.xml")


@pytest.mark.parametrize("name", ["titel", "kop", "caption"])
def test_a_table_is_named_by_whatever_stands_before_its_cells(name: str) -> None:
    letter = read_bytes(
        LETTER.replace("<table><title>", f"<table><{name}>").replace("</title>", f"</{name}>").encode(), "k.xml"
    )
    assert letter.text_of(letter.block(letter.tables[0].caption or "")) == "Tabel 1: Kosten (x € 1 mln.)"
    assert not letter.warnings
