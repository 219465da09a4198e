"""Reports of how right extractions and named entities are, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kamerbrief.evaluate import Report
from kamerbrief.quality.scoring import Report as Scores
from kamerbrief.regression import Comparison, Known


def render_report(report: Report, misses: int, known: Known | None, comparison: Comparison | None) -> str:
    """Scores per kind of fact, accuracy per attribute, the worst misses with their sentences; then what changed."""
    lines = [*_scores_of(report), *_misses_of(report, misses)]
    if known is not None:
        lines += ["", f"known failures: {len(report.misses) - len(known.unknown)}, new ones: {len(known.unknown)}"]
        lines += [f"new failure: {name}" for name in known.unknown]
        lines += [f"unexpectedly right, take it off the list: {name}" for name in known.unexpectedly_right]
    if comparison is not None:
        lines += ["", "against the older report:"]
        lines += [f"{name:24} {before:.4f} → {after:.4f}" for name, before, after in comparison.figures]
        lines += [f"+ {name}" for name in comparison.gains] + [f"- {name}" for name in comparison.losses]
        lines += [f"{len(comparison.gains)} gained, {len(comparison.losses)} lost"]
    return "\n".join(lines) + "\n"


def _scores_of(report: Report) -> Iterator[str]:
    yield f"{'kind':16} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>6} {'wrong':>6} {'missed':>6}"
    for kind, tally in sorted(report.kinds.items()):
        figures = f"{tally.precision:9.3f} {tally.recall:9.3f} {tally.f1:9.3f}"
        yield f"{kind:16} {figures} {tally.right:6} {tally.wrong:6} {tally.missed:6}"
    yield ""
    for name, (right, stated) in sorted(report.attributes.items()):
        yield f"{name:24} {right:4} of {stated}"


def _misses_of(report: Report, most: int) -> Iterator[str]:
    if report.misses:
        yield ""
    for miss in report.worst()[:most]:
        yield miss.name
        if miss.sentence:
            yield f"    {miss.sentence}"
    if len(report.misses) > most:
        yield f"… and {len(report.misses) - most} more (--misses)"


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
