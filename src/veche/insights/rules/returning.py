"""Who comes back by days, weeks or months: what measures of all three say alike."""

from veche.insights.rules.expressions import NEWCOMERS
from veche.insights.rules.shaping import MOST_AGES
from veche.insights.terms import Form, Gap, Grain, Measure, Part, Unit
from veche.kit.terms import N_

# Who came in during which stretch (born), and in which after it they were active (came).
_CAME = f"""WITH {NEWCOMERS},
        steps AS ({{steps}}),
        latest AS (SELECT max({{step}}) AS latest FROM calendar_days WHERE day = $last),
        born AS (
            SELECT person, {{step}} AS stretch FROM newcomers JOIN calendar_days ON day = entered
            CROSS JOIN latest
            WHERE entered BETWEEN $first AND $last AND {{step}} > latest - {{most}}
        ),
        sizes AS (SELECT stretch, count(*) AS people FROM born GROUP BY stretch),
        people AS (
            SELECT person_id AS person, month, bit_or(own) AS days
            FROM months JOIN persons ON identity_id = identity SEMI JOIN born ON born.person = person_id
            WHERE month >= $first_month AND {{channels}} GROUP BY person_id, month
        ),
        came AS (
            SELECT {{distinct}} person, born.stretch AS born, steps.stretch - born.stretch AS age
            FROM people JOIN born USING (person) JOIN steps USING (month)
            WHERE days & mask <> 0 AND steps.stretch BETWEEN born.stretch AND born.stretch + {{most}}
        )"""
_STEPS = {
    Grain.DAY: "SELECT month, day AS stretch, mask FROM calendar_days",
    Grain.WEEK: "SELECT month, week AS stretch, mask FROM calendar_weeks",
    Grain.MONTH: "SELECT month, month AS stretch, bit_or(mask) AS mask FROM calendar_days GROUP BY month",
}


def back_by(key: str, step: Grain, title: str, definition: str, counts: str) -> Measure:
    """Answer the measure of who comes back by days, weeks or months."""
    came = _CAME.replace("{steps}", _STEPS[step]).replace("{most}", str(MOST_AGES[step]))
    came = came.replace("{step}", step.value).replace("{distinct}", "DISTINCT" * (step is Grain.WEEK))
    return Measure(
        key=key,
        title=title,
        definition=definition,
        counts=counts,
        leaves_out=N_("Bots. Stretches that are not over yet count what happened so far."),
        form=Form.GRID,
        step=step,
        parts=(Part(N_("Came back"), Unit.PERCENT, who="TRUE"),),
        drawn_as="cohorts",
        icon="rotate",
        gap=Gap.NONE,
        question=f"""
        {came}
        SELECT born, age, 100.0 * count(*) / any_value(sizes.people) AS share,
               any_value(sizes.people) AS people
        FROM came JOIN sizes ON sizes.stretch = born GROUP BY born, age""",
        people=f"""
        {came}
        SELECT person FROM born
        WHERE ($row < 0 OR stretch = $row)
          AND ($column < 0 OR person IN (SELECT person FROM came WHERE age = $column))
          AND ($row >= 0 OR $column < 0
               OR stretch + 1 < (SELECT max({step.value}) FROM calendar_days WHERE day = $today))""",
    )
