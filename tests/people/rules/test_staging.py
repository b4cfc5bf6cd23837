"""Stages: what the words say is what the rule does, day by day."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.people.rules import staging
from veche.people.rules.staging import course_of
from veche.people.terms import STAGE_FORMS, DayOf, Stage

MONDAY = 20_003 + (-20_003 - 3) % 7


def own(day, **facts):
    return DayOf(MONDAY + day, entered=True, engaged=True, **facts)


def weekly(count):
    return [own(7 * week) for week in range(count)]


CASES = [
    ("nothing happened", [], 0, Stage.STRANGER),
    ("a letter", [DayOf(MONDAY, reached=True)], 0, Stage.REACHED),
    ("a click", [DayOf(MONDAY, approached=True, engaged=True)], 179, Stage.LEAD),
    ("a click long ago", [DayOf(MONDAY, approached=True, engaged=True)], 180, Stage.REACHED),
    ("joined", [DayOf(MONDAY, entered=True)], 0, Stage.NEWCOMER),
    ("the last day of a newcomer", [DayOf(MONDAY, entered=True)], 29, Stage.NEWCOMER),
    ("silent since joining", [DayOf(MONDAY, entered=True)], 30, Stage.DRIFTING),
    ("the last day of drifting", [own(0)], 90, Stage.DRIFTING),
    ("too long", [own(0)], 91, Stage.GONE),
    ("left", [own(0), DayOf(MONDAY + 3, is_out=True)], 3, Stage.GONE),
    ("came back", [own(0), DayOf(MONDAY + 3, is_out=True), own(5)], 5, Stage.NEWCOMER),
    ("a member of long", [own(0), own(35)], 35, Stage.ACTIVE),
    ("three weeks of eight", weekly(3), 14, Stage.NEWCOMER),
    ("four weeks of eight", weekly(4), 21, Stage.REGULAR),
    ("brought somebody", [*weekly(3), own(21, brought=1)], 21, Stage.ADVOCATE),
    ("answered four", [*weekly(3), own(21, answered=4)], 21, Stage.REGULAR),
    ("answered five", [*weekly(3), own(21, answered=5)], 21, Stage.ADVOCATE),
]


@pytest.mark.parametrize(("why", "days", "after", "stage"), CASES, ids=[case[0] for case in CASES])
def test_a_stage_is_what_the_definition_says(why, days, after, stage):
    assert course_of(days, MONDAY + after).stage is stage


SAID = {
    Stage.REACHED: [staging.CLOSE],
    Stage.LEAD: [staging.CLOSE],
    Stage.NEWCOMER: [staging.NEW],
    Stage.ACTIVE: [staging.QUIET],
    Stage.REGULAR: [staging.ACTIVE_WEEKS, staging.WEEKS],
    Stage.ADVOCATE: [staging.BRINGING_WEEKS, staging.ANSWERS, staging.WEEKS],
    Stage.DRIFTING: [staging.QUIET, staging.SILENT],
    Stage.GONE: [staging.SILENT],
}


@pytest.mark.parametrize("stage", list(Stage))
def test_the_words_name_the_numbers_of_the_rule(stage):
    numbers = [int(one) for one in re.findall(r"\d+", str(STAGE_FORMS[stage]))]

    assert numbers == SAID.get(stage, [])


DAYS = st.lists(
    st.builds(
        DayOf, st.integers(MONDAY, MONDAY + 400), st.booleans(), st.booleans(), st.booleans(),
        st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 1),
    ),
    max_size=12, unique_by=lambda one: one.day,
).map(sorted)  # fmt: skip


@given(DAYS, st.integers(400, 700))
def test_the_course_up_to_a_day_does_not_depend_on_when_it_is_asked(days, last):
    whole = course_of(days, MONDAY + last)
    for today in range(MONDAY, MONDAY + last, 29):
        part = course_of([one for one in days if one.day <= today], today)
        assert list(part.turns) == [turn for turn in whole.turns if turn.day <= today]


@given(DAYS)
def test_nothing_changes_before_the_day_of_review(days):
    today = MONDAY + 400
    course = course_of(days, today)
    ends = course.review if course.review is not None else today + 300

    assert all(course_of(days, day).stage is course.stage for day in range(today, ends))
    if course.review is not None:
        assert course_of(days, course.review).stage is not course.stage
