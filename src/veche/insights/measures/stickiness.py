"""Stickiness: on how many days those who come at all are there."""

from veche.insights.rules.expressions import ACTIVE_DAYS, ACTIVE_PEOPLE
from veche.insights.terms import Form, Gap, Grain, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="stickiness",
    title=N_("Stickiness"),
    definition=N_(
        "Active people on an average day as a share of all active people of the week or month (DAU/MAU): "
        "100 % would mean that everybody comes every day."
    ),
    counts=N_("Days on which people were active, divided by the days there were and by the people."),
    leaves_out=N_("Bots. Days before and after the period, where a week or month lies only partly in it."),
    form=Form.SERIES,
    parts=(
        Part(N_("Stickiness"), Unit.PERCENT, who="TRUE"),
        Part(N_("Active on an average day"), Unit.PEOPLE, is_drawn=False),
        Part(N_("Active people"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
    ),
    icon="heart",
    people=ACTIVE_PEOPLE,
    finest=Grain.WEEK,
    gap=Gap.NONE,
    question=f"""
        WITH {ACTIVE_DAYS},
        lengths AS (
            SELECT {{bucket}} AS bucket, count(*) AS days FROM calendar_days
            WHERE day BETWEEN $first AND $last GROUP BY {{bucket}}
        ),
        counted AS (
            SELECT bucket, sum(bit_count(days & mask)) AS days, count(DISTINCT person) AS people
            FROM people JOIN stretches USING (month) WHERE days & mask <> 0 GROUP BY bucket
        )
        SELECT bucket, 100.0 * counted.days / lengths.days / people AS share,
               counted.days * 1.0 / lengths.days AS average, people
        FROM counted JOIN lengths USING (bucket)""",
)
