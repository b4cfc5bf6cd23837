"""What each feature is worth, in natural logarithms of odds: learnt, not thought up.

Learnt by `python -m benchmarks.linking --train` from hand-made links of 46 IRC logs (Kummerfeld et al.,
ACL 2019; CC BY 4.0). How well they do on other logs: docs/decisions/linking.md. A row of RELATED has a
number for each of `features.STEPS`; those passed add up.
"""

from typing import NamedTuple

import numpy as np

from veche.inbox.rules.linking.features import PAIRS, RELATIONS, STARTS

# fmt: off
RELATED: dict[str, str] = {
    "names them, they named us": """
        3.10 0.78 0.06 0.12 -0.32 -0.28 -0.16 -0.48 -0.28 -0.53 -0.13 -0.24 -0.49 -0.33 -0.57 -0.10
        -0.07 -1.09 -0.39 -0.15 -1.16 -1.20 -0.57
    """,
    "names them": """
        2.50 0.30 0.13 -0.04 -0.14 -0.32 -0.51 -0.57 -0.88 -0.59 -0.28 -0.41 -0.18 -0.28 -0.23 -0.04
        0.04 -0.84 -0.51 -0.71 -0.44 -0.50 -0.50
    """,
    "their own, to the same": """
        2.07 -0.61 -0.34 -0.51 -0.22 -0.34 -0.17 -0.06 -0.10 -0.06 -0.42 -0.38 -0.22 -0.23 -0.25
        0.03 0.21 -0.86 -0.36 -0.38 -0.86 -0.36 -0.38
    """,
    "their own, to another": """
        1.69 -0.59 -0.43 -0.37 -0.75 -0.50 -0.04 -0.08 -0.25 -0.19 -0.50 -0.47 -0.16 -0.17 -0.13
        -0.05 -0.01 -0.81 -0.54 -0.42 -0.81 -0.54 -0.42
    """,
    "named us": """
        0.13 0.31 -0.25 -0.26 -0.39 -0.27 -0.55 -0.40 -0.41 -0.20 -0.26 -0.51 -0.33 -0.39 -0.25
        -0.12 0.00 0.30 -0.34 -0.17 -1.64 -1.11 -0.83
    """,
    "named us, we name another": """
        -1.40 -0.40 -0.11 -0.30 -0.12 -0.36 -0.43 -0.14 -0.12 -0.10 -0.48 -0.47 -0.29 -0.21 -0.02
        0.08 0.10 -0.15 -0.21 -0.15 -0.30 -0.87 -0.40
    """,
    "we name another, so do they": """
        -2.05 -1.09 -0.42 -0.42 -0.37 -0.39 -0.25 -0.33 -0.24 -0.10 -0.34 -0.38 -0.39 -0.19 -0.05
        0.00 0.00 -0.53 -0.15 -0.05 -0.17 -0.28 -0.15
    """,
    "we name another": """
        -2.66 -0.66 -0.50 -0.54 -0.12 -0.39 -0.53 -0.51 -0.42 -0.20 -0.37 -0.75 -0.38 -0.35 -0.11
        -0.01 0.00 -0.24 -0.36 -0.16 -0.04 -0.53 -0.23
    """,
    "they name another": """
        -2.68 -0.07 -0.48 -0.24 -0.59 -0.40 -0.84 -0.47 -0.56 -0.32 0.03 -0.65 -0.61 -0.55 -0.24
        -0.03 -0.01 0.02 -0.15 0.12 -0.58 -0.32 -0.43
    """,
    "nobody named": """
        -0.79 -0.59 -0.44 -0.44 -0.53 -0.87 -0.58 -0.90 -0.80 -0.45 -0.22 -0.59 -0.53 -0.61 -0.12
        -0.11 -0.01 0.15 0.03 -0.31 -0.32 -0.51 -0.81
    """,
    "names them, they named another": """
        0.99 0.37 0.39 -0.15 -0.10 -0.39 -0.17 -0.67 -0.60 -0.33 0.04 -0.49 -0.16 -0.29 -0.21 -0.04
        -0.01 -0.77 -0.34 -0.81 -0.20 -0.71 -0.23
    """,
}
PAIRED = {
    "shares words 2": 0.96,
    "shares words 4": 1.39,
    "shares words 7": 0.65,
    "shares words 11": 0.53,
    "own, shares words 2": 1.05,
    "own, shares words 4": 0.34,
    "own, shares words 7": 0.44,
    "own, shares words 11": 0.75,
    "question": -0.24,
    "asking": 0.14,
    "question, not yet answered": 0.31,
    "question to a question": -0.35,
    "own question": 0.07,
    "agreeing to named us": 0.22,
    "agreeing to a question": 0.14,
    "thanking for named us": 0.92,
    "thanking": 0.37,
    "thanking for long": -0.08,
    "greeting back": 0.18,
    "they agree": -0.15,
    "they thank": -0.43,
    "they thank us": -0.04,
    "link": 0.11,
    "short": -0.52,
    "long": -0.07,
    "first words": -0.20,
    "first question": 0.30,
    "own, we ask": -0.15,
    "own, agreeing": -0.69,
    "own, short": -0.52,
    "starts": 0.63,
    "starts, not yet answered": -0.20,
    "answered": -0.08,
    "answered twice": 0.16,
    "answered four times": -0.10,
    "our talk": 0.12,
    "our talk, latest": 0.34,
    "our talk, latest, unnamed": -0.04,
    "talk of ours": 0.93,
    "talk of ours, latest": 0.27,
    "our partner": -0.06,
    "our partner, latest": -0.04,
    "our partner, latest, unnamed": 0.75,
    "talk latest": -0.06,
    "named's talk with us": -0.37,
    "mentioned": -0.25,
    "mentioned, latest": 0.18,
    "answers us": 0.37,
    "answers us, latest": 0.18,
    "answers us, named": -0.02,
    "we answered it": 0.08,
    "named, we answered it": -0.55,
    "named, answered": 0.08,
    "named, question": 0.55,
    "named, shares words": -1.21,
}
STARTING = {
    "always": -0.91,
    "first words": -0.11,
    "first words, question": -0.06,
    "first words, nobody named": 0.85,
    "first words, greeting": 0.54,
    "not seen lately": 0.29,
    "not seen lately, question, nobody named": 0.78,
    "away 5": 0.65,
    "away 15": 0.12,
    "away 60": 0.10,
    "quiet 1": -0.27,
    "quiet 2": 0.36,
    "quiet 5": -0.16,
    "quiet 15": 0.00,
    "quiet 60": 0.00,
    "question": 0.52,
    "asking": 0.34,
    "question, nobody named": 0.21,
    "asking, nobody named": 0.15,
    "named nobody": 0.45,
    "named unknown": -0.11,
    "agreeing": -0.50,
    "thanking": 0.16,
    "greeting": 1.37,
    "greeting, nobody named": 0.32,
    "link": -0.89,
    "short": -0.12,
    "short, nobody named": -0.14,
    "long": 0.28,
    "long, nobody named": 0.50,
    "waited for": -0.05,
    "waited for, nobody named": -0.30,
    "spoke last": -0.10,
    "spoke last, nobody named": -0.22,
    "shares nothing": -0.14,
    "shares nothing, nobody named": 0.14,
}
# fmt: on


class Weights(NamedTuple):
    """What features are worth: of a candidate (relation by step; pair), and of a start."""

    relations: np.ndarray
    pairs: np.ndarray
    starts: np.ndarray


def learnt() -> Weights:
    """Answer the learnt weights, in the order of the features; refuses a table that misses one."""
    return Weights(
        np.array([[float(number) for number in RELATED[name].split()] for name in RELATIONS]),
        np.array([PAIRED[name] for name in PAIRS]),
        np.array([STARTING[name] for name in STARTS]),
    )
