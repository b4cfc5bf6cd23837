"""Stages: how near people are to the community."""

from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="stages",
    title=N_("Stages"),
    definition=N_("How many people are at each stage, from stranger to advocate, at the end of the period."),
    counts=N_("The stage each person's page shows, as the same rule saw it on that day."),
    leaves_out=N_("Bots. Stages are of the whole community: the choice of channels does not change them."),
    form=Form.SHARES,
    parts=(Part(N_("People"), Unit.PEOPLE, who="TRUE"),),
    drawn_as="lying",
    icon="chart-bar",
    better=Better.NEITHER,
    by_channel=False,
    question="""
        WITH later AS (
            SELECT person_id, arg_min(stage_from, day) AS stage FROM transitions
            WHERE day > $last GROUP BY person_id
        )
        SELECT coalesce(later.stage, standings.stage) AS stage, count(*) AS people
        FROM standings LEFT JOIN later USING (person_id)
        WHERE coalesce(later.stage, standings.stage) > 0 GROUP BY coalesce(later.stage, standings.stage)""",
    people="""
        WITH later AS (
            SELECT person_id, arg_min(stage_from, day) AS stage FROM transitions
            WHERE day > $last GROUP BY person_id
        )
        SELECT standings.person_id AS person FROM standings LEFT JOIN later USING (person_id)
        WHERE coalesce(later.stage, standings.stage) > 0
          AND ($row < 0 OR coalesce(later.stage, standings.stage) = $row)""",
)
