"""Motions by their movers and with their own numbers."""

from __future__ import annotations

import pytest

from tests.facts.references.test_references import references


def motions(text: str, *footnotes: str) -> list[tuple[str | None, str | None]]:
    """Movers and number of each motion."""
    return [(one.title, one.number) for one in references(text, *footnotes) if one.kind == "motion"]


@pytest.mark.parametrize(
    ("text", "movers", "number"),
    [
        ("De motie van de leden Jansma en De Wit verzoekt dit.", "Jansma en De Wit", None),
        ("de motie van het lid Van der Veen c.s. (Kamerstuk 31 532, nr. 44)", "Van der Veen c.s.", "31532-44"),
        ("de motie-Dijkhof c.s.", "Dijkhof c.s.", None),
        ("De moties-Mulder/Aalbers zijn uitgevoerd.", "Mulder/Aalbers", None),
        ("in reactie op de motie Pietersen/Oud", "Pietersen/Oud", None),
        ("de gewijzigde motie van het lid Özdemir (PvdZ) over kades", "Özdemir", None),
        (
            "motie van de leden Kuik, Bos-Meijer en El Amrani over tarieven (Kamerstuk 36 410, nr. 71)",
            "Kuik, Bos-Meijer en El Amrani",
            "36410-71",
        ),
        ("de motie van het Kamerlid De Hoop", "De Hoop", None),
        ("Motie van de leden Van 't Hof en Smit", "Van 't Hof en Smit", None),
        ("Motie nr. 51 van de leden Jansma en Smit", "Jansma en Smit", None),
    ],
)
def test_motions_by_their_movers(text: str, movers: str, number: str | None) -> None:
    motion = references(text)[0]
    assert (motion.kind, motion.title, motion.number) == ("motion", movers, number)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Uw Kamer heeft een motie met betrekking tot het varend erfgoed aangenomen.",
            "met betrekking tot het varend erfgoed",
        ),
        ("De motie voor het aanleggen van loopbruggen is ingediend.", "voor het aanleggen van loopbruggen"),
        ("De motie inzake de pontveren, die in mei is aangenomen,", "inzake de pontveren"),
        (
            "een motie die de regering verzoekt om een plan voor de pontveren",
            "die de regering verzoekt om een plan voor de pontveren",
        ),
        (
            "de motie waarin uw Kamer mij heeft gevraagd de sluis te openen.",
            "waarin uw Kamer mij heeft gevraagd de sluis te openen",
        ),
    ],
)
def test_a_motion_without_movers_is_told_by_its_subject(text: str, subject: str) -> None:
    motion = references(text)[0]
    said = "motie" if subject.startswith(("die", "waarin")) else f"motie {subject}"
    assert (motion.kind, motion.title, motion.evidence.text) == ("motion", subject, said)


@pytest.mark.parametrize(
    "text", ["Ik voer de motie voor het zomerreces uit.", "de motie die vorige week is aangenomen"]
)
def test_when_a_motion_was_or_is_done_is_not_its_subject(text: str) -> None:
    assert motions(text) == []


def test_a_motion_takes_its_number_from_its_footnote() -> None:
    motion, paper = references("Hiermee is de motie Bakker/Steen[1] uitgevoerd.", "Kamerstuk 35 925, nr. 60")
    assert (motion.title, motion.number, paper.number) == ("Bakker/Steen", "35925-60", "35925-60")


@pytest.mark.parametrize("text", ["De motie is aangenomen.", "Met deze motie verzoekt de Kamer", "motieven van Jansen"])
def test_a_motion_without_movers_is_no_reference(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "movers"),
    [
        ("de motie-Anna Pietersen c.s. over kades", "Anna Pietersen c.s."),
        ("de motie-Jan de Wit/Bosman", "Jan de Wit/Bosman"),
        ("de motie Karsten-Van Hoorn c.s.", "Karsten-Van Hoorn c.s."),
        ("de motie van het lid Anna van der Veen (PvdZ)", "Anna van der Veen"),
        ("de motie Bakker van de SP", "Bakker"),
        ("de motie-Bakker (GroenLinks-PvdA) en de brief", "Bakker"),
        ("motie van de leden Van Hoorn (AB), Vos (CD) en Kip (50PLUS) c.s.", "Van Hoorn, Vos en Kip c.s."),
        ("de motie van het lid Vos en van het lid Kip", "Vos en van het lid Kip"),
        ("de motie-Bakker Kamerstuk volgt", "Bakker"),
    ],
)
def test_names_of_movers_are_whole(text: str, movers: str) -> None:
    assert [title for title, _ in motions(text)] == [movers]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("de motie-Bakker (Kamerstuk 31305-410)", [("Bakker", "31305-410")]),
        ("de motie van de leden Vos en De Wit (36600-XII-52)", [("Vos en De Wit", "36600-XII-52")]),
        ("de moties-Vos en -Kip (Kamerstuk 36 600 XII, nrs. 4 en 5)", [("Vos", "36600-XII-4"), ("Kip", "36600-XII-5")]),
        (
            "de moties-Vos, -Kip en -Van Hoorn (Kamerstuk 31 305, nrs. 3 t/m 5)",
            [("Vos", "31305-3"), ("Kip", "31305-4"), ("Van Hoorn", "31305-5")],
        ),
        ("de moties Vos/Kip en Kip/Vos zijn uitgevoerd", [("Vos/Kip", None), ("Kip/Vos", None)]),
        (
            "de motie-Vos c.s. en de nader gewijzigde motie-Kip (35 925, nr. 27)",
            [("Vos c.s.", None), ("Kip", "35925-27")],
        ),
        (
            "de motie van het lid Vos (AB) en de motie van het lid Kip (CD) (Kamerstuk 31 305, nrs. 3 en 4)",
            [("Vos", "31305-3"), ("Kip", "31305-4")],
        ),
        (
            "de moties van het lid Vos (Kamerstuk 31 305, nr. 3) en het lid Kip (Kamerstuk 31 305, nr. 4)",
            [("Vos", "31305-3"), ("Kip", "31305-4")],
        ),
        ("de motie-Vos over geluid (AB) langs het spoor (31 305, nr. 9)", [("Vos", "31305-9")]),
        ("De motie-Vos is aangenomen. Dat staat in de nota (Kamerstuk 31 305, nr. 3).", [("Vos", None)]),
        ("Na de motie-Vos schreef ik een brief (Kamerstuk 31 305, nr. 3).", [("Vos", None)]),
        ("de aangenomen motie over de haven (Kamerstuk 31 305, nr. 3)", [("over de haven", "31305-3")]),
        ("naar aanleiding van de motie stuurde ik een brief (Kamerstuk 31 305, nr. 3)", []),
    ],
)
def test_each_motion_has_its_own_number(text: str, found: list[tuple[str | None, str | None]]) -> None:
    assert motions(text) == found


def test_motions_take_their_numbers_from_their_own_footnotes() -> None:
    text = "De moties van het lid Vos (AB) c.s.[1] en het lid Kip (CD)[2] zijn uitgevoerd."
    notes = ("Kamerstuk 35 925-XIV, nr. 104", "Zie ook Kamerstuk 33 576, nr. 276")
    assert motions(text, *notes) == [("Vos c.s.", "35925-XIV-104"), ("Kip", "33576-276")]


def test_a_motion_without_movers_has_its_number_behind_its_subject() -> None:
    text = "Kent u de motie die de regering vraagt om zich in te spannen voor nieuw onderzoek naar haven en kade?[1]"
    assert [number for _, number in motions(text, "Kamerstuk 31 305, nr. 98 (https://example.org/98)")] == ["31305-98"]
    assert motions("Na de motie is er door ons veel gedaan. Dat is een feit.[1]", "Kamerstuk 31 305, nr. 98") == []


def test_two_motions_share_a_footnote() -> None:
    text = "de moties van de leden Van Hoorn en Vos en van het lid Kip c.s.[1]"
    note = "Kamerstukken 34 682, nr. 135 en 35 334, nr. 309"
    assert motions(text, note) == [("Van Hoorn en Vos", "34682-135"), ("Kip c.s.", "35334-309")]


def test_a_footnote_that_tells_of_something_else_gives_no_number() -> None:
    note = "Dat onderzoek is eerder aangekondigd in de voortgangsbrief over havens, Kamerstuk 34 682, nr. 135."
    assert motions("de motie-Vos[1] is uitgevoerd", note) == [("Vos", None)]
