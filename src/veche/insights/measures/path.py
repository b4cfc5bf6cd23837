"""The path: how far those who were reached came, how fast, at what cost and for what money."""

from veche.insights.rules.walking import WALKED, with_every_step
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="path",
    title=N_("The path"),
    definition=N_(
        "How far people first seen in the period have come by now: reached, clicked, joined, first word, "
        "regular, advocate. The channels chosen are those where they were seen first."
    ),
    counts=N_(
        "People who took a step, whatever they did before it. Clicked: a click, subscription, form, "
        "application or registration. Joined: became a newcomer. The period before had as much time as this "
        "one. Revenue: all that they paid since, less what was paid back. Cost: what was spent on the period."
    ),
    leaves_out=N_(
        "The team and bots. Views without a name: see reach. Amounts in other currencies than the "
        "community's."
    ),
    form=Form.STEPS,
    parts=(
        Part(N_("People"), Unit.PEOPLE, who="TRUE"),
        Part(N_("Of all reached"), Unit.PERCENT, is_drawn=False, who="TRUE"),
        Part(N_("Of the step before"), Unit.PERCENT, is_drawn=False, who="earlier IS NOT NULL"),
        Part(N_("No further so far"), Unit.PEOPLE, is_drawn=False, who="onward = 0"),
        Part(N_("Time since first seen"), Unit.DAYS, is_drawn=False),
        Part(N_("Time since the step before"), Unit.DAYS, is_drawn=False),
        Part(N_("Cost of one"), Unit.MONEY, is_drawn=False),
        Part(N_("Revenue"), Unit.MONEY, is_drawn=False, who="kept <> 0"),
        Part(N_("Revenue of one"), Unit.MONEY, is_drawn=False),
    ),
    drawn_as="lying",
    icon="route",
    better=Better.NEITHER,
    finish=with_every_step,
    question=f"""
        WITH {WALKED},
        counted AS MATERIALIZED (
            SELECT step, count(*) AS people, count(earlier) AS onwards,
                   sum(CASE WHEN onward = 0 THEN 1 END) AS ends,
                   CAST(median(day - reached) AS DOUBLE) AS since_first,
                   CAST(median(CASE WHEN day >= earlier THEN day - earlier END) AS DOUBLE) AS since_before,
                   sum(kept) AS kept
            FROM walked GROUP BY step
        )
        SELECT here.step, here.people, 100.0 * here.people / every.people AS share,
               100.0 * here.onwards / before.people AS onwards, coalesce(here.ends, 0) AS ends,
               here.since_first, here.since_before,
               nullif(CAST($spent AS DOUBLE), 0) / here.people AS cost,
               here.kept, here.kept / here.people AS kept_by_one
        FROM counted AS here CROSS JOIN (SELECT count(*) AS people FROM cohort) AS every
        LEFT JOIN counted AS before ON before.step = here.step - 1""",
    people=f"""
        WITH {WALKED}
        SELECT DISTINCT person FROM walked WHERE ($row < 0 OR step = $row) AND {{part}}""",
)
