"""The whole story of one letter, from file to checked facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kamerbrief.checks import run_checks
from kamerbrief.checks.counts import missing_advice
from kamerbrief.collecting import rarely_collected
from kamerbrief.contract import Extraction, MadeBy, Model, TextBlock, Warning_, WarningCode, warning
from kamerbrief.errors import LexiconError
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.entities import find_entities
from kamerbrief.facts.letterhead.letterhead import file_alone, find_letterhead
from kamerbrief.facts.links import link_programmes, link_recommendations
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.percentages import find_percentages
from kamerbrief.facts.programmes.programmes import find_programmes
from kamerbrief.facts.promises.commitments import find_commitments
from kamerbrief.facts.references.references import find_references
from kamerbrief.files import shown_name
from kamerbrief.guard import Guard
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.language.judging import JUDGES, judge_hash
from kamerbrief.language.model import folder_hash, load_model
from kamerbrief.letter import Letter
from kamerbrief.lexicon import check_own
from kamerbrief.reading import read_bytes, read_letter
from kamerbrief.settings import Settings, settings
from kamerbrief.version import __version__, rules_fingerprint

if TYPE_CHECKING:
    from spacy.language import Language


def extract(path: str | Path, *, model: str | None = None, config: Settings | None = None) -> Extraction:
    """Reads the letter at ``path`` and returns its facts.

    ``model`` names a spaCy pipeline (a package or a folder) to use instead of the bundled one. Raises ReadError when
    the file cannot be read as a letter, ModelError when the pipeline cannot be used, and LexiconError when a word list
    of the user's own cannot.
    """
    config = _usable(config)
    return extract_letter(read_letter(path, config), load_model(model or config.model), strict=config.strict)


def extract_bytes(
    data: bytes, *, name: str = "letter", model: str | None = None, config: Settings | None = None
) -> Extraction:
    """The facts of a letter in memory; ``name`` is the file's name that is reported, and gives the letter an id.

    Raises as :func:`extract`; its result is the same but for the name.
    """
    config = _usable(config)
    letter = read_bytes(data, shown_name(name), config)
    return extract_letter(letter, load_model(model or config.model), strict=config.strict)


def _usable(config: Settings | None) -> Settings:
    """The settings to use. Raises LexiconError for a user's word list that cannot be used."""
    check_own()
    if config and config.lexicon != settings().lexicon:
        raise LexiconError(f"{config.lexicon}: word lists are read once a process; set KAMERBRIEF_LEXICON instead")
    return config or settings()


@rarely_collected()
def extract_letter(letter: Letter, nlp: Language, *, strict: bool | None = None) -> Extraction:
    """The facts of a letter that has been read, found with the pipeline ``nlp``.

    A kind of fact whose finder fails is left out, with a warning; ``strict`` (else the setting of that name) raises.
    """
    guard = Guard(settings().strict if strict is None else strict)
    return facts_of(letter, analyse(letter, nlp), guard)


def facts_of(letter: Letter, analysis: Analysis, guard: Guard) -> Extraction:
    """The facts of a letter that has been analysed; ``guard`` runs their finders."""
    find = guard.find
    head, head_warnings = find("letterhead", (file_alone(letter), []), find_letterhead, analysis)
    amounts, amount_warnings = find("amounts", ([], []), find_amounts, analysis, head.date)
    percentages = find("percentages", [], find_percentages, analysis)
    entities = find("entities", [], find_entities, analysis)
    programmes = find("programmes", [], find_programmes, analysis, entities)
    amounts = find(
        "programmes of amounts", amounts, link_programmes, analysis, amounts, programmes, head.evidence.get("subject")
    )
    commitments = find("commitments", [], find_commitments, analysis, head.date)
    advice = find("recommendations", [], find_recommendations, analysis)
    advice = find("links of recommendations", advice, link_recommendations, advice, commitments, amounts, programmes)
    checks, amounts = find("checks", ([], amounts), run_checks, analysis, amounts, percentages, advice, guard)
    advice_warnings = find("announced recommendations", [], missing_advice, analysis, advice)
    references = find("references", [], find_references, analysis, head.date)
    return Extraction(
        letter=head,
        text=letter.text,
        blocks=_blocks(letter),
        amounts=amounts,
        percentages=percentages,
        programmes=programmes,
        recommendations=advice,
        commitments=commitments,
        references=references,
        entities=entities,
        checks=checks,
        warnings=[*_reading_warnings(letter), *head_warnings, *amount_warnings, *advice_warnings, *guard.warnings],
        made_by=MadeBy(kamerbrief=__version__, rules=rules_fingerprint(), models=_models(analysis.nlp)),
    )


def _blocks(letter: Letter) -> list[TextBlock]:
    cells = {(table.id, cell.row, cell.column): cell for table in letter.tables for cell in table.cells}
    found = []
    for block in letter.blocks:
        place = block.cell
        cell = cells.get((place.table, place.row, place.column)) if place else None
        found.append(
            TextBlock(
                id=block.id,
                kind=block.kind,
                start=block.start,
                end=block.end,
                level=block.level,
                label=block.label,
                page=block.page,
                source=block.source,
                cell=place,
                row_span=cell.row_span if cell else 1,
                column_span=cell.column_span if cell else 1,
                questions=list(block.questions),
            )
        )
    return found


def _reading_warnings(letter: Letter) -> list[Warning_]:
    found = [warning(WarningCode(said.code), said.params) for said in letter.warnings]
    if not letter.blocks:
        found.append(warning(WarningCode.EMPTY_LETTER))
    return found


def _models(nlp: Language) -> list[Model]:
    """The pipeline that finds names, and the classifiers that judge sentences."""
    own = folder_hash(nlp.path) if nlp.path else ""
    names = Model(name=f"{nlp.meta['lang']}_{nlp.meta['name']}", version=str(nlp.meta["version"]), hash=own)
    return [names, *(Model(name=name, version=__version__, hash=judge_hash(name)) for name in JUDGES)]
