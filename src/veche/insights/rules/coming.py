"""Where newcomers came from or began, and how many of each stayed: what measures of both say alike."""

from veche.insights.rules.expressions import NEWCOMERS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

_BORN = f"""{NEWCOMERS},
        born AS (
            SELECT person, entered, spoken, {{source}} AS source, (entered + 3) // 7 AS week
            FROM newcomers JOIN standings ON person_id = person WHERE entered BETWEEN $first AND $last
        ),
        weeks AS (
            SELECT DISTINCT born.person, calendar_weeks.week - born.week AS age
            FROM months JOIN persons ON identity_id = identity JOIN born ON born.person = person_id
            JOIN calendar_weeks USING (month)
            WHERE month >= $first_month AND own & mask <> 0 AND {{channels}}
              AND calendar_weeks.week - born.week IN (1, 4)
        ),
        followed AS (
            SELECT born.person, source, coalesce(spoken <= entered + 7, FALSE) AS spoke,
                   CASE WHEN week + 1 < ($today + 3) // 7
                        THEN born.person IN (SELECT person FROM weeks WHERE age = 1) END AS first_week,
                   CASE WHEN week + 4 < ($today + 3) // 7
                        THEN born.person IN (SELECT person FROM weeks WHERE age = 4) END AS fourth_week
            FROM born
        )"""


def newcomers_by(key: str, title: str, definition: str, form: Form, source: str) -> Measure:
    """Answer the measure of newcomers by a source that stands beside everybody."""
    followed = _BORN.replace("{source}", source)
    return Measure(
        key=key,
        title=title,
        definition=definition,
        counts=N_(
            "People who came in during the period, as soon as the week in question is over for them: who "
            "wrote within seven days, who was active in the first and in the fourth week after."
        ),
        leaves_out=N_("Bots. Where somebody was seen first may not be where they heard of the community."),
        form=form,
        parts=(
            Part(N_("Newcomers"), Unit.PEOPLE, who="TRUE"),
            Part(N_("Spoke within 7 days"), Unit.PERCENT, is_drawn=False, who="spoke"),
            Part(N_("Active in week 1"), Unit.PERCENT, is_drawn=False, who="first_week"),
            Part(N_("Active in week 4"), Unit.PERCENT, is_drawn=False, who="fourth_week"),
        ),
        drawn_as="lying",
        icon="route",
        better=Better.NEITHER,
        question=f"""
        WITH {followed}
        SELECT source, count(*) AS people, 100.0 * count(*) FILTER (WHERE spoke) / count(*) AS spoke,
               100.0 * count(*) FILTER (WHERE first_week)
                   / nullif(count(*) FILTER (WHERE first_week IS NOT NULL), 0) AS first_week,
               100.0 * count(*) FILTER (WHERE fourth_week)
                   / nullif(count(*) FILTER (WHERE fourth_week IS NOT NULL), 0) AS fourth_week
        FROM followed GROUP BY source ORDER BY people DESC, source LIMIT 50""",
        people=f"""
        WITH {followed}
        SELECT person FROM followed WHERE source = $row AND {{part}}""",
    )
