"""Letters: how many arrived, and which part of them was opened, clicked in and unsubscribed from."""

from veche.insights.rules.expressions import LETTERS
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="letters",
    title=N_("Letters"),
    definition=N_(
        "Of the letters delivered in the period, the share that somebody opened or clicked in, and the share "
        "after which they unsubscribed within 7 days, by the day they were sent."
    ),
    counts=N_(
        "Opens are pictures asked for, by people or by mail services in their name, and clicks. Shares of "
        "opens and clicks are of letters that somebody is known by name to have opened or clicked in."
    ),
    leaves_out=N_(
        "Letters that came back. Opens with pictures switched off, so the true share is higher; opens that a "
        "mail service made by itself, so it is lower. What machines did. Communities that count without "
        "names."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Opened"), Unit.PERCENT, who="opened = 1"),
        Part(N_("Clicked"), Unit.PERCENT, colour="success", who="clicked = 1"),
        Part(N_("Unsubscribed"), Unit.PERCENT, colour="danger", who="gone = 1"),
        Part(N_("Delivered"), Unit.FACTS, is_drawn=False, who="TRUE"),
    ),
    icon="mail",
    gap=Gap.NONE,
    question=f"""
        WITH {LETTERS}
        SELECT {{bucket}} AS bucket,
               100.0 * count(*) FILTER (WHERE opened = 1)
                   / nullif(count(*) FILTER (WHERE is_followed = 1), 0) AS opened,
               100.0 * count(*) FILTER (WHERE clicked = 1)
                   / nullif(count(*) FILTER (WHERE is_followed = 1), 0) AS clicked,
               100.0 * count(*) FILTER (WHERE gone = 1) / count(*) AS gone, count(*) AS delivered
        FROM letters JOIN calendar_days USING (day) GROUP BY {{bucket}}""",
    people=f"""
        WITH {LETTERS}
        SELECT DISTINCT person FROM letters WHERE {{part}}""",
    facts=f"""
        WITH {LETTERS}
        SELECT id, moment, person FROM letters WHERE {{part}}""",
)
