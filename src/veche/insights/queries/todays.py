"""Today: what the figures say of a day, of who came silently, who drifts away and who waits."""

from __future__ import annotations

from veche.insights.queries.figures import Figures
from veche.insights.rules.todays import USUAL_DAYS, changes_of
from veche.insights.terms import Change, Day, Listed, Move, Question, Quiet, Rows
from veche.people.terms import MEMBERS, Stage

# How many days back: newcomers who are silent, questions that still matter.
NEWCOMER_DAYS, QUESTION_DAYS = 30, 14
SHOWN = 8
STAY = ", ".join(str(int(stage)) for stage in sorted(MEMBERS))
# The stage of everybody on a day: what was before the first move after it, else the present one.
STAGES = """
later AS (
    SELECT person_id, arg_min(stage_from, day) AS stage FROM transitions WHERE day > $day GROUP BY person_id
),
team AS (SELECT DISTINCT person_id FROM persons WHERE is_team),
people AS (
    SELECT standings.person_id AS person, coalesce(later.stage, standings.stage) AS stage, joined_day,
           first_word_day, last_seen_day, first_channel AS channel
    FROM standings LEFT JOIN later USING (person_id) ANTI JOIN team ON team.person_id = standings.person_id
)"""
_SILENT = f"""
    WITH {STAGES}
    SELECT person, joined_day, count(*) OVER () FROM people
    WHERE joined_day BETWEEN $since AND $day AND first_word_day < 0 AND stage IN ({STAY})
    ORDER BY joined_day DESC, person LIMIT {SHOWN}"""
# Who came often is missed most: those with most days of activity in the half year before stand first.
_DRIFTING = f"""
    WITH {STAGES},
    drifting AS (SELECT person, last_seen_day FROM people WHERE stage = {int(Stage.DRIFTING)}),
    habits AS (
        SELECT person, sum(bit_count(own)) AS days, max(last_seen_day) AS last_seen_day
        FROM months JOIN persons ON identity_id = identity JOIN drifting ON drifting.person = person_id
        WHERE month >= $since_month GROUP BY person
    )
    SELECT person, last_seen_day, (SELECT count(*) FROM drifting) FROM habits
    ORDER BY days DESC, person LIMIT {SHOWN}"""
_WAITING = f"""
    WITH answered AS (
        SELECT DISTINCT parent FROM answers
        JOIN persons AS answerer ON answerer.identity_id = answers.identity
        JOIN persons AS asker ON asker.identity_id = answers.parent_identity
        WHERE answerer.person_id <> asker.person_id AND parent_day >= $since
    )
    SELECT id, moment, person_id, count(*) OVER ()
    FROM questions JOIN persons ON identity_id = identity ANTI JOIN answered ON parent = id
    WHERE NOT is_team AND day BETWEEN $since AND $day ORDER BY moment DESC, id DESC LIMIT {SHOWN}"""
_MOVES = f"""
    SELECT person_id, day, stage_from, stage_to, count(*) OVER () FROM transitions
    WHERE day BETWEEN $since AND $day AND stage_from <> stage_to AND stage_to <> {int(Stage.STRANGER)}
    ORDER BY day DESC, stage_to DESC, person_id LIMIT {SHOWN}"""
_COUNTS = """
    SELECT kind, sum(count)::BIGINT FROM hours
    WHERE nature = 0 AND day BETWEEN $since AND $day GROUP BY kind"""
_ACTORS = f"""
    SELECT kind, person_id, count(*) AS times FROM interactions JOIN persons ON identity_id = identity
    WHERE day = $day GROUP BY kind, person_id
    QUALIFY row_number() OVER (PARTITION BY kind ORDER BY times DESC, person_id) <= {SHOWN}
    ORDER BY kind, times DESC, person_id"""


def silent_newcomers(figures: Figures, day: Day) -> Listed:
    """Answer who joined in the last days and has not said a word, the latest first."""
    rows = figures.ask(_SILENT, {"day": day, "since": day - NEWCOMER_DAYS})
    return Listed(tuple(Quiet(person, joined) for person, joined, _ in rows), _whole(rows))


def drifting_people(figures: Figures, day: Day, since_month: int) -> Listed:
    """Answer who drifts away, those who came most often in the months before first."""
    rows = figures.ask(_DRIFTING, {"day": day, "since_month": since_month})
    return Listed(tuple(Quiet(person, seen) for person, seen, _ in rows), _whole(rows))


def waiting_questions(figures: Figures, day: Day) -> Listed:
    """Answer the questions of the last days that nobody has replied to, the latest first."""
    rows = figures.ask(_WAITING, {"day": day, "since": day - QUESTION_DAYS})
    return Listed(tuple(Question(*row[:3]) for row in rows), _whole(rows))


def changes_on(figures: Figures, day: Day) -> list[Change]:
    """Answer what people did on a day by kind, what is usual, and who did most of it."""
    counts = figures.ask(_COUNTS, {"day": day, "since": day})
    usual = figures.ask(_COUNTS, {"day": day - 1, "since": day - USUAL_DAYS})
    return changes_of(counts, usual, figures.ask(_ACTORS, {"day": day}))


def moves_since(figures: Figures, since: Day, day: Day) -> Listed:
    """Answer who came to another stage, the latest and the nearest first."""
    rows = figures.ask(_MOVES, {"day": day, "since": since})
    return Listed(tuple(Move(*row[:4]) for row in rows), _whole(rows))


def _whole(rows: Rows) -> int:
    return int(rows[0][-1]) if rows else 0
