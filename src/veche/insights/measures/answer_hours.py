"""Answer time by weekday and hour: when questions wait longest."""

from veche.insights.rules.expressions import FIRST_ANSWERS
from veche.insights.terms import Better, Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

_ASKED = f"""{FIRST_ANSWERS},
        asked AS (
            SELECT asker, (day + 3) % 7 AS weekday, hour, wait
            FROM firsts JOIN (SELECT id, day, hour FROM interactions
                              WHERE day BETWEEN $first AND $last AND {{channels}}) AS parents ON id = parent
        )"""

MEASURE = Measure(
    key="answer_hours",
    title=N_("Answer time by hour"),
    definition=N_(
        "How long half of the questions asked on this weekday at this hour waited at most; the other half "
        "waited longer."
    ),
    counts=N_(
        "Answered questions of people outside the team, by the hour they were asked, by the community's "
        "clock; the first reply with words by anybody else."
    ),
    leaves_out=N_("Questions nobody has answered: see there. Replies of bots, reactions."),
    form=Form.GRID,
    parts=(Part(N_("Median wait"), Unit.HOURS, who="TRUE"),),
    drawn_as="clock",
    icon="hourglass",
    better=Better.LESS,
    gap=Gap.NONE,
    question=f"""
        WITH {_ASKED}
        SELECT weekday, hour, median(wait) AS wait, count(*) AS questions FROM asked GROUP BY weekday, hour
        UNION ALL
        SELECT weekday, -1, median(wait), count(*) FROM asked GROUP BY weekday
        UNION ALL
        SELECT -1, -1, median(wait), count(*) FROM asked HAVING count(*) > 0""",
    people=f"""
        WITH {_ASKED}
        SELECT DISTINCT asker AS person FROM asked
        WHERE ($row < 0 OR weekday = $row) AND ($column < 0 OR hour = $column)""",
)
