"""Small pdfs for tests: words at places, lines, and frames, in plain PDF syntax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading import read_bytes

WIDTH, HEIGHT = 595, 842
_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


#: Two lines of a sentence, for pages that need some running text.
PROSE = [
    "Met deze brief informeer ik uw Kamer over de aanleg van fietsbruggen in de regio en",
    "over de middelen die daarvoor in de komende jaren bij de provincies beschikbaar zijn.",
]


@dataclass
class PdfPage:
    """A page in the making; places are points from the top left corner, ``y`` is the line that letters stand on."""

    operators: list[str] = field(default_factory=list)
    rotate: int = 0
    fields: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    box: str = f"[0 0 {WIDTH} {HEIGHT}]"

    def text(self, x: float, y: float, words: str, *, size: float = 10, font: str = "F1", rise: float = 0) -> PdfPage:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.operators.append(f"BT /{font} {size} Tf {x} {HEIGHT - y + rise} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, rows: Sequence[str], *, size: float = 10, step: float = 12) -> PdfPage:
        for number, row in enumerate(rows):
            self.text(x, y + number * step, row, size=size)
        return self

    def spaced(self, x: float, y: float, parts: Sequence[tuple[str, int]], *, size: float = 10) -> PdfPage:
        """Strings shown with a shift (thousandths of an em, to the left) behind each."""
        shown = " ".join(f"({text}) {shift}" for text, shift in parts)
        self.operators.append(f"BT /F1 {size} Tf {x} {HEIGHT - y} Td [{shown}] TJ ET")
        return self

    def turned(self, quarters: int, x: float, y: float, rows: Sequence[tuple[float, float, str]]) -> PdfPage:
        """Words at (x, y) from a corner at (x, y) of the page, turned so many quarters against the clock."""
        matrix = {1: "0 1 -1 0", 2: "-1 0 0 -1", 3: "0 -1 1 0"}[quarters]
        self.operators.append(f"q {matrix} {x} {HEIGHT - y} cm")
        self.operators += [f"BT /F1 10 Tf {along} {-down} Td ({words}) Tj ET" for along, down, words in rows]
        self.operators.append("Q")
        return self

    def filled(self, x0: float, y0: float, x1: float, y1: float, words: str) -> PdfPage:
        """A form field with a value that no appearance draws."""
        self.fields.append(((x0, HEIGHT - y1, x1, HEIGHT - y0), words))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        self.operators.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        self.operators.append(f"0.5 w {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float) -> PdfPage:
        """A light background without a line around it."""
        self.operators.append(f"q 0.9 g {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> PdfPage:
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self


def make_pdf(pages: Sequence[PdfPage], *, encrypted: bool = False) -> bytes:
    """The pages as a pdf; ``encrypted`` makes one whose password is not known."""
    count = len(pages)
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(count))
    first_field = 6 + 2 * count
    places = [first_field + n for n in range(sum(len(page.fields) for page in pages))]
    form = f"/AcroForm << /Fields [{' '.join(f'{n} 0 R' for n in places)}] /DR << /Font << /F1 3 0 R >> >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {form if places else ''} >>".encode(),
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
    ]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
        for name in _FONTS.values()
    ]
    fonts = " ".join(f"/{key} {3 + n} 0 R" for n, key in enumerate(_FONTS))
    fields: list[bytes] = []
    for number, page in enumerate(pages):
        content = "\n".join(page.operators).encode("cp1252")
        own = " ".join(f"{first_field + len(fields) + n} 0 R" for n in range(len(page.fields)))
        head = f"<< /Type /Page /Parent 2 0 R /MediaBox {page.box} /Rotate {page.rotate} /Annots [{own}] "
        objects.append(f"{head}/Resources << /Font << {fonts} >> >> /Contents {7 + 2 * number} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        fields += [_field(place, words) for place, words in page.fields]
    trailer = b""
    if encrypted:
        secret = b"<%s>" % (b"ab" * 32)
        fields.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (secret, secret))
        trailer = b"/Encrypt %d 0 R /ID [<00> <00>]" % (len(objects) + len(fields))
    return assembled([*objects, *fields], trailer)


def _field(place: tuple[float, float, float, float], words: str) -> bytes:
    value = words.replace("€", "\xa0").encode("latin-1")
    rect = " ".join(map(str, place)).encode()
    return b"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /DA (/F1 10 Tf 0 g) /Rect [%s] /T (%d) /V (%s) >>" % (
        rect,
        round(sum(place)),
        value,
    )


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A pdf of these objects, numbered from 1, the first of which is its catalogue."""
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(data)


def read(*pages: PdfPage) -> Letter:
    """The letter that a pdf of these pages holds."""
    return read_bytes(make_pdf(pages), "brief.pdf")


def texts(letter: Letter, *kinds: BlockKind) -> list[str]:
    """The texts of the blocks of these kinds."""
    return [letter.text_of(block) for block in letter.of_kind(*kinds)]
