"""Reports of how right extractions and named entities are, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kamerbrief.evaluate import Report
from kamerbrief.language.scoring import Report as Scores


def render_report(report: Report) -> str:
    """Scores per kind of fact, accuracy per attribute, then every miss with its letter."""
    return "\n".join(_report_lines(report)) + "\n"


def _report_lines(report: Report) -> Iterator[str]:
    yield f"{'kind':16} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>6} {'wrong':>6} {'missed':>6}"
    for kind, tally in sorted(report.kinds.items()):
        figures = f"{tally.precision:9.3f} {tally.recall:9.3f} {tally.f1:9.3f}"
        yield f"{kind:16} {figures} {tally.right:6} {tally.wrong:6} {tally.missed:6}"
    yield ""
    for name, (right, stated) in sorted(report.attributes.items()):
        yield f"{name:24} {right:4} of {stated}"
    if report.misses:
        yield ""
    for letter, kind, what in report.misses:
        yield f"{letter}  {kind}: {what}"


def render_scores(scores: Scores, misses: int) -> str:
    """Scores per label and overall, and the first sentences with mistakes."""
    return "\n".join(_score_lines(scores, misses)) + "\n"


def _score_lines(scores: Scores, misses: int) -> Iterator[str]:
    yield f"{'label':6} {'precision':>9} {'recall':>9} {'F1':>9} {'entities':>9}"
    for label, score in (*scores.labels.items(), ("all", scores.overall)):
        yield f"{label:6} {score.precision:9.3f} {score.recall:9.3f} {score.f1:9.3f} {score.entities:9}"
    for text, missed, wrong in scores.mistakes[:misses]:
        yield ""
        yield text
        yield f"  missed: {', '.join(missed) or '-'}; wrong: {', '.join(wrong) or '-'}"
