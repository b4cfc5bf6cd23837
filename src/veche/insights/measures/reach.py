"""Reach: how many people were reached, and how often posts were seen."""

from veche.insights.rules.expressions import ACTIVE_DAYS, SEEN, VIEWS
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

_REACHED = f"""
passed AS (
    SELECT DISTINCT person_id AS person, {{bucket}} AS bucket
    FROM interactions JOIN persons ON identity_id = identity
    WHERE {SEEN} AND day BETWEEN $first AND $last AND {{channels}}
),
reached AS (
    SELECT person, bucket FROM people JOIN stretches USING (month) WHERE days & mask <> 0
    UNION SELECT person, bucket FROM passed
)"""

MEASURE = Measure(
    key="reach",
    title=N_("Reach"),
    definition=N_(
        "People who were reached: everybody whom the ledger saw do, open or view anything; beside them how "
        "often the posts of those days were viewed, in all and each."
    ),
    counts=N_(
        "People by name. Views as the network states them, the largest number it ever stated, by the day of "
        "the post."
    ),
    leaves_out=N_(
        "Bots. Views come without names: who viewed is not known, one person may view often, and the choice "
        "of a segment does not change them."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("People reached"), Unit.PEOPLE, who="TRUE"),
        Part(N_("Views"), Unit.FACTS, is_drawn=False),
        Part(N_("Posts with views"), Unit.FACTS, is_drawn=False),
        Part(N_("Views per post"), Unit.FACTS, is_drawn=False),
    ),
    icon="eye",
    question=f"""
        WITH {ACTIVE_DAYS}, {_REACHED},
        viewed AS (
            SELECT id, any_value(month) AS month, any_value(day) AS day,
                   (any_value(day) + 3) // 7 AS week, max(count) AS views
            FROM tallies WHERE name = {VIEWS} AND day BETWEEN $first AND $last AND {{channels}} GROUP BY id
        ),
        views AS (
            SELECT {{bucket}} AS bucket, sum(views)::BIGINT AS views, count(*) AS posts
            FROM viewed GROUP BY {{bucket}}
        ),
        counts AS (SELECT bucket, count(*) AS people FROM reached GROUP BY bucket)
        SELECT coalesce(counts.bucket, views.bucket) AS bucket, coalesce(people, 0) AS people,
               coalesce(views, 0) AS views, coalesce(posts, 0) AS posts,
               CASE WHEN posts > 0 THEN 1.0 * views / posts END AS each
        FROM counts FULL JOIN views ON views.bucket = counts.bucket""",
    people=f"""
        WITH {ACTIVE_DAYS}, {_REACHED}
        SELECT DISTINCT person FROM reached""",
)
