"""Topics: what people talk about more than before.

The score compares two corpora: 2 · Σ observed · ln(observed ÷ expected) over who said the word now and
before, the expected being the share of all who wrote then (Rayson and Garside 2000, after Dunning 1993).
"""

from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

# More than a quarter at once would say little of what is new, and take long.
_LONGEST = 92
_START = f"greatest($first, $last - {_LONGEST - 1})"
# As many days before as are looked at; nothing earlier is read.
_BEFORE = f"(2 * {_START} - $last - 1)"
# A score from which a difference is hardly chance: 95 of 100, with one degree of freedom.
_NOTICEABLE = 3.84
# What fewer say is nobody's topic but their own.
_FEWEST = 3

MEASURE = Measure(
    key="topics",
    title=N_("What is talked about"),
    definition=N_(
        "The thirty words that more people said than in the period before, by how hard this is to take for "
        "chance. At most the latest 92 days of the period, against as many days before them."
    ),
    counts=N_(
        "The dictionary forms of Russian words and the stems of English ones, once for each person. The "
        "score is the log-likelihood ratio G² of people who said the word and of people who wrote at all, "
        "now and before; from 3.84 on, said by three people at least. Where nobody wrote before, the words "
        "that most people said."
    ),
    leaves_out=N_(
        "Pronouns, prepositions and other words that name nothing, numbers, links, mentions, words of one or "
        "two letters. What bots and channels in their own name wrote. Words edited or erased since."
    ),
    form=Form.WORDS,
    parts=(
        Part(N_("People"), Unit.PEOPLE, who="TRUE"),
        Part(N_("Messages"), Unit.FACTS, is_drawn=False),
        Part(N_("People before"), Unit.PEOPLE, is_drawn=False),
        Part(N_("Score"), Unit.SCORE, is_drawn=False),
    ),
    drawn_as="lying",
    icon="hash",
    better=Better.NEITHER,
    question=f"""
        WITH said AS (
            SELECT lemma, person_id, day >= {_START} AS is_now, count(*) AS messages
            FROM lemmas JOIN persons ON identity_id = identity
            WHERE day BETWEEN {_BEFORE} AND $last AND {{channels}}
            GROUP BY lemma, person_id, is_now
        ),
        whole AS (
            SELECT (count(DISTINCT person_id) FILTER (is_now))::DOUBLE AS now,
                   (count(DISTINCT person_id) FILTER (NOT is_now))::DOUBLE AS earlier FROM said
        ),
        counted AS (
            SELECT lemma, count(*) FILTER (is_now) AS people,
                   coalesce(sum(messages) FILTER (is_now), 0)::BIGINT AS messages,
                   count(*) FILTER (NOT is_now) AS before
            FROM said GROUP BY lemma
            HAVING count(*) FILTER (is_now) > count(*) FILTER (NOT is_now)
               AND count(*) FILTER (is_now) >= {_FEWEST}
        ),
        scored AS (
            SELECT lemma, people, messages, before, now, earlier,
                   2 * (people * ln(people * (now + earlier) / (now * (people + before)))
                        + CASE WHEN before = 0 THEN 0
                          ELSE before * ln(before * (now + earlier) / (earlier * (people + before))) END
                   ) AS score
            FROM counted, whole
        )
        SELECT lemma, people, messages, before, score FROM scored
        WHERE earlier = 0 OR (score >= {_NOTICEABLE} AND people * earlier > before * now)
        ORDER BY score DESC, people DESC, lemma LIMIT 30""",
    people=f"""
        SELECT DISTINCT person_id AS person FROM lemmas JOIN persons ON identity_id = identity
        WHERE day BETWEEN {_START} AND $last AND {{channels}} AND ($row < 0 OR lemma = $row)""",
)
