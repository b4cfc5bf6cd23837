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
        2.84 0.79 0.08 0.10 -0.31 -0.24 -0.14 -0.48 -0.32 -0.54 -0.13 -0.23 -0.47 -0.37 -0.56 -0.09
        -0.06 -1.07 -0.41 -0.13 -1.18 -1.17 -0.46
    """,
    "names them": """
        2.26 0.29 0.12 -0.04 -0.15 -0.34 -0.49 -0.54 -0.89 -0.61 -0.26 -0.42 -0.16 -0.28 -0.25 -0.04
        0.05 -0.84 -0.50 -0.71 -0.45 -0.50 -0.50
    """,
    "their own, to the same": """
        2.33 -0.59 -0.34 -0.50 -0.21 -0.33 -0.14 -0.06 -0.08 -0.05 -0.41 -0.39 -0.22 -0.22 -0.21
        0.01 0.22 -0.86 -0.36 -0.39 -0.86 -0.36 -0.39
    """,
    "their own, to another": """
        1.75 -0.57 -0.46 -0.37 -0.77 -0.45 -0.07 0.00 -0.30 -0.28 -0.52 -0.47 -0.16 -0.23 -0.24
        -0.04 -0.01 -0.77 -0.60 -0.48 -0.77 -0.60 -0.48
    """,
    "named us": """
        0.27 0.27 -0.23 -0.28 -0.39 -0.24 -0.53 -0.41 -0.35 -0.18 -0.28 -0.53 -0.38 -0.32 -0.25
        -0.12 0.00 0.45 -0.31 -0.25 -1.65 -1.09 -0.99
    """,
    "named us, we name another": """
        -1.58 -0.46 -0.14 -0.29 -0.17 -0.38 -0.43 -0.16 -0.13 -0.12 -0.48 -0.45 -0.27 -0.23 -0.02
        0.08 0.10 -0.12 -0.21 -0.15 -0.22 -0.89 -0.44
    """,
    "we name another, so do they": """
        -1.31 -1.02 -0.41 -0.44 -0.37 -0.39 -0.26 -0.34 -0.24 -0.10 -0.45 -0.40 -0.41 -0.21 -0.06
        0.00 0.00 -0.53 -0.13 -0.03 -0.17 -0.26 -0.13
    """,
    "we name another": """
        -2.99 -0.67 -0.47 -0.59 -0.11 -0.39 -0.53 -0.51 -0.43 -0.20 -0.36 -0.75 -0.39 -0.35 -0.11
        -0.01 0.00 -0.23 -0.35 -0.16 -0.05 -0.53 -0.23
    """,
    "they name another": """
        -2.55 -0.08 -0.47 -0.20 -0.63 -0.42 -0.74 -0.57 -0.63 -0.36 0.07 -0.66 -0.47 -0.49 -0.16
        -0.04 -0.01 0.02 -0.17 0.08 -0.60 -0.33 -0.45
    """,
    "nobody named": """
        -0.63 -0.59 -0.45 -0.46 -0.52 -0.87 -0.62 -0.89 -0.75 -0.43 -0.21 -0.59 -0.56 -0.64 -0.23
        -0.10 -0.01 0.22 0.02 -0.28 -0.33 -0.51 -0.79
    """,
    "names them, they named another": """
        0.75 0.37 0.38 -0.20 -0.05 -0.38 -0.24 -0.68 -0.61 -0.34 0.04 -0.46 -0.11 -0.31 -0.22 -0.04
        -0.02 -0.80 -0.36 -0.83 -0.15 -0.77 -0.26
    """,
}
PAIRED = {
    "shares words 2": 0.95,
    "shares words 4": 1.36,
    "shares words 7": 0.59,
    "shares words 11": 0.54,
    "own, shares words 2": 0.66,
    "own, shares words 4": 0.36,
    "own, shares words 7": 0.43,
    "own, shares words 11": 0.86,
    "question": -0.24,
    "asking": 0.14,
    "question, not yet answered": 0.32,
    "question to a question": -0.34,
    "own question": 0.10,
    "agreeing to named us": 0.23,
    "agreeing to a question": 0.15,
    "thanking for named us": 0.92,
    "thanking": 0.37,
    "thanking for long": -0.11,
    "greeting back": 0.20,
    "they agree": -0.15,
    "they thank": -0.43,
    "they thank us": -0.06,
    "link": 0.10,
    "short": -0.54,
    "long": -0.06,
    "first words": -0.19,
    "first question": 0.30,
    "own, we ask": -0.15,
    "own, agreeing": -0.71,
    "own, short": -0.57,
    "starts": 0.62,
    "starts, not yet answered": -0.23,
    "answered": -0.05,
    "answered twice": 0.14,
    "answered four times": -0.04,
    "our talk": 0.08,
    "our talk, latest": 0.37,
    "our talk, latest, unnamed": -0.06,
    "talk of ours": 0.99,
    "talk of ours, latest": 0.24,
    "our partner": -0.22,
    "our partner, latest": -0.12,
    "our partner, latest, unnamed": 0.99,
    "talk latest": -0.04,
    "named's talk with us": -0.48,
    "mentioned": -0.13,
    "mentioned, latest": 0.19,
    "answers us": 0.28,
    "answers us, latest": 0.25,
    "answers us, named": -0.01,
    "we answered it": 0.14,
    "named, we answered it": -0.64,
    "named, answered": 0.04,
    "named, question": 0.51,
    "named, shares words": -1.12,
}
STARTING = {
    "always": -1.15,
    "first words": -0.08,
    "first words, question": -0.03,
    "first words, nobody named": 0.81,
    "first words, greeting": 0.61,
    "not seen lately": 0.31,
    "not seen lately, question, nobody named": 0.73,
    "away 5": 0.66,
    "away 15": 0.12,
    "away 60": 0.11,
    "quiet 1": -0.27,
    "quiet 2": 0.34,
    "quiet 5": -0.16,
    "quiet 15": 0.00,
    "quiet 60": 0.00,
    "question": 0.53,
    "asking": 0.32,
    "question, nobody named": 0.21,
    "asking, nobody named": 0.18,
    "named nobody": 0.84,
    "named unknown": -0.12,
    "agreeing": -0.50,
    "thanking": 0.17,
    "greeting": 1.36,
    "greeting, nobody named": 0.36,
    "link": -0.89,
    "short": -0.11,
    "short, nobody named": -0.18,
    "long": 0.22,
    "long, nobody named": 0.56,
    "waited for": -0.10,
    "waited for, nobody named": -0.27,
    "spoke last": -0.12,
    "spoke last, nobody named": -0.19,
    "shares nothing": -0.38,
    "shares nothing, nobody named": 0.43,
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
