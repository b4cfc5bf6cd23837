"""The measures once more as plain SQL over the ledger's own tables, for a community that lives by UTC.

What a product without a columnar copy would ask, alike on SQLite and PostgreSQL: the tests hold
the measures to these answers, the benchmark holds their speed beside. Who is who stands in
`plain_person` (identity_id, person_id, is_team). `{first}`, `{last}` and `{today}` are days since
1970, `{bucket}` an expression over `day`; whole numbers of our own, never a user's text.
"""

from collections.abc import Mapping

from veche.insights.terms import Grain
from veche.ledger.terms import OWN, SPOKEN, Kind, Mark

DAY = 86_400_000
JOINED, LEFT, REACTED = Kind.JOINED.number, Kind.LEFT.number, Kind.REACTED.number
QUESTION = int(Mark.QUESTION)
PERSONS = (
    "CREATE TEMPORARY TABLE plain_person (identity_id bigint PRIMARY KEY, person_id bigint, is_team int)"
)
BUCKETS = {Grain.DAY: "day", Grain.WEEK: "(day + 3) / 7", Grain.WHOLE: "0"}


def _among(kinds: frozenset[int], name: str = "i.kind") -> str:
    return f"{name} IN ({', '.join(map(str, sorted(kinds)))})"


_OF_PEOPLE = """
    FROM ledger_interaction i JOIN plain_person p ON p.identity_id = i.identity_id
    WHERE i.community_id = {community}"""
_DAY = f"i.occurred_at / {DAY}"
_MOMENTS = f"CAST({DAY} AS bigint)"
_WITHIN = f"i.occurred_at >= {{first}} * {_MOMENTS} AND i.occurred_at < ({{last}} + 1) * {_MOMENTS}"
_ACTIVE = f"""
    SELECT DISTINCT p.person_id AS person, {_DAY} AS day {_OF_PEOPLE} AND {_WITHIN} AND {_among(OWN)}"""
_CHANGES = f"""
    days AS (
        SELECT p.person_id AS person, i.identity_id AS identity, i.channel_id AS channel, {_DAY} AS day,
               max(CASE WHEN i.kind IN ({JOINED}, {LEFT})
                        THEN i.occurred_at * 2 + CASE WHEN i.kind = {JOINED} THEN 1 ELSE 0 END END) AS move
        {_OF_PEOPLE} AND ({_among(SPOKEN)} OR i.kind IN ({JOINED}, {LEFT}))
        GROUP BY p.person_id, i.identity_id, i.channel_id, {_DAY}
    ),
    states AS (
        SELECT person, identity, channel, day,
               CASE WHEN move IS NOT NULL AND move %% 2 = 0 THEN 0 ELSE 1 END AS inside FROM days
    ),
    steps AS (
        SELECT person, day, inside - coalesce(
            lag(inside) OVER (PARTITION BY identity, channel ORDER BY day), 0) AS step FROM states
    ),
    sums AS (SELECT person, day, sum(step) AS step FROM steps WHERE step <> 0 GROUP BY person, day),
    held AS (
        SELECT person, day, step, sum(step) OVER (PARTITION BY person ORDER BY day) AS channels FROM sums
    ),
    changes AS (
        SELECT day, CASE WHEN channels > 0 THEN 1 ELSE -1 END AS change FROM held
        WHERE (channels > 0) <> (channels - step > 0)
    )"""
_NEWCOMERS = f"""
    newcomers AS (
        SELECT p.person_id AS person, min({_DAY}) AS day,
               min(CASE WHEN i.kind = {JOINED} THEN {_DAY} END) AS joined,
               min(CASE WHEN {_among(SPOKEN)} THEN {_DAY} END) AS spoken
        {_OF_PEOPLE} AND ({_among(SPOKEN)} OR i.kind = {JOINED}) GROUP BY p.person_id
    )"""
_QUESTIONS = f"""
    questions AS (
        SELECT i.id, i.occurred_at AS at, {_DAY} AS day, p.person_id AS person
        {_OF_PEOPLE} AND {_WITHIN} AND {_among(SPOKEN)} AND i.marks & {QUESTION} <> 0 AND p.is_team = 0
    ),
    answers AS (
        SELECT q.id, q.day, q.at, i.occurred_at - q.at AS wait
        FROM questions q JOIN ledger_reply r ON r.parent_id = q.id
        JOIN ledger_interaction i ON i.id = r.child_id
        JOIN plain_person p ON p.identity_id = i.identity_id
        WHERE p.person_id <> q.person AND {_among(SPOKEN)}
    )"""

QUESTIONS: Mapping[str, str] = {
    "members": f"""
        WITH {_CHANGES},
        levels AS (
            SELECT CASE WHEN day >= {{first}} THEN {{bucket}} ELSE -1 END AS bucket, sum(change) AS change
            FROM changes WHERE day <= {{last}} GROUP BY 1
        )
        SELECT bucket, sum(change) OVER (ORDER BY bucket) FROM levels""",
    "growth": f"""
        WITH {_CHANGES}
        SELECT {{bucket}}, sum(change), sum(CASE WHEN change > 0 THEN 1 ELSE 0 END),
               sum(CASE WHEN change < 0 THEN 1 ELSE 0 END)
        FROM changes WHERE day BETWEEN {{first}} AND {{last}} GROUP BY 1""",
    "active": f"SELECT {{bucket}}, count(DISTINCT person) FROM ({_ACTIVE}) AS found GROUP BY 1",
    "stickiness": f"""
        SELECT {{bucket}}, count(*), count(DISTINCT person) FROM ({_ACTIVE}) AS found GROUP BY 1""",
    "messages": f"""
        SELECT {{bucket}}, sum(CASE WHEN {_among(SPOKEN, "kind")} THEN 1 ELSE 0 END),
               sum(CASE WHEN kind = {REACTED} THEN 1 ELSE 0 END)
        FROM (SELECT {_DAY} AS day, i.kind AS kind FROM ledger_interaction i
              JOIN ledger_identity d ON d.id = i.identity_id
              WHERE i.community_id = {{community}} AND d.nature = 0 AND {_WITHIN}) AS found GROUP BY 1""",
    "first_word": f"""
        WITH {_NEWCOMERS}
        SELECT {{bucket}}, count(*), sum(CASE WHEN spoken <= day + 7 THEN 1 ELSE 0 END) FROM newcomers
        WHERE day = joined AND day BETWEEN {{first}} AND {{last}} AND day <= {{today}} - 7 GROUP BY 1""",
    "retention": f"""
        WITH {_NEWCOMERS},
        born AS (
            SELECT person, (day + 3) / 7 AS week FROM newcomers
            WHERE day BETWEEN {{first}} AND {{last}} AND (day + 3) / 7 > ({{last}} + 3) / 7 - 26
        ),
        weeks AS (
            SELECT DISTINCT p.person_id AS person, ({_DAY} + 3) / 7 AS week {_OF_PEOPLE} AND {_among(OWN)}
        )
        SELECT born.week, weeks.week - born.week, count(*) FROM weeks JOIN born ON born.person = weeks.person
        WHERE weeks.week BETWEEN born.week AND born.week + 26 GROUP BY 1, 2""",
    "hours": f"""
        SELECT ({_DAY} + 3) %% 7, i.occurred_at / 3600000 %% 24, count(*) FROM ledger_interaction i
        JOIN ledger_identity d ON d.id = i.identity_id
        WHERE i.community_id = {{community}} AND d.nature = 0 AND {_among(SPOKEN)} AND {_WITHIN}
        GROUP BY 1, 2""",
    "answer_time": f"""
        WITH {_QUESTIONS},
        firsts AS (SELECT id, day, min(wait) AS wait FROM answers WHERE wait >= 0 GROUP BY id, day),
        ranked AS (
            SELECT bucket, wait, row_number() OVER (PARTITION BY bucket ORDER BY wait) AS place,
                   count(*) OVER (PARTITION BY bucket) AS whole
            FROM (SELECT {{bucket}} AS bucket, wait FROM firsts) AS found
        )
        SELECT bucket, avg(wait) / 3600000.0, max(whole) FROM ranked
        WHERE place IN ((whole + 1) / 2, (whole + 2) / 2) GROUP BY bucket""",
    "unanswered": f"""
        WITH {_QUESTIONS}
        SELECT {{bucket}}, sum(CASE WHEN id IN (SELECT id FROM answers) THEN 0 ELSE 1 END), count(*)
        FROM questions GROUP BY 1""",
    "contributors": f"""
        SELECT p.person_id, sum(CASE WHEN {_among(SPOKEN)} THEN 1 ELSE 0 END),
               sum(CASE WHEN i.kind = {REACTED} THEN 1 ELSE 0 END), count(DISTINCT {_DAY})
        {_OF_PEOPLE} AND {_WITHIN} AND p.is_team = 0 GROUP BY p.person_id
        HAVING sum(CASE WHEN {_among(SPOKEN)} THEN 1 ELSE 0 END) > 0 ORDER BY 2 DESC, 1 LIMIT 20""",
    "connectors": f"""
        WITH said AS (
            SELECT i.id, p.person_id AS person, p.is_team AS is_team
            {_OF_PEOPLE} AND {_WITHIN} AND {_among(SPOKEN)}
        ),
        busy AS (
            SELECT said.person FROM said JOIN ledger_reply r ON r.child_id = said.id
            WHERE r.parent_id IS NOT NULL AND said.is_team = 0
            GROUP BY said.person ORDER BY count(*) DESC, said.person LIMIT 200
        )
        SELECT CASE WHEN said.person < p.person_id THEN said.person ELSE p.person_id END,
               CASE WHEN said.person < p.person_id THEN p.person_id ELSE said.person END, count(*)
        FROM said JOIN ledger_reply r ON r.child_id = said.id JOIN ledger_interaction i ON i.id = r.parent_id
        JOIN plain_person p ON p.identity_id = i.identity_id
        WHERE said.person <> p.person_id AND said.person IN (SELECT person FROM busy)
          AND p.person_id IN (SELECT person FROM busy) GROUP BY 1, 2""",
}


def plain_question(key: str, community: int, first: int, last: int, today: int, grain: Grain) -> str:
    """Answer the plain SQL of a measure for a period."""
    return QUESTIONS[key].format(
        community=int(community), first=int(first), last=int(last), today=int(today), bucket=BUCKETS[grain]
    )
