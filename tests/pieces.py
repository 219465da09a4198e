"""Pieces of letters that look real, in any order and damaged in any way, for tests that nothing breaks a finder."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.lexicon import load
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder
from tests.letters import SOURCE

FUNCTIONS = [
    "De minister van", "De minister voor", "DE MINISTER VAN", "de staatssecretaris van", "Staatssecretaris",
    "minister-president, minister van", "De ministers van", "Ministerie van", "mede namens de minister van",
]  # fmt: skip
MINISTRIES = sorted({n for m in load("ministries")["ministry"] for key in ("names", "shorts") for n in m.get(key, [])})
NAMES = [
    "dr. A.B. de Vries",
    "IJ. van 't Hof",
    "M.E. van Oosterzee",
    "Sophie Hermans",
    "J.Z.C.M. Tielen",
    "(get.)",
    "w.g.",
]
HEADS = [
    "Ministerie van Volksgezondheid, Welzijn en Sport", "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal",
    "Postbus 20018", "2500 EA DEN HAAG", "Datum 12 maart 2025", "Datum: 3-4-2026", "Den Haag, 31 februari 2026",
    "Betreft Stand van zaken bruggen", "Onderwerp", "Ons kenmerk 2025Z01234", "Uw kenmerk: kst-31305-410",
    "Bijlage(n) 2", "36 600 XII Vaststelling van de begrotingsstaten voor het jaar 2026", "Nr. 12",
    "BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT", "Vergaderjaar 2024-2025", "Geachte voorzitter,",
    "www.rijksoverheid.nl/vws", "Pagina 1 van 12", "Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel 3",
]  # fmt: skip
SENTENCES = [
    "Het kabinet stelt in 2026 en 2027 respectievelijk € 5, € 6 en 7 miljoen beschikbaar, waarvan € 2 mln structureel.",
    "De kosten stijgen van € 12,5 miljoen tot € 1.250.000,- per jaar (x € 1.000), oftewel 12,5% meer dan in 2024.",
    "Tussen de € 10 en € 15 miljard, ca. 3 à 4 procent van het totaal, komt uit het Klimaatfonds (KF).",
    "De anderhalf miljoen euro daarvan is incidenteel; dat geld komt ten laste van de begroting van EZ en OCW.",
    "Samen is dat € 85 miljoen: € 35 mln, € 25 mln en € 10 mln, dus 82% van de € 104 miljoen.",
    "Ik zeg uw Kamer toe u voor de zomer van 2026, uiterlijk in het derde kwartaal, nader te informeren.",
    "Binnen zes weken, medio volgend jaar of eind mei stuur ik het eerste halfjaar de nota aan uw Kamer.",
    "De motie-Van der Plas c.s. (Kamerstuk 31305, nr. 410 t/m 412) en de toezegging TZ202504-012 zijn afgedaan.",
    "Tijdens het commissiedebat van 2 april jl. vroeg het lid Omtzigt naar artikel 3.2 van de Wet langdurige zorg.",
    "De Algemene Rekenkamer doet acht aanbevelingen: verbeter de planning, en neem twee maatregelen.",
    "Aanbeveling 3: zorg dat de regio's meer tijd krijgen.", "Deze aanbeveling neem ik deels over.",
    "Ik zie geen aanleiding om dit advies over te nemen, maar ik onderschrijf de analyse.",
    "Aanbevelingen 4 t/m 6 van het rapport Beter samen", "Reactie van het kabinet", "Bevindingen",
    "Het Nationaal Programma Schone Havens, de Subsidieregeling verduurzaming binnenvaart (SVB) en het programma Samen",
    "Voor het Deltafonds is dit bedrag € 13² miljoen of € 1½ miljard, min € 7 miljoen per huishouden.",
    "Dat is € 0,0552 per kWh, -/- 3,5 mln, US$ 5 million, ƒ 100 en 20260001234567 stuks.",
    "In de periode 2026-2028, vanaf 2027, t/m 2030 e.v. en in 2025/2026 daalt dit met 1,5 procentpunt.",
]  # fmt: skip
CELLS = [
    "", "2025", "2026*", "2027 e.v.", "struc.", "Totaal", "Subtotaal", "w.v. wegen", "waarvan", "Uitgaven",
    "Budget mln", "(x € 1 mln)", "Aanbeveling", "Overgenomen?", "Ja", "deels", "12", "12,5", "-3", "(750)", "100-",
    "3 à 4", "< 2", "p.m.", "nihil", "–", "1.250", "€ 5", "€ 2 mln", "45%", "Zaaknummer", "20260001234567", "2 0 2 6",
    "max. 8", "Programma", "Klimaatfonds", "-23.5 mln", "13 1)", "8¹", "1,0\n2,0", "Artikel 12 Wegen",
    "(1)", "(3)=(1)+(2)",
]  # fmt: skip
#: What a damaged letter may have in a letter's place.
_ODD = [
    "",
    "",
    "",
    " ",
    "\n",
    "\t",
    "\u00ad",
    "\u200b",
    "İ",
    "ſ",
    "²",
    "½",
    "€",
    "[1]",
    "ﬁ",
    "\u0301",
    ".",
    ",",
    "0",
    "\U0001f600",
]

_ROLE = st.tuples(st.sampled_from(FUNCTIONS), st.sampled_from(MINISTRIES)).map(" ".join)


@st.composite
def signatures(draw: st.DrawFn) -> list[str]:
    """One to three signers; roles are cut after any word and broken over lines anywhere, names stand anywhere."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        words = draw(_ROLE).split()
        words = words[: draw(st.integers(1, len(words)))]
        cut = draw(st.integers(1, len(words)))
        role = [" ".join(words[:cut]), *filter(None, [" ".join(words[cut:])])]
        name = [draw(st.sampled_from(NAMES))] if draw(st.booleans()) else []
        lines += name + role if draw(st.booleans()) else role + name
        lines += [draw(st.sampled_from(["", ",", "en", "mede namens", "Hoogachtend,"]))]
    return lines


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of cells; not every row has all of them."""
    columns = draw(st.integers(1, 5))
    row = st.lists(st.sampled_from(CELLS), min_size=1, max_size=columns)
    return draw(st.lists(row, min_size=1, max_size=6))


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with some characters dropped or replaced."""
    signs = list(text)
    for _ in range(draw(st.integers(0, 4)) if signs else 0):
        signs[draw(st.integers(0, max(len(signs) - 1, 0)))] = draw(st.sampled_from(_ODD))
    return "".join(signs)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A letter as a text file."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["head", "prose", "prose", "list", "table", "signature", "note"]))
        if kind == "head":
            parts.append("\n".join(draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=5))))
        elif kind == "prose":
            parts.append(" ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))))
        elif kind == "list":
            mark = draw(st.sampled_from(["1. ", "• ", "- ", "a) ", "3. ", "Aanbeveling 2: "]))
            parts += [
                mark + sentence for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
            ]
        elif kind == "table":
            parts.append("\n".join("\t".join(row) for row in draw(tables())))
        elif kind == "signature":
            parts.append("\n".join(draw(signatures())))
        else:
            note = draw(st.sampled_from(SENTENCES))
            parts.append(f"{draw(st.sampled_from(SENTENCES))}[footnoteRef:1] [1:  {note}]")
    between = draw(st.sampled_from(["\n\n", "\n"]))
    return draw(damaged(between.join(parts)))


_KINDS = [kind for kind in BlockKind if kind is not BlockKind.CELL]
_WORDS = st.one_of(
    st.sampled_from([*HEADS, *SENTENCES]),
    signatures().map("\n".join),
    st.lists(st.sampled_from(SENTENCES)).map(" ".join),
)


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """A letter as a reader could make it, with blocks of any kind, tables with merged cells, and notes."""
    builder = LetterBuilder()
    for number in range(draw(st.integers(1, 8))):
        if draw(st.integers(0, 3)) == 0:
            _add_table(draw, builder, draw(tables()))
            continue
        words = draw(damaged(draw(_WORDS) or "x"))
        kind = draw(st.sampled_from(_KINDS))
        if kind is BlockKind.FOOTNOTE:
            builder.footnote(f"n{number}", str(number), Content(words))
            continue
        builder.block(
            kind,
            Content(words),
            label=draw(st.sampled_from([None, None, "1.", "2.", "•", "a)", "Aanbeveling 4"])),
            level=draw(st.sampled_from([None, 1, 2, 3])),
            bold=draw(st.booleans()),
            field=draw(st.sampled_from(["datum", "betreft", "ons kenmerk", ""]))
            if kind is BlockKind.LETTERHEAD
            else "",
        )
    return builder.build(
        SOURCE, draw(st.sampled_from([{}, {"dossiernummer": "36600-XII", "ondernummer": "3", "datum": "x"}]))
    )


def _add_table(draw: st.DrawFn, builder: LetterBuilder, rows: Sequence[Sequence[str]]) -> None:
    caption = builder.block(BlockKind.CAPTION, Content(draw(st.sampled_from([*CELLS, "Tabel 1 (x € 1 mln)"]))))
    spans = [(draw(st.integers(1, 2)), draw(st.integers(1, 3))) for row in rows for _ in row]
    cells = [CellContent(r, c, Content(text), *spans.pop()) for r, row in enumerate(rows) for c, text in enumerate(row)]
    table = builder.table(cells, caption=caption, header_rows=draw(st.integers(0, 3)))
    note = (
        builder.block(BlockKind.PARAGRAPH, Content(draw(st.sampled_from(SENTENCES)))) if draw(st.booleans()) else None
    )
    if note:
        builder.note(table, note)
