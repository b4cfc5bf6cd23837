"""Trials: which variant is the best, and how sure that is.

Of a variant with h hits among n the rate is believed to follow Beta(1 + h, 1 + n - h), the posterior of a
binomial share when nothing was known before. The chance to be the best is the integral of its density by
the distribution functions of the others, here summed over a fine grid (Gelman and others, «Bayesian Data
Analysis», 2.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import exp, lgamma, log, sqrt
from typing import Any

from veche.kit.terms import N_, Reason
from veche.mailing.terms.trying import (
    CONFIDENCES,
    HOURS,
    MOST_VARIANTS,
    Chance,
    Score,
    Trial,
    Undecided,
    Verdict,
    Wanted,
    WinsBy,
)

NO_SHARE = N_("The share that tries the variants is between 2 and 100 per cent.")
NO_VARIANT = N_("Write another subject or preheader, or take the content of another letter.")
TOO_MANY = N_("At most {most} variants, the letter itself among them.")
_STEPS, _WIDTH, _SURELY = 2_000, 9.0, 0.95


def read_trial(kept: Mapping[str, Any]) -> Trial:
    """Answer a trial as it is kept; what another version of Veche kept is read as the usual."""
    usual = Trial()
    hours, confidence = kept.get("hours"), kept.get("confidence")
    return Trial(
        WinsBy(kept["wins_by"]) if kept.get("wins_by") in set(WinsBy) else usual.wins_by,
        hours if hours in HOURS else usual.hours,
        confidence if confidence in CONFIDENCES else usual.confidence,
        Undecided(kept["undecided"]) if kept.get("undecided") in set(Undecided) else usual.undecided,
    )


def faults_of_trial(share: int, variants: Sequence[Wanted]) -> list[Reason]:
    """Answer why variants cannot be tried on so many of a hundred."""
    reasons = []
    if not 2 <= share <= 100:
        reasons.append(Reason(NO_SHARE, field="share"))
    if not variants or any(
        not (one.subject or one.preheader or one.content or one.is_own) for one in variants
    ):
        reasons.append(Reason(NO_VARIANT, field="subject_1"))
    if len(variants) >= MOST_VARIANTS:
        reasons.append(Reason(TOO_MANY, values={"most": MOST_VARIANTS}))
    return reasons


def verdict_of(scores: Iterable[Score], trial: Trial) -> Verdict:
    """Answer which variant the rest gets: the one that is surely enough the best, else as the trial says.

    Hits beyond those who got it, as there are where nobody's name is kept, count as all of them.
    """
    known = sorted(scores)
    chances = chances_of(known)
    best = max(chances, key=lambda one: (one.best, -one.variant), default=None)
    if best is not None and any(one.hits for one in known) and best.best >= trial.confidence / 100:
        return Verdict(best.variant, is_sure=True, chances=chances)
    return Verdict(0 if trial.undecided is Undecided.FIRST else None, is_sure=False, chances=chances)


def chances_of(scores: Sequence[Score]) -> tuple[Chance, ...]:
    """Answer of each variant its rate, where that lies by 95 of 100, and its chance to be the best."""
    shapes = [(1 + min(one.hits, one.whole), 1 + one.whole - min(one.hits, one.whole)) for one in scores]
    grid = _grid(shapes)
    below = [_distribution(grid, shape) for shape in shapes]
    best = [_chance_to_be_best(below, place) for place in range(len(shapes))]
    whole = sum(best) or 1.0
    return tuple(
        Chance(
            one.variant, one.whole, one.hits, min(one.hits, one.whole) / one.whole if one.whole else 0.0,
            *_interval(shape), share / whole,
        )
        for one, shape, share in zip(scores, shapes, best, strict=True)
    )  # fmt: skip


def _interval(shape: tuple[int, int]) -> tuple[float, float]:
    grid = _grid([shape])
    below = _distribution(grid, shape)
    edge = (1 - _SURELY) / 2
    low = next(x for x, part in zip(grid, below, strict=True) if part >= edge)
    high = next(x for x, part in zip(grid, below, strict=True) if part >= 1 - edge)
    return low, high


def _grid(shapes: Sequence[tuple[int, int]]) -> list[float]:
    """Answer the middles of equal steps that cover wherever any of the densities is not nothing."""
    low, high = 1.0, 0.0
    for a, b in shapes:
        mean, spread = a / (a + b), sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
        low, high = min(low, mean - _WIDTH * spread), max(high, mean + _WIDTH * spread)
    low, high = max(low, 0.0), min(high, 1.0)
    step = (high - low) / _STEPS
    return [low + step * (place + 0.5) for place in range(_STEPS)]


def _distribution(grid: Sequence[float], shape: tuple[int, int]) -> list[float]:
    """Answer the share of a Beta density up to the end of each step."""
    a, b = shape
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    density = [exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x)) for x in grid]
    parts = list(accumulate(density))
    return [part / parts[-1] for part in parts]


def _chance_to_be_best(below: Sequence[Sequence[float]], place: int) -> float:
    """Sum the chance of each step of one variant by that of all others lying below its middle."""
    found, before = 0.0, 0.0
    others = [one for other, one in enumerate(below) if other != place]
    for step, upto in enumerate(below[place]):
        chance = upto - before
        for other in others:
            chance *= (other[step] + (other[step - 1] if step else 0.0)) / 2
        found, before = found + chance, upto
    return found
