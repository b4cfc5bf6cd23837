"""Retention: how many of those who came in a week come back in the weeks after."""

from veche.insights.rules.expressions import NEWCOMERS
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

# Who came in during which week (born), and in which weeks after it they were active (came).
_CAME = f"""WITH {NEWCOMERS},
        born AS (
            SELECT person, (entered + 3) // 7 AS week FROM newcomers
            WHERE entered BETWEEN $first AND $last AND (entered + 3) // 7 > ($last + 3) // 7 - 26
        ),
        sizes AS (SELECT week, count(*) AS people FROM born GROUP BY week),
        people AS (
            SELECT person_id AS person, month, bit_or(own) AS days
            FROM months JOIN persons ON identity_id = identity SEMI JOIN born ON born.person = person_id
            WHERE month >= $first_month AND {{channels}} GROUP BY person_id, month
        ),
        came AS (
            SELECT DISTINCT person, born.week AS born, calendar_weeks.week - born.week AS age
            FROM people JOIN born USING (person) JOIN calendar_weeks USING (month)
            WHERE days & mask <> 0 AND calendar_weeks.week BETWEEN born.week AND born.week + 26
        )"""

MEASURE = Measure(
    key="retention",
    title=N_("Who comes back"),
    definition=N_(
        "Of the people who came in during a week, the share who were active in each week after it: a row for "
        "each week of coming, at most the latest 26 of the period."
    ),
    counts=N_(
        "Own activity of any kind in that calendar week. Weeks start on Monday; week 0 is when they came."
    ),
    leaves_out=N_("Bots. Weeks that are not over yet count what happened so far."),
    form=Form.GRID,
    parts=(Part(N_("Came back"), Unit.PERCENT, who="TRUE"),),
    drawn_as="cohorts",
    icon="rotate",
    gap=Gap.NONE,
    question=f"""
        {_CAME}
        SELECT born, age, 100.0 * count(*) / any_value(sizes.people) AS share,
               any_value(sizes.people) AS people
        FROM came JOIN sizes ON sizes.week = born GROUP BY born, age""",
    people=f"""
        {_CAME}
        SELECT person FROM born
        WHERE ($row < 0 OR week = $row)
          AND ($column < 0 OR person IN (SELECT person FROM came WHERE age = $column))
          AND ($row >= 0 OR $column < 0 OR week + 1 < ($today + 3) // 7)""",
)
