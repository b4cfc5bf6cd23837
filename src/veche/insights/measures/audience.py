"""Audience: who of the active people is new, has stayed, came back, or did not come again."""

from veche.insights.rules.expressions import CAME
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="audience",
    title=N_("New, staying, back again, lost"),
    definition=N_(
        "Active people of each day, week or month: for the first time ever, as in the one before, again "
        "after a pause; and who was active in the one before and is not in this."
    ),
    counts=N_("Own activity of any kind. Days, weeks and months are taken whole, also the first one."),
    leaves_out=N_("Bots. Who was lost may come back: then they count as back again."),
    form=Form.SERIES,
    parts=(
        Part(N_("New"), Unit.PEOPLE, colour="success", who="state = 1"),
        Part(N_("Staying"), Unit.PEOPLE, who="state = 2"),
        Part(N_("Back again"), Unit.PEOPLE, colour="warning", who="state = 3"),
        Part(N_("Lost"), Unit.PEOPLE, colour="danger", who="state = 4"),
    ),
    drawn_as="bar",
    icon="users",
    better=Better.MORE,
    question=f"""
        WITH {CAME}
        SELECT bucket, count(*) FILTER (WHERE state = 1) AS fresh,
               count(*) FILTER (WHERE state = 2) AS staying,
               count(*) FILTER (WHERE state = 3) AS back, count(*) FILTER (WHERE state = 4) AS lost
        FROM states GROUP BY bucket""",
    people=f"""
        WITH {CAME}
        SELECT DISTINCT person FROM states WHERE {{part}}""",
)
