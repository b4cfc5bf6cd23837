"""Flows: who moved from stage to stage."""

from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="flows",
    title=N_("Moves between stages"),
    definition=N_("How often people moved from one stage to another in the period."),
    counts=N_("Every change of stage; who came nearer and drew back again counts with each step."),
    leaves_out=N_("Bots. Stages are of the whole community: the choice of channels does not change them."),
    form=Form.FLOWS,
    parts=(Part(N_("Moves"), Unit.FACTS, who="TRUE"),),
    drawn_as="flow",
    icon="arrows-split",
    better=Better.NEITHER,
    by_channel=False,
    question="""
        SELECT stage_from, stage_to, count(*) AS moves FROM transitions
        WHERE day BETWEEN $first AND $last AND stage_from <> stage_to GROUP BY stage_from, stage_to""",
    people="""
        SELECT DISTINCT person_id AS person FROM transitions
        WHERE day BETWEEN $first AND $last AND stage_from <> stage_to
          AND ($row < 0 OR stage_from = $row) AND ($column < 0 OR stage_to = $column)""",
)
