"""Active people: how many people did something."""

from veche.insights.rules.expressions import ACTIVE_DAYS, ACTIVE_PEOPLE
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="active",
    title=N_("Active people"),
    definition=N_("People who did something of their own in the day, week or month."),
    counts=N_(
        "Own activity: messages, comments, reactions, reposts, answers, joining, coming to an event, buying, "
        "clicking. Each person once, however much they did and by however many accounts."
    ),
    leaves_out=N_("Bots. What only happened to somebody: letters sent to them, opened, pages viewed."),
    form=Form.SERIES,
    parts=(Part(N_("Active people"), Unit.PEOPLE, who="TRUE"),),
    icon="bolt",
    people=ACTIVE_PEOPLE,
    question=f"""
        WITH {ACTIVE_DAYS}
        SELECT bucket, count(*) AS people
        FROM (SELECT {{distinct}} person, bucket FROM people JOIN stretches USING (month)
              WHERE days & mask <> 0)
        GROUP BY bucket""",
)
