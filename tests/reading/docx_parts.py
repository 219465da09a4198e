"""Small docx files for tests, made from raw parts where python-docx has no interface."""

from __future__ import annotations

import io
import zipfile

from kamerbrief.letter import Letter
from kamerbrief.reading import read_bytes

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "settings": "settings", "comments": "comments"}  # fmt: skip


def run(text: str, properties: str = "") -> str:
    """A run; ``properties`` is the inside of its ``w:rPr``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inside: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain text where ``inside`` has no markup."""
    words = inside if inside.startswith("<") or not inside else run(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def item(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph in a list."""
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def cell(inside: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(inside) if not inside.startswith('<w:p') else inside}</w:tc>"


def row(*cells: str, header: bool = False, properties: str = "") -> str:
    """A table row of cells; plain words become a cell."""
    mark = "<w:tblHeader/>" if header else ""
    inside = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{mark}{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def text_box(inside: str) -> str:
    """A run with a text box as Word writes it: once as a shape and once more for older programs."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx_of(body: str, *, section: str = "", headers: dict[str, str] | None = None, core: str = "", custom: str = "",
            **parts: str) -> bytes:  # fmt: skip
    """A docx with this body. ``parts`` are the insides of parts such as ``styles`` and ``footnotes``.

    ``headers`` are insides of header parts by type (first, default); ``section`` is the inside of the ``w:sectPr``.
    """
    headers = headers or {}
    files: dict[str, str] = {}
    kinds: list[tuple[str, str]] = []
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[name]} {NAMESPACES}>{inside}</w:{_ROOTS[name]}>"
        kinds.append((name, name))
    for number, inside in enumerate(headers.values(), 1):
        files[f"word/header{number}.xml"] = f"<w:hdr {NAMESPACES}>{inside}</w:hdr>"
        kinds.append((f"header{number}", "header"))
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rheader{number}"/>' for number, kind in enumerate(headers, 1)
    )
    files["word/document.xml"] = (
        f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
    )
    files["word/_rels/document.xml.rels"] = _relations(
        [(f"r{name}", f"{_OFFICE}/relationships/{kind}", f"{name}.xml") for name, kind in kinds]
    )
    roots = [("r1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml")]
    if core:
        files["docProps/core.xml"] = core
        roots.append(("r2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"))
    if custom:
        files["docProps/custom.xml"] = custom
        roots.append(("r3", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"))
    files["_rels/.rels"] = _relations(roots)
    files["[Content_Types].xml"] = _content_types(kinds, core=bool(core))
    return zipped(files)


def _relations(entries: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types(kinds: list[tuple[str, str]], *, core: bool) -> str:
    overrides = [("/word/document.xml", f"{_WORD}.document.main+xml")]
    overrides += [(f"/word/{name}.xml", f"{_WORD}.{kind}+xml") for name, kind in kinds]
    if core:
        overrides.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    inside = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = (
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="{relations}"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{inside}</Types>'


def zipped(files: dict[str, str]) -> bytes:
    """A zip file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def letter_of_docx(body: str, **parts: object) -> Letter:
    """The letter read from :func:`docx_of`."""
    return read_bytes(docx_of(body, **parts), "brief.docx")  # type: ignore[arg-type]


def shown(letter: Letter) -> list[tuple[str, str]]:
    """The kind and the text of each block."""
    return [(block.kind.value, letter.text_of(block)) for block in letter.blocks]
