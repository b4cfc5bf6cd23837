"""Engagement: how large a part of the members, and of the views, responded to posts (ER and ERR)."""

from veche.insights.rules.dailies import engagement_of
from veche.insights.rules.expressions import MEMBERSHIP, PUBLISHED, RESPONDERS, RESPONSES
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

_POSTS = f"kind = {PUBLISHED}"

MEASURE = Measure(
    key="engagement",
    title=N_("Engagement: ER and ERR"),
    definition=N_(
        "ER = responses ÷ (posts × members on the day of the post). ERR = responses ÷ views, of posts whose "
        "views are known. Responses are reactions, comments and reposts."
    ),
    counts=N_(
        "Posts by the day they were published, with all that came since. Of comments and reposts the larger "
        "of what the network states and what we know."
    ),
    leaves_out=N_("Messages in chats: they are no posts. Clicks and purchases."),
    form=Form.SERIES,
    parts=(
        Part(N_("ER"), Unit.PERCENT, who="TRUE"),
        Part(N_("ERR"), Unit.PERCENT, colour="muted", who="TRUE"),
        Part(N_("Responses per post"), Unit.FACTS, is_drawn=False),
        Part(N_("Posts"), Unit.FACTS, is_drawn=False, what="TRUE"),
        Part(N_("Reactions"), Unit.FACTS, is_drawn=False),
        Part(N_("Comments"), Unit.FACTS, is_drawn=False),
        Part(N_("Reposts"), Unit.FACTS, is_drawn=False),
    ),
    icon="thumb-up",
    gap=Gap.NONE,
    daily=engagement_of,
    question=f"""
        WITH {MEMBERSHIP}, {RESPONSES.replace("{said}", _POSTS)},
        posts AS (
            SELECT id, day, views, coalesce(reactions, 0) AS reactions,
                   coalesce(comments, 0) AS comments, coalesce(reposts, 0) AS reposts
            FROM (SELECT id, day FROM interactions
                  WHERE {_POSTS} AND day BETWEEN $first AND $last AND {{channels}})
            LEFT JOIN responses USING (id)
        ),
        daily AS (SELECT day, sum(change) AS change FROM changes GROUP BY day),
        levels AS (
            SELECT posted.day, sum(daily.change) AS members
            FROM (SELECT DISTINCT day FROM posts) AS posted JOIN daily ON daily.day <= posted.day
            GROUP BY posted.day
        )
        SELECT day, sum(coalesce(members, 0))::BIGINT AS members,
               coalesce(sum(reactions + comments + reposts) FILTER (WHERE views > 0), 0)::BIGINT AS viewed,
               coalesce(sum(views) FILTER (WHERE views > 0), 0)::BIGINT AS views, count(*) AS posts,
               sum(reactions)::BIGINT AS reactions, sum(comments)::BIGINT AS comments,
               sum(reposts)::BIGINT AS reposts
        FROM posts LEFT JOIN levels USING (day) GROUP BY day""",
    people=RESPONDERS.replace("{said}", _POSTS),
    facts=f"""
        SELECT id, moment, coalesce(person_id, 0) AS person
        FROM interactions LEFT JOIN everybody ON identity_id = identity
        WHERE {_POSTS} AND day BETWEEN $first AND $last AND {{channels}} AND {{part}}""",
)
