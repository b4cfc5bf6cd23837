"""Messages and reactions: how much is said, and how much is answered with a sign."""

from veche.insights.rules.expressions import DOERS, REACTED, WORDS
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="messages",
    title=N_("Messages and reactions"),
    definition=N_("What people wrote, and the reactions they gave."),
    counts=N_("Messages, comments, questions, answers, posts and reposts; reactions apart."),
    leaves_out=N_("What bots and channels in their own name wrote. Reactions that come without a name."),
    form=Form.SERIES,
    adds_up=True,
    parts=(
        Part(N_("Messages"), Unit.FACTS, who=WORDS),
        Part(N_("Reactions"), Unit.FACTS, who=f"kind = {REACTED}"),
    ),
    icon="messages",
    question=f"""
        SELECT {{bucket}} AS bucket, coalesce(sum(count) FILTER (WHERE {WORDS}), 0)::BIGINT AS words,
               coalesce(sum(count) FILTER (WHERE kind = {REACTED}), 0)::BIGINT AS reactions
        FROM (SELECT month, day, (day + 3) // 7 AS week, kind, count FROM hours
              WHERE nature = 0 AND day BETWEEN $first AND $last AND {{channels}})
        GROUP BY {{bucket}}""",
    people=DOERS,
)
