"""Wordings by which a later letter comes back to an earlier one, each in two short letters."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.annotate import annotate
from kamerbrief.contract.followed import LetterLink, Sign
from kamerbrief.following.digest import digest_of
from kamerbrief.following.likely import coming, days_over
from kamerbrief.following.model import Digest, may_relate
from kamerbrief.following.pairs import linked
from kamerbrief.following.parts import Parts
from kamerbrief.following.words import Telling, named_things, names_of
from kamerbrief.pipeline import extract_bytes
from tests.following.letters import printed

_TITLE = "Stille nachten langs de Waal"
_TODAY = datetime.date(2025, 2, 12)


def _digest(name: str, text: str) -> Digest:
    return digest_of(name, extract_bytes(text.encode(), name=f"{name}.txt").model_dump(mode="json"))


def _links(earlier: str, later: str) -> list[LetterLink]:
    return linked([_digest("earlier", earlier), _digest("later", later)])["later"].links


def _two(earlier: str, later: str) -> list[LetterLink]:
    """The links between a letter of March 2024 and one of February 2025."""
    return _links(printed(4, "4 maart 2024", "2023-2024", earlier), printed(15, "12 februari 2025", "2024-2025", later))


def _met(links: list[LetterLink], kind: str, later: str, earlier: str) -> list[LetterLink]:
    return [
        one
        for one in links
        if one.kind == kind and later in one.later.evidence.text and earlier in one.earlier.evidence.text
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "promise", "kept", "sign"),
    [
        (
            "Vanaf 1 januari 2025 hangt het waterpeil van elke sluis op borden bij de steigers.",
            "Het waterpeil van elke sluis is sinds januari te lezen op de borden bij de steigers.",
            "Vanaf 1 januari 2025",
            "sinds januari",
            Sign.DONE_THEN,
        ),
        (
            "Uiterlijk 1 november 2024 publiceer ik de subsidieregeling voor dijkbeheerders.",
            "De subsidieregeling voor dijkbeheerders is op 17 oktober 2024 gepubliceerd.",
            "publiceer ik",
            "17 oktober 2024",
            Sign.DONE_THEN,
        ),
        (
            "De motie over daken (Kamerstuk 39 001, nr. 2) is ruim. In de brief leest u hoe ik de motie uitvoer.",
            "De motie (Kamerstuk 39 001, nr. 2) is met gemeenten besproken. Hiermee beschouw ik de motie als afgedaan.",
            "leest u hoe ik de motie uitvoer",
            "motie als afgedaan",
            Sign.SAME_NUMBER,
        ),
    ],
    ids=["since a day", "same verb", "motion"],
)
def test_a_promise_is_kept_in_other_words(earlier: str, later: str, promise: str, kept: str, sign: Sign) -> None:
    links = _two(earlier, later)
    met = _met(links, "keeps", kept, promise)
    assert len(met) == 1, links
    assert sign in met[0].signs


@pytest.mark.parametrize(
    ("earlier", "later", "promise", "kept", "sign"),
    [
        (
            "De kades zijn oud. In februari 2025 hoort u opnieuw van mij.",
            "Vooraf praat ik u bij over de kades. De schade aan de muren is groot.",
            "hoort u opnieuw",
            "praat ik u bij",
            Sign.OPENS_ON_TIME,
        ),
        (
            "De kades zijn oud. Op 3 februari 2025 wordt het contract met de aannemer getekend.",
            "De schade aan de muren is groot. De overeenkomst is op 3 februari tot stand gekomen.",
            "contract met de aannemer",
            "overeenkomst is op 3 februari",
            Sign.SAME_DATE,
        ),
    ],
    ids=["the letter itself", "its day, and another word for it"],
)
def test_a_promise_is_kept_without_its_words(earlier: str, later: str, promise: str, kept: str, sign: Sign) -> None:
    met = _met(_two(earlier, later), "keeps", kept, promise)
    assert len(met) == 1
    assert sign in met[0].signs


def test_letters_are_found_by_the_names_of_programmes_and_not_of_bodies() -> None:
    told = "Het programma Veilige Oevers loopt; over het Huis van de Rivier adviseert de Raad van State."
    assert named_things(told) == ("veilige oevers", "huis van de rivier")
    letter = _digest("letter", printed(4, "4 maart 2024", "2023-2024", told))
    assert may_relate(letter.keys(), frozenset({"thing EZ veilige oevers"}))


def test_what_is_put_off_is_not_kept_by_a_day() -> None:
    links = _two(
        "Vanaf 1 januari 2025 hangt het waterpeil van elke sluis op borden bij de steigers.",
        "Het waterpeil van elke sluis zou sinds januari op de borden bij de steigers hangen. Dat is niet gelukt.",
    )
    assert not _met(links, "keeps", "", "")


@pytest.mark.parametrize(
    ("earlier", "later", "kept"),
    [
        ("In 2025 laat ik een kaart van de dijken maken.", "De kaart van de dijken is in januari gemaakt.", True),
        ("In 2025 laat ik een kaart van de dijken maken.", "De kaart van de dijken is in januari niet gemaakt.", False),
        ("In 2025 laat ik een kaart van de dijken maken.", "De kaart van de dijken is vertraagd.", False),
        (
            "Ik zal in het najaar van 2024 onderzoeken of hekken langs de dijken helpen.",
            "Uit het onderzoek blijkt dat hekken langs de dijken niet helpen.",
            True,
        ),
    ],
    ids=["done", "not done", "put off", "found not to help"],
)
def test_what_keeps_a_promise(earlier: str, later: str, kept: bool) -> None:
    assert bool(_met(_two(earlier, later), "keeps", "", "")) is kept


_REACTION = (
    'Met deze brief reageer ik op het rapport "Water en wal" van de Inspectie Waterkeringen. De inspectie doet twee '
    "aanbevelingen.\n\nAanbeveling 1: zet hekken langs de dijken. Ik neem deze aanbeveling over.\n\n"
    "Aanbeveling 2: keur de sluizen elk jaar. Deze aanbeveling neem ik niet over."
)


@pytest.mark.parametrize(
    ("later", "advice", "named"),
    [
        ("De inspectie vroeg meer. Langs de dijken staan sinds mei hekken.", "zet hekken langs de dijken", True),
        ("Langs de dijken staan sinds mei hekken.", "zet hekken langs de dijken", False),
        (
            "De sluizen keur ik elk jaar. Aan deze aanbeveling van de inspectie is voldaan.",
            "keur de sluizen elk jaar",
            True,
        ),
        ("De tweede aanbeveling van de inspectie voer ik nu uit.", "keur de sluizen elk jaar", True),
        ("De eer\u017fte aanbeveling van de inspectie voer ik nu uit.", "zet hekken langs de dijken", True),
        ("De onderwijsinspectie vroeg meer. Langs de dijken staan sinds mei hekken.", "zet hekken", False),
        ("De inspectie van het onderwijs vroeg meer. Langs de dijken staan sinds mei hekken.", "zet hekken", False),
    ],
    ids=["other words", "nobody named", "this advice", "ordinal", "old print", "part of a word", "another inspection"],
)
def test_advice_comes_back(later: str, advice: str, named: bool) -> None:
    (link,) = _met(_two(_REACTION, later), "returns", "", advice)
    assert (Sign.SAME_REPORT in link.signs) is named


def test_what_is_about_another_thing_is_no_advice_that_comes_back() -> None:
    later = "De inspectie vroeg meer. De kademuren van drie havens zijn in mei schoongemaakt."
    assert not [one for one in _two(_REACTION, later) if one.kind == "returns"]


@pytest.mark.parametrize(
    ("later", "now", "then"),
    [
        (
            "Voor de aanleg van kabels was € 12 miljoen gereserveerd. Ik verlaag dit bedrag met € 2 miljoen.",
            "€ 2 miljoen",
            "€ 12 miljoen",
        ),
        ("De aanleg van kabels kost geen € 12 miljoen maar € 13 miljoen.", "€ 13 miljoen", "€ 12 miljoen"),
    ],
    ids=["this sum", "not but"],
)
def test_a_sum_that_is_changed_is_the_one_named_before_it(later: str, now: str, then: str) -> None:
    earlier = "Voor de aanleg van kabels is € 12 miljoen gereserveerd. Voor de aanleg van wegen is dat € 13,5 miljoen."
    links = _two(earlier, later)
    moved = [one for one in links if one.kind == "moves_money"]
    assert [(one.later.evidence.text, one.earlier.evidence.text) for one in moved] == [(now, then)]
    assert Sign.SAYS_FROM in moved[0].signs


@pytest.mark.parametrize(
    ("words", "cites"),
    [
        ("In mijn brief van maart heb ik de dijken beschreven.", True),
        ("De voortgangsbrief van maart 2024 ging over dijken.", True),
        ("In mijn brief van april heb ik de dijken beschreven.", False),
        ("De storm van maart heeft de dijken beschadigd.", False),
    ],
)
def test_a_letter_is_meant_by_its_month(words: str, cites: bool) -> None:
    earlier = printed(4, "4 maart 2024", "2023-2024", "De dijken zijn hoog genoeg.")
    later = printed(9, "28 juni 2024", "2023-2024", words)
    assert bool(_met(_links(earlier, later), "cites", "maart", "")) is cites


@pytest.mark.parametrize(
    ("words", "cites"),
    [
        ("In het plan Stille nachten langs de Waal schreef ik dat de sluizen open blijven.", True),
        ("Het plan Stille nachten langs de Waal is in trek bij bewoners.", False),
    ],
)
def test_a_letter_is_meant_by_its_title(words: str, cites: bool) -> None:
    earlier = printed(4, "4 maart 2024", "2023-2024", "De sluizen blijven open.").replace("Zonneweides", _TITLE)
    later = printed(9, "28 juni 2024", "2023-2024", words)
    assert bool(_met(_links(earlier, later), "cites", _TITLE, "")) is cites


_FIRST = "Dit is de eerste voortgangsrapportage over de dijken."
_SECOND = "Dit is de tweede voortgangsrapportage over de dijken."


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("Sinds de vorige voortgangsrapportage is er gebouwd.", ["second"]),
        ("In mijn vorige brief schreef ik over hekken.", ["between"]),
        ("In de eerste voortgangsrapportage stond het net.", ["first"]),
        ("In mijn brief van het voorjaar van 2024 stond het net.", ["first"]),
        ("In de vorige zomer is er gebouwd.", []),
        ("De vierde voortgangsrapportage verschijnt in 2026.", []),
    ],
)
def test_a_letter_is_meant_by_its_place_among_several(words: str, cited: list[str]) -> None:
    texts = {
        "first": printed(4, "4 april 2024", "2023-2024", _FIRST),
        "second": printed(9, "28 oktober 2024", "2024-2025", _SECOND),
        "between": printed(12, "2 december 2024", "2024-2025", "De hekken langs de dijken zijn hoog genoeg."),
        "later": printed(15, "12 februari 2025", "2024-2025", words),
    }
    for order in (list(texts), list(texts)[::-1]):
        made = linked(_digest(name, texts[name]) for name in order)
        assert [one.earlier.letter for one in made["later"].links if one.kind == "cites"] == cited


def test_the_previous_letter_is_the_one_that_is_cited_by_its_day() -> None:
    texts = {
        "first": printed(4, "4 april 2024", "2023-2024", _FIRST),
        "second": printed(9, "28 oktober 2024", "2024-2025", _SECOND),
        "later": printed(
            15,
            "12 februari 2025",
            "2024-2025",
            "In mijn brief van 28 oktober stond het net. Bij de vorige brief zat een kaart.",
        ),
    }
    made = linked(_digest(name, text) for name, text in texts.items())
    assert [one.earlier.letter for one in made["later"].links if one.kind == "cites"] == ["second"]


@pytest.mark.parametrize(
    ("text", "due", "told"),
    [
        ("Vanaf 1 juli 2025 geldt een lager tarief.", "Vanaf 1 juli 2025", False),
        ("In de volgende brief leest u de uitkomst.", None, True),
        ("De minister van Financiën meldt u voor 1 juli 2025 de uitkomst.", None, False),
        ("Vanaf 1 juli 2025 geldt geen lager tarief.", None, False),
        ("Vanaf 1 juli 2024 geldt een lager tarief.", None, False),
        ("Geldt vanaf 1 juli 2025 een lager tarief?", None, False),
    ],
)
def test_what_is_to_come(text: str, due: str | None, told: bool) -> None:
    time, to_chamber, _ = coming(text, _TODAY)
    assert (time.text if time else None, to_chamber) == (due, told)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("De proef is op 3 december 2024 gestart.", datetime.date(2024, 12, 3)),
        ("In november heb ik de gemeenten gesproken.", datetime.date(2024, 11, 1)),
        ("De proef start op 3 december 2025.", None),
        ("Op 5 januari 2025 heb ik u een brief gestuurd.", None),
    ],
)
def test_when_a_thing_was_done(text: str, first: datetime.date | None) -> None:
    days = days_over(text, annotate(text), _TODAY, {datetime.date(2025, 1, 5)})
    assert [begin for begin, _ in days] == ([first] if first else [])


def _of_ministry(name: str, day: str, body: str) -> str:
    return f"""Ministerie van {name}

De voorzitter van de Tweede Kamer der Staten-Generaal

Datum {day}
Betreft Oeverpaden langs de Linge

Geachte voorzitter,

{body}

De minister van {name}
"""


@pytest.mark.parametrize(
    ("ministry", "found"), [("Landbouw, Visserij, Voedselzekerheid en Natuur", True), ("Defensie", False)]
)
def test_a_ministry_keeps_what_the_one_before_it_promised(ministry: str, found: bool) -> None:
    earlier = _of_ministry(
        "Landbouw, Natuur en Voedselkwaliteit",
        "4 maart 2024",
        "Uiterlijk 1 september 2024 publiceer ik de subsidieregeling voor oeverpaden langs de Linge.",
    )
    later = _of_ministry(
        ministry,
        "12 februari 2025",
        "De subsidieregeling voor oeverpaden langs de Linge is op 20 augustus 2024 gepubliceerd.",
    )
    assert bool(_met(_links(earlier, later), "keeps", "20 augustus", "publiceer ik")) is found


def test_what_is_promised_every_year_is_kept_every_year() -> None:
    first = printed(4, "4 maart 2024", "2023-2024", "Elk jaar stuur ik u in het najaar de telling van zwaluwen.")
    second = printed(8, "7 november 2024", "2024-2025", "Hierbij ontvangt u de telling van zwaluwen.")
    third = printed(15, "6 november 2025", "2025-2026", "Hierbij ontvangt u de telling van zwaluwen over dit jaar.")
    made = linked([_digest("first", first), _digest("second", second), _digest("third", third)])
    for name in ("second", "third"):
        assert _met(made[name].links, "keeps", "Hierbij", "Elk jaar")


def test_a_part_of_a_letter_is_near_the_part_on_the_same_subject() -> None:
    baths, halls = "De wachtlijsten voor zwemles zijn lang.", "Het dak van oudere sporthallen is zwak."
    both = "In het voorjaar van 2024 laat ik dat onderzoeken."
    earlier = _digest("a", printed(4, "4 maart 2024", "2023-2024", f"{baths} {both}\n\n{halls} {both}"))
    later = _digest("b", printed(9, "7 mei 2025", "2024-2025", f"{halls} Het is bekeken.\n\n{baths} Dat is bekeken."))
    places = [place for place, one in enumerate(earlier.passages) if one.words.text == both]
    parts = Parts(Telling(later, earlier), earlier.passages, places, later.passages, lambda one: one.words.block)
    near = [[parts.near(earlier.passages[place], one)[0] for one in later.passages] for place in places]
    wanted = ["wachtlijsten", "dak"]
    for row, word in zip(near, wanted, strict=True):
        best = later.passages[row.index(max(row))].words.text
        assert word in best


def test_names_are_words_with_a_capital_that_are_no_first_words() -> None:
    told = "Met Brandweer Nederland en het RIVM spreek ik in Heerlen; de Kamer hoort dat."
    assert names_of(told) == ("brandweer", "rivm", "heerlen")


@pytest.mark.parametrize(
    ("author", "later"),
    [
        ("Adviesraad Oeverbeheer", "De raad vroeg meer. Langs de dijken staan sinds mei hekken."),
        ("Commissie Veilige Oevers", "De commissie vroeg meer. Langs de dijken staan sinds mei hekken."),
        ("Raad voor Oevers en Water (ROW)", "Het ROW vroeg meer. Langs de dijken staan sinds mei hekken."),
    ],
)
def test_an_author_is_known_by_the_sort_of_body_or_a_short_name(author: str, later: str) -> None:
    advised = (
        f"Met deze brief reageer ik op het rapport van de {author}. De {author} doet twee aanbevelingen.\n\n"
        "Aanbeveling 1: zet hekken langs de dijken. Ik neem deze aanbeveling over.\n\n"
        "Aanbeveling 2: keur de sluizen elk jaar. Deze aanbeveling neem ik niet over."
    )
    (met,) = _met(_two(advised, later), "returns", "staan sinds mei hekken", "zet hekken langs de dijken")
    assert Sign.SAME_REPORT in met.signs
    (bare,) = _met(_two(advised, "Langs de dijken staan sinds mei hekken."), "returns", "", "zet hekken")
    assert Sign.SAME_REPORT not in bare.signs


_MOTION = "De Kamer heeft een motie aangenomen over hekken langs de dijk (Kamerstuk 36 600, nr. 21)."


@pytest.mark.parametrize(
    ("words", "dealt"),
    [
        ("Aan de motie (Kamerstuk 36 600, nr. 21) kan ik daarom geen uitvoering geven.", True),
        ("Zo is gevolg gegeven aan de motie (Kamerstuk 36 600, nr. 21).", True),
        ("Daarmee voer ik de motie over hekken (Kamerstuk 36 600, nr. 21) onverkort uit.", True),
        ("Aan de motie (Kamerstuk 36 600, nr. 21) wil ik volgend jaar uitvoering geven.", False),
        ("Over de motie (Kamerstuk 36 600, nr. 21) spreek ik nog. De gemeenten volgen dit voorbeeld.", False),
    ],
)
def test_a_motion_is_dealt_with_by_what_is_done_with_it_or_refused(words: str, dealt: bool) -> None:
    assert bool(_met(_two(_MOTION, words), "answers", "", "motie aangenomen")) is dealt


def test_a_letter_is_meant_by_its_reference_in_brackets() -> None:
    head = "Ministerie van Infrastructuur en Waterstaat\nAan de Voorzitter van de Tweede Kamer\n"
    said = "Langs de Waal grazen schapen achter hekken van hout, tot aan de sluizen bij Tiel."
    earlier = f"{head}Datum 4 maart 2024\nBetreft Agenda dijken\nOns kenmerk IENW-1190442-31\n\n{said}\n"
    later = f"{head}Datum 12 februari 2025\nBetreft Dijken\n\nDat stond in de agenda (IENW-1190442-31). {said}\n"
    (link,) = [one for one in _links(earlier, later) if one.kind == "cites"]
    assert (link.later.evidence.text, link.probability) == ("IENW-1190442-31", 1)


def test_questions_about_a_letter_are_answered_where_the_opening_says_so() -> None:
    asked = "De vaste commissie heeft op 11 januari vragen gesteld over mijn brief van 4 maart 2024."
    said = "Hieronder vindt u de antwoorden"
    assert len(_met(_two("De dijken zijn hoog genoeg.", f"{asked} {said}."), "answers", said, "")) == 1
