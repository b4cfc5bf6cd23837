"""Late answers: first answers that did not come when they were promised."""

from veche.insights.rules.expressions import JUDGED, WHAT_WAITED, WHO_WAITED
from veche.insights.terms import Better, Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="late_answers",
    title=N_("Late answers"),
    definition=N_("First answers that did not come in the time the inbox promised, by the day it was over."),
    counts=N_(
        "Each time somebody waited longer than was promised then, answered since or not. The time counts "
        "within working hours, without holidays."
    ),
    leaves_out=N_("What was opened by mistake. Channels that promise nothing. People of the team."),
    form=Form.SERIES,
    parts=(
        Part(N_("Late"), Unit.FACTS, colour="danger", who="NOT is_kept"),
        Part(N_("Still without an answer"), Unit.FACTS, colour="warning", who="NOT is_kept AND is_open"),
    ),
    drawn_as="bar",
    icon="hourglass",
    better=Better.LESS,
    # Where nothing was promised nothing could be late.
    gap=Gap.NONE,
    question=f"""
        WITH {JUDGED}
        SELECT {{bucket}} AS bucket, count(*) FILTER (WHERE NOT is_kept) AS late,
               count(*) FILTER (WHERE NOT is_kept AND is_open) AS waiting
        FROM judged JOIN calendar_days USING (day) GROUP BY {{bucket}}""".replace("{promised}", "1"),
    people=WHO_WAITED.replace("{promised}", "1"),
    facts=WHAT_WAITED.replace("{promised}", "1"),
)
