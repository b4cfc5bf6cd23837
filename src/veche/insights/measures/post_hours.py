"""Responses by weekday and hour of posting: when a post is met best."""

from veche.insights.rules.expressions import PUBLISHED, RESPONSES
from veche.insights.terms import Better, Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

_SAID = f"kind = {PUBLISHED}"

MEASURE = Measure(
    key="post_hours",
    title=N_("When posts are met best"),
    definition=N_(
        "How many reactions, comments and reposts a post got on average, by the weekday and hour of posting."
    ),
    counts=N_(
        "Posts of the period by the community's clock, with all responses since; of comments and reposts the "
        "larger of what the network states and what we know."
    ),
    leaves_out=N_("Messages in chats. That posts of an hour got more does not say that the hour was why."),
    form=Form.GRID,
    parts=(Part(N_("Responses per post"), Unit.FACTS, who="TRUE"),),
    drawn_as="clock",
    icon="clock",
    gap=Gap.NONE,
    better=Better.MORE,
    question=f"""
        WITH {RESPONSES.replace("{said}", _SAID)},
        posts AS (
            SELECT (day + 3) % 7 AS weekday, hour,
                   coalesce(reactions, 0) + coalesce(comments, 0) + coalesce(reposts, 0) AS whole
            FROM (SELECT id, day, hour FROM interactions
                  WHERE {_SAID} AND day BETWEEN $first AND $last AND {{channels}}) AS posted
            LEFT JOIN responses ON responses.id = posted.id
        )
        SELECT weekday, hour, 1.0 * sum(whole) / count(*) AS response, count(*) AS posts
        FROM posts GROUP BY weekday, hour
        UNION ALL
        SELECT weekday, -1, 1.0 * sum(whole) / count(*), count(*) FROM posts GROUP BY weekday
        UNION ALL
        SELECT -1, -1, 1.0 * sum(whole) / count(*), count(*) FROM posts HAVING count(*) > 0""",
    people=f"""
        SELECT DISTINCT person FROM (
            SELECT person_id AS person, parent FROM replies JOIN persons ON identity_id = identity
            WHERE parent_{_SAID} AND parent_day BETWEEN $first AND $last AND {{channels}}
        ) AS responded JOIN (SELECT id, day, hour FROM interactions WHERE {_SAID}) AS posted ON id = parent
        WHERE ($row < 0 OR (day + 3) % 7 = $row) AND ($column < 0 OR hour = $column)""",
)
