"""How right a pipeline's named entities are: exact span and label, per label and overall."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from kamerbrief.language.labels import LABELS
from kamerbrief.quality.sentence_markup import Sentence


@dataclass(slots=True)
class Score:
    """Counts of entities that were right, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Right ones among the found; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right ones among those that are there; 0 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def entities(self) -> int:
        """How many entities the gold has."""
        return self.right + self.missed


@dataclass(slots=True)
class Report:
    """Scores per label and overall, the mistakes with their sentences, and tokens per second of this run."""

    overall: Score = field(default_factory=Score)
    labels: dict[str, Score] = field(default_factory=dict)
    mistakes: list[tuple[str, list[str], list[str]]] = field(default_factory=list)
    tokens_per_second: float = 0.0


def score(nlp: Language, sentences: Sequence[Sentence]) -> Report:
    """Runs the pipeline over the sentences and compares; a mistake is (sentence, missed, wrongly found)."""
    report = Report(labels={label: Score() for label in ("PER", "ORG", "LOC", "MISC")})
    begin, tokens = time.perf_counter(), 0
    for sentence, doc in zip(sentences, nlp.pipe(s.text for s in sentences), strict=True):
        tokens += len(doc)
        found = {(e.start_char, e.end_char, LABELS[e.label_].value) for e in doc.ents if e.label_ in LABELS}
        _count(report, sentence, found)
    report.tokens_per_second = tokens / (time.perf_counter() - begin)
    return report


def _count(report: Report, sentence: Sentence, found: set[tuple[int, int, str]]) -> None:
    gold = {(start, end, LABELS[label].value) for start, end, label in sentence.entities if label in LABELS}
    for kind, spans in (("right", gold & found), ("wrong", found - gold), ("missed", gold - found)):
        for _, _, label in spans:
            for counts in (report.overall, report.labels[label]):
                setattr(counts, kind, getattr(counts, kind) + 1)
    if gold != found:
        shown = [
            [f"{sentence.text[start:end]} ({label})" for start, end, label in sorted(spans)]
            for spans in (gold - found, found - gold)
        ]
        report.mistakes.append((sentence.text, shown[0], shown[1]))
