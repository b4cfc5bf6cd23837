"""Measures, one a file: title, unit, definition in words, what it counts and what not, one expression."""

from collections.abc import Mapping

from veche.insights.measures import (
    active,
    answer_time,
    connectors,
    contributors,
    first_word,
    flows,
    growth,
    hours,
    members,
    messages,
    retention,
    stages,
    stickiness,
    unanswered,
)
from veche.insights.terms import Measure

# In the order in which the overview shows them.
MEASURES: Mapping[str, Measure] = {
    found.MEASURE.key: found.MEASURE
    for found in (
        members, growth, active, stickiness, messages, first_word, retention, hours,
        answer_time, unanswered, contributors, connectors, stages, flows,
    )
}  # fmt: skip
