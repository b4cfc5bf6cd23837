"""Hours and weekdays: when people write."""

from veche.insights.rules.expressions import DEEDS, WORDS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="hours",
    title=N_("When people write"),
    definition=N_(
        "What people wrote by hour and weekday, by the community's clock: when to ask and to post."
    ),
    counts=N_(
        "Messages, comments, questions, answers, posts and reposts by the hour in which they were written."
    ),
    leaves_out=N_(
        "Bots, reactions, joining and leaving. Records that tell the day and not the time count at 0:00."
    ),
    form=Form.GRID,
    parts=(Part(N_("Messages"), Unit.FACTS, who=WORDS),),
    drawn_as="clock",
    icon="clock",
    better=Better.NEITHER,
    question=f"""
        SELECT (day + 3) % 7 AS weekday, hour, sum(count)::BIGINT AS words FROM hours
        WHERE {WORDS} AND nature = 0 AND day BETWEEN $first AND $last AND {{channels}}
        GROUP BY (day + 3) % 7, hour""",
    people="""
        SELECT DISTINCT person_id AS person
        FROM (SELECT DISTINCT identity FROM interactions
              WHERE {part} AND day BETWEEN $first AND $last AND {channels}
                AND ($row < 0 OR (day + 3) % 7 = $row) AND ($column < 0 OR hour = $column))
        JOIN persons ON identity_id = identity""",
    facts=f"{DEEDS} AND ($row < 0 OR (day + 3) % 7 = $row) AND ($column < 0 OR hour = $column)",
)
