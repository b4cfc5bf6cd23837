"""The path of people, from the first time they were seen to bringing others: its steps and who came how far.

A step is what somebody has done at some time, whatever they did before: who joined without ever
clicking has joined. All steps of those first seen in the period count, up to `$until`.
"""

from veche.insights.terms import Rows, Step
from veche.ledger.terms import Kind
from veche.people.terms import MEMBERS, Stage

_CLICKS = (Kind.CLICKED, Kind.SUBSCRIBED, Kind.SUBMITTED, Kind.APPLIED, Kind.REGISTERED)
_CLICKED = f"kind IN ({', '.join(str(kind.number) for kind in _CLICKS)})"
_INSIDE = f"stage_to IN ({', '.join(str(int(stage)) for stage in sorted(MEMBERS))})"
_REGULAR = f"stage_to IN ({int(Stage.REGULAR)}, {int(Stage.ADVOCATE)})"
_BOUGHT, _REFUNDED = Kind.BOUGHT.number, Kind.REFUNDED.number
_COLUMNS = {
    Step.REACHED: "reached", Step.CLICKED: "clicked", Step.JOINED: "joined", Step.SPOKE: "spoke",
    Step.REGULAR: "regular", Step.ADVOCATE: "advocate",
}  # fmt: skip


def _taken(step: Step) -> str:
    """Write who took a step, on which day, and on which day the one before it."""
    earlier = _COLUMNS[Step(step - 1)] if step > Step.REACHED else "CAST(NULL AS INTEGER)"
    day = _COLUMNS[step]
    return (
        f"SELECT person, {int(step)} AS step, {day} AS day, {earlier} AS earlier, reached, kept "
        f"FROM ways WHERE {day} IS NOT NULL"
    )


# walked: a row for everybody of the cohort and each step they took: its day, that of the step before if
# they took it, the next step they took, and what they paid in all.
WALKED = f"""
cohort AS (
    SELECT person_id AS person, first_seen_day AS reached,
           CASE WHEN first_word_day BETWEEN 0 AND $until THEN first_word_day END AS spoke
    FROM (SELECT person_id, first_seen_day, first_word_day, is_team, first_channel AS channel
          FROM standings) AS seen
    WHERE NOT is_team AND first_seen_day BETWEEN $first AND $last AND {{channels}}
),
clicks AS (
    SELECT person_id AS person, min(day) AS clicked FROM interactions JOIN persons ON identity_id = identity
    WHERE {_CLICKED} AND day BETWEEN $first AND $until GROUP BY person_id
),
turns AS (
    SELECT person_id AS person, min(CASE WHEN {_INSIDE} THEN day END) AS joined,
           min(CASE WHEN {_REGULAR} THEN day END) AS regular,
           min(CASE WHEN stage_to = {int(Stage.ADVOCATE)} THEN day END) AS advocate
    FROM transitions WHERE day <= $until GROUP BY person_id
),
paid AS (
    SELECT person_id AS person,
           sum(CASE WHEN kind = {_BOUGHT} THEN amount ELSE -amount END) / $unit AS kept
    FROM interactions JOIN persons ON identity_id = identity
    WHERE kind IN ({_BOUGHT}, {_REFUNDED}) AND currency = $currency AND day BETWEEN $first AND $until
    GROUP BY person_id
),
ways AS MATERIALIZED (
    SELECT cohort.person, reached, clicked, joined, spoke, regular, advocate, coalesce(kept, 0) AS kept
    FROM cohort LEFT JOIN clicks ON clicks.person = cohort.person
    LEFT JOIN turns ON turns.person = cohort.person LEFT JOIN paid ON paid.person = cohort.person
),
taken AS (
    {" UNION ALL ".join(map(_taken, Step))}
),
walked AS (
    SELECT person, step, day, earlier, reached, kept,
           coalesce(lead(step) OVER (PARTITION BY person ORDER BY step), 0) AS onward
    FROM taken
)"""


def with_every_step(rows: Rows) -> Rows:
    """Answer a row for each step, also for those nobody took; nothing where nobody was reached."""
    if not rows:
        return []
    found = {row[0]: row for row in rows}
    nobody = (0, 0.0, None, 0, None, None, None, 0.0, None)
    return [found.get(int(step), (int(step), *nobody)) for step in Step]


def views_of(reached: Rows) -> int:
    """Answer how often posts were seen, by the rows of reach for a whole period."""
    return sum(int(row[2] or 0) for row in reached)
