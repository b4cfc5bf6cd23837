"""Lonely: who wrote, and neither answered anybody nor was answered."""

from veche.insights.rules.expressions import WORDS
from veche.insights.terms import Better, Form, Gap, Grain, Measure, Part, Unit
from veche.kit.terms import N_

# More than a year at once would take longer than a page may.
_DAYS = "day BETWEEN greatest($first, $last - 365) AND $last"
# talked: who gave or got a reply in a stretch of time; wrote: who said something in it.
_TALKED = f"""
spoken AS (
    SELECT person_id AS person, month, bit_or(spoken) AS days
    FROM months JOIN persons ON identity_id = identity
    WHERE NOT is_team AND month BETWEEN $first_month AND $last_month AND {{channels}}
    GROUP BY person_id, month
),
stretches AS (
    SELECT month, {{bucket}} AS bucket, bit_or(mask) AS mask
    FROM calendar_days WHERE {_DAYS} GROUP BY month, {{bucket}}
),
wrote AS (SELECT DISTINCT person, bucket FROM spoken JOIN stretches USING (month) WHERE days & mask <> 0),
ends AS (
    SELECT giver.person_id AS giver, getter.person_id AS getter, {{bucket}} AS bucket
    FROM (SELECT identity, parent_identity, day, month, (day + 3) // 7 AS week FROM replies
          WHERE {WORDS} AND {_DAYS} AND {{channels}}) AS said
    JOIN everybody AS giver ON giver.identity_id = said.identity
    JOIN everybody AS getter ON getter.identity_id = said.parent_identity
    WHERE giver.person_id <> getter.person_id
),
talked AS (
    SELECT DISTINCT CASE WHEN side = 1 THEN giver ELSE getter END AS person, bucket
    FROM ends CROSS JOIN (SELECT 1 AS side UNION ALL SELECT 2 AS side) AS sides
)"""

MEASURE = Measure(
    key="lonely",
    title=N_("Wrote and talked with nobody"),
    definition=N_(
        "People who wrote something, whom nobody answered and who answered nobody in the same week or month."
    ),
    counts=N_(
        "People outside the team with words of their own. A reply with words by anybody, the team too, is "
        "talk. At most the latest year of the period."
    ),
    leaves_out=N_(
        "The team and bots; answers of bots and to bots. Where people answer without using «reply», talk is "
        "not seen as such. Reactions are no talk."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Talked with nobody"), Unit.PEOPLE, colour="warning", who="talked.person IS NULL"),
        Part(N_("Of those who wrote"), Unit.PERCENT, is_drawn=False, who="talked.person IS NULL"),
        Part(N_("Wrote"), Unit.PEOPLE, colour="muted", who="TRUE"),
    ),
    drawn_as="bar",
    icon="user-question",
    better=Better.LESS,
    finest=Grain.WEEK,
    gap=Gap.NONE,
    question=f"""
        WITH {_TALKED}
        SELECT wrote.bucket, sum(CASE WHEN talked.person IS NULL THEN 1 ELSE 0 END)::BIGINT AS lonely,
               100.0 * sum(CASE WHEN talked.person IS NULL THEN 1 ELSE 0 END) / count(*) AS share,
               count(*) AS people
        FROM wrote LEFT JOIN talked ON talked.person = wrote.person AND talked.bucket = wrote.bucket
        GROUP BY wrote.bucket""",
    people=f"""
        WITH {_TALKED}
        SELECT DISTINCT wrote.person AS person
        FROM wrote LEFT JOIN talked ON talked.person = wrote.person AND talked.bucket = wrote.bucket
        WHERE {{part}}""",
)
