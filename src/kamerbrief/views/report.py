"""Reports of how right extractions and named entities are, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kamerbrief.evaluate import Report
from kamerbrief.quality.links import LinkReport
from kamerbrief.quality.scoring import Report as Scores
from kamerbrief.regression import Comparison, Known

if TYPE_CHECKING:
    from kamerbrief.quality.ablation import Earned


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


def render_ablation(earned: Sequence[Earned], *, idle_alone: bool = False) -> str:
    """What each list and rule changes, those that earn nothing last; of these, lists of a closed kind by themselves.

    With ``idle_alone`` those that earn something are left out.
    """
    lines = [f"{'earns':>6} {'costs':>6} {'letters':>8}  list or rule"]
    if not idle_alone:
        lines += [f"{one.earns:6} {one.costs:6} {one.letters:8}  {one.name}" for one in earned if not one.idle]
    for closed, head in (
        (False, "they earn nothing (gold items that only they make right), and may go:"),
        (True, "they earn nothing here and stay, for they list what the language or the state has:"),
    ):
        idle = [one for one in earned if one.idle and one.closed is closed]
        lines += ["", f"{len(idle)} idle: {head}"] if idle else []
        lines += [f"{one.earns:6} {one.costs:6} {one.letters:8}  {one.name}" for one in idle]
    return "\n".join(lines) + "\n"


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


def render_links(report: LinkReport, misses: int) -> str:
    """Precision and recall of links by kind, then the misses."""
    lines = ["kind                right  missed  wrong  precision  recall"]
    for kind, one in report.kinds.items():
        shares = [f"{share:.2f}" if share is not None else "–" for share in (one.precision, one.recall)]
        lines.append(f"{kind:<18} {one.right:>6} {one.missed:>7} {one.wrong:>6} {shares[0]:>10} {shares[1]:>7}")
    return "\n".join([*lines, "", *report.misses[:misses]]) + "\n"
