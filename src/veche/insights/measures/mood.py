"""Mood: how large a part of the messages sounds glad, and how large a part sad, by our lexicon."""

from veche.insights.rules.expressions import WORDS
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

# Of fewer people together nothing is told: the words are judged, never a person.
FEWEST = 5

MEASURE = Measure(
    key="mood",
    title=N_("Mood"),
    definition=N_(
        "Of the messages that have any word of our lexicon, the share of those with more glad words than sad "
        "ones, and of those with more sad words than glad ones."
    ),
    counts=N_(
        "Russian and English words in all their forms; a negation directly before a word turns it round. The "
        "lexicon is open to everybody: see its page."
    ),
    leaves_out=N_(
        "Irony, quotes, emoji, other languages: it judges words, not people. Days, weeks, months and "
        "segments in which fewer than five people wrote such words. Messages with none of its words; what "
        "bots and channels in their own name wrote."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Sounds glad"), Unit.PERCENT, colour="success"),
        Part(N_("Sounds sad"), Unit.PERCENT, colour="danger"),
        Part(N_("Messages with such words"), Unit.FACTS, is_drawn=False),
        Part(N_("Of all messages"), Unit.PERCENT, is_drawn=False),
    ),
    icon="mood-smile",
    gap=Gap.NONE,
    told_at="insights:lexicon_page",
    question=f"""
        WITH toned AS (
            SELECT {{bucket}} AS bucket, count(*) AS messages, count(*) FILTER (glad > sad) AS glad,
                   count(*) FILTER (sad > glad) AS sad
            FROM (SELECT month, day, (day + 3) // 7 AS week, glad, sad, person_id
                  FROM moods JOIN persons ON identity_id = identity
                  WHERE day BETWEEN $first AND $last AND {{channels}})
            GROUP BY {{bucket}} HAVING count(DISTINCT person_id) >= {FEWEST}
        ),
        said AS (
            SELECT {{bucket}} AS bucket, sum(count) AS messages
            FROM (SELECT month, day, (day + 3) // 7 AS week, count FROM hours
                  WHERE nature = 0 AND {WORDS} AND day BETWEEN $first AND $last AND {{channels}})
            GROUP BY {{bucket}}
        )
        SELECT bucket, 100.0 * glad / toned.messages AS glad, 100.0 * sad / toned.messages AS sad,
               toned.messages AS messages, 100.0 * toned.messages / said.messages AS part
        FROM toned JOIN said USING (bucket)""",
)
