"""Measures, one a file: title, unit, definition in words, what it counts and what not, one expression."""

from collections.abc import Mapping

from veche.insights.measures import (
    active,
    answer_hours,
    answer_time,
    answered_in_time,
    answerers,
    audience,
    beginnings,
    concentration,
    connectors,
    contributors,
    engagement,
    first_word,
    flows,
    growth,
    hours,
    late_answers,
    letter_results,
    letters,
    lonely,
    members,
    messages,
    money,
    mood,
    path,
    post_hours,
    posts,
    reach,
    resolved_in_time,
    retention,
    retention_days,
    retention_months,
    satisfaction,
    sources,
    stages,
    stickiness,
    topics,
    unanswered,
    ways,
)
from veche.insights.terms import Measure

# In the order in which the overview shows them.
_ALL = (
    members.MEASURE, growth.MEASURE, active.MEASURE, audience.MEASURE, stickiness.MEASURE, messages.MEASURE,
    reach.MEASURE, engagement.MEASURE, posts.MEASURE, first_word.MEASURE, sources.MEASURE,
    beginnings.MEASURE, retention.MEASURE, retention_months.MEASURE, retention_days.MEASURE, hours.MEASURE,
    answer_time.MEASURE, unanswered.MEASURE, answered_in_time.MEASURE, late_answers.MEASURE,
    resolved_in_time.MEASURE, satisfaction.MEASURE, contributors.MEASURE, concentration.MEASURE,
    connectors.MEASURE, lonely.MEASURE, stages.MEASURE, flows.MEASURE, money.MEASURE, letters.MEASURE,
    letter_results.MEASURE, path.MEASURE,
    ways.MEASURE,
    post_hours.MEASURE, answer_hours.MEASURE, answerers.MEASURE, topics.MEASURE, mood.MEASURE,
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in _ALL}
