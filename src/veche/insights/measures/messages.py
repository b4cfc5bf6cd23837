"""Messages and reactions: how much is said, and how much is answered with a sign."""

from veche.insights.rules.expressions import COMMENTED, DEEDS, DOERS, PUBLISHED, REACTED, REPOSTED, WORDS
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

_KINDS = (("reactions", REACTED), ("comments", COMMENTED), ("reposts", REPOSTED), ("posts", PUBLISHED))
_COUNTED = ",\n".join(
    f"coalesce(sum(count) FILTER (WHERE kind = {kind}), 0)::BIGINT AS {name}" for name, kind in _KINDS
)

MEASURE = Measure(
    key="messages",
    title=N_("Messages and reactions"),
    definition=N_("What people wrote, and the reactions they gave."),
    counts=N_(
        "Messages, comments, questions, answers, posts and reposts; of them comments, reposts and posts once "
        "more apart. Reactions stand for themselves."
    ),
    leaves_out=N_("What bots and channels in their own name wrote. Reactions that come without a name."),
    form=Form.SERIES,
    adds_up=True,
    parts=(
        Part(N_("Messages"), Unit.FACTS, who=WORDS),
        Part(N_("Reactions"), Unit.FACTS, who=f"kind = {REACTED}"),
        Part(N_("Comments"), Unit.FACTS, is_drawn=False, who=f"kind = {COMMENTED}"),
        Part(N_("Reposts"), Unit.FACTS, is_drawn=False, who=f"kind = {REPOSTED}"),
        Part(N_("Posts"), Unit.FACTS, is_drawn=False, who=f"kind = {PUBLISHED}"),
    ),
    icon="messages",
    question=f"""
        SELECT {{bucket}} AS bucket, coalesce(sum(count) FILTER (WHERE {WORDS}), 0)::BIGINT AS words,
               {_COUNTED}
        FROM (SELECT month, day, (day + 3) // 7 AS week, kind, count FROM hours
              WHERE nature = 0 AND day BETWEEN $first AND $last AND {{channels}})
        GROUP BY {{bucket}}""",
    people=DOERS,
    facts=DEEDS,
)
