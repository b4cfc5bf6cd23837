"""Concentration: on how few people the talk rests."""

from veche.insights.rules.expressions import WORDS
from veche.insights.terms import Better, Form, Gap, Grain, Measure, Part, Unit
from veche.kit.terms import N_

# More than a year at once would take longer than a page may.
_WRITTEN = f"{WORDS} AND day BETWEEN greatest($first, $last - 365) AND $last AND {{channels}}"

MEASURE = Measure(
    key="concentration",
    title=N_("On how few it rests"),
    definition=N_(
        "The share of all messages that the most active 1 % of those who write wrote: the higher, the more "
        "the community depends on a few."
    ),
    counts=N_(
        "Everybody who wrote in the week or month, the team too; one of a hundred, rounded up. At most the "
        "latest year of the period."
    ),
    leaves_out=N_("Bots, reactions, who only reads. With fewer than a hundred writers it is the first one."),
    form=Form.SERIES,
    parts=(
        Part(N_("Share of the top 1 %"), Unit.PERCENT, who="place <= ceil(people / 100.0)"),
        Part(N_("Share of the top 10 %"), Unit.PERCENT, colour="muted", who="place <= ceil(people / 10.0)"),
        Part(N_("People who wrote"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
    ),
    icon="chart-pie",
    better=Better.LESS,
    finest=Grain.WEEK,
    gap=Gap.NONE,
    question=f"""
        WITH counted AS (
            SELECT identity, {{bucket}} AS bucket, count(*) AS words FROM interactions
            WHERE {_WRITTEN} GROUP BY identity, {{bucket}}
        ),
        written AS (
            SELECT bucket, person_id AS person, sum(words) AS words
            FROM counted JOIN persons ON identity_id = identity GROUP BY bucket, person_id
        ),
        placed AS (
            SELECT bucket, words, row_number() OVER (PARTITION BY bucket ORDER BY words DESC) AS place,
                   count(*) OVER (PARTITION BY bucket) AS people FROM written
        )
        SELECT bucket,
               100.0 * sum(words) FILTER (WHERE place <= ceil(people / 100.0)) / sum(words) AS hundredth,
               100.0 * sum(words) FILTER (WHERE place <= ceil(people / 10.0)) / sum(words) AS tenth,
               count(*) AS people
        FROM placed GROUP BY bucket""",
    people=f"""
        WITH written AS (
            SELECT person_id AS person, sum(words) AS words
            FROM (SELECT identity, count(*) AS words FROM interactions
                  WHERE {_WRITTEN} GROUP BY identity)
            JOIN persons ON identity_id = identity GROUP BY person_id
        ),
        placed AS (
            SELECT person, row_number() OVER (ORDER BY words DESC, person) AS place,
                   count(*) OVER () AS people FROM written
        )
        SELECT person FROM placed WHERE {{part}}""",
)
