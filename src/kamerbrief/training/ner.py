"""Training the bundled pipeline with spaCy's own trainer: ``kamerbrief train-ner``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

import kamerbrief.language.components
import kamerbrief.language.embedding
import kamerbrief.language.recognizer
import kamerbrief.language.tokenizer  # noqa: F401 - registers what the recipe is made of
from kamerbrief.language.gazetteer import WordLists
from kamerbrief.quality.scoring import Report, score
from kamerbrief.quality.sentence_markup import Sentence
from kamerbrief.training.augmentation import cropped, decorated, exchanged, from_templates
from kamerbrief.training.provenance import record
from kamerbrief.training.sentences import corpus
from kamerbrief.training.word_lists import first_names, known_names, ordinary_words, surnames

NAME = "kamerbrief"
VERSION = "1.0.0"
SEED = 7


@registry.readers("kamerbrief.sentences.v1")  # type: ignore[untyped-decorator]
def sentences_reader(split: str, copies: int) -> Callable[[Language], Iterator[Example]]:
    """The corpus of a split as spaCy examples; with ``copies``, names exchanged that often, and the templates."""

    def read(nlp: Language) -> Iterator[Example]:
        sentences = list(corpus(split))
        yield from (example_of(nlp, sentence) for sentence in sentences)
        if copies:
            # An exchanged name may end in what its new place makes an abbreviation; such a sentence teaches nothing.
            crops = list(cropped(sentences, seed=SEED))
            widened = [*crops, *exchanged([*sentences, *crops], copies, seed=SEED), *from_templates(seed=SEED)]
            printed = decorated(widened, seed=SEED)
            yield from (example_of(nlp, sentence) for sentence in printed if fits(nlp, sentence))

    return read


@registry.misc("kamerbrief.word_lists.v1")  # type: ignore[untyped-decorator]
def word_lists() -> dict[str, Any]:
    """What the recogniser takes its clues from, as spaCy hands it on."""
    return asdict(WordLists(known_names(), surnames(), first_names(), ordinary_words()))


def fits(nlp: Language, sentence: Sentence) -> bool:
    """True when every entity begins and ends where a token does."""
    doc = nlp.make_doc(sentence.text)
    return all(doc.char_span(start, end) is not None for start, end, _ in sentence.entities)


def example_of(nlp: Language, sentence: Sentence) -> Example:
    """One sentence as a spaCy example; raises ValueError where an entity does not fit the tokens."""
    if not fits(nlp, sentence):
        raise ValueError(f"an entity does not fit the words: {sentence.text}")
    return Example.from_dict(nlp.make_doc(sentence.text), {"entities": list(sentence.entities)})


def train_pipeline(folder: Path, overrides: dict[str, object] | None = None) -> Report:
    """Trains on the project's corpus, writes the best pipeline and a model card to ``folder``; returns its test score.

    ``overrides`` replaces values of the configuration by dotted name (``training.max_steps``). Progress goes to
    standard error. The same corpus, configuration and machine type give the same model.
    """
    config = load_config(Path(str(files(__package__).joinpath("ner.cfg"))), overrides=overrides or {})
    nlp = init_nlp(config)
    trained, _ = train(nlp, None, stdout=sys.stderr, stderr=sys.stderr)
    trained.add_pipe("kamerbrief_sentences", first=True)
    trained.add_pipe("kamerbrief_lexicon", last=True)
    trained.add_pipe("kamerbrief_abbreviations", last=True)
    trained.meta.update({"name": NAME, "version": VERSION, "license": "MIT", "author": "the kamerbrief developers"})
    trained.meta["description"] = "Named entities of Dutch government letters: PER, ORG, LOC and MISC."
    halve_precision(trained)
    report = score(trained, list(corpus("test")))
    trained.meta["performance"] = {"ents_f": round(report.overall.f1, 4)}
    # The words seen in training are not needed for reading others; loading them would take longer than the model.
    trained.to_disk(folder, exclude=["vocab"])
    record("names", folder)
    (folder / "README.md").write_text(model_card(report), encoding="utf-8")
    return report


def halve_precision(nlp: Language) -> None:
    """Rounds the weights to what half floats can hold: no name is read otherwise, and packed they take a third less."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))


def model_card(report: Report) -> str:
    """The model card: data, sizes, licence, scores per label on the test split, and limits."""
    sizes = {split: list(corpus(split)) for split in ("train", "dev", "test")}
    lines = [
        "# nl_kamerbrief",
        "",
        "Named entities (PER, ORG, LOC, MISC) of Dutch government letters, for the project kamerbrief. Licence: MIT.",
        "",
        "## Data",
        "Sentences written for this project and marked by hand, split by subject; nothing of real letters, no other",
        "corpus. For training they are widened with exchanged names and templates (`training/augmentation.py`).",
        "",
        "| split | sentences | entities |",
        "| --- | ---: | ---: |",
        *(f"| {split} | {len(s)} | {sum(len(x.entities) for x in s)} |" for split, s in sizes.items()),
        "",
        "## Score on the test split (exact span and label)",
        "",
        "| label | precision | recall | F1 | entities |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {label} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {s.entities} |"
            for label, s in (*report.labels.items(), ("all", report.overall))
        ),
        "",
        "## Speed",
        f"{report.tokens_per_second:,.0f} tokens a second over the test split, single sentences, on the machine that",
        "trained it; `tests/benchmarks` measures it over whole letters.",
        "",
        "## Limits",
        "Made for the register of government letters after 2010; names in lines set wholly in capitals, foreign text",
        "and tables are read less well. Sentences of real letters were not seen in training.",
        "",
    ]
    return "\n".join(lines)
