"""How many people a segment has, and ten of them: `make bench NAME=segments [SCALE=1]`.

Two million interactions of 40 000 people at SCALE=1, ten million of 200 000 at SCALE=5, of which each has
three traits, one in three a tag and one in two a consent. Every segment is asked as its editor asks it
while somebody clicks, with warm files and never from memory: the figure is the slowest one's median.
Beside it the raw engine: the same description typed by hand as a query over the same files.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.boards import found_community
from benchmarks.many_facts import WORD
from benchmarks.measuring import SCALE, own_data, p50, report, set_up_django, times_of

INTERACTIONS, PEOPLE = 2_000_000, 40_000
BAR, ROUNDS = 300, 5

SPEAKING = ["messaged", "commented", "asked"]


def did(kinds: list[str], times: str, number: int, days: int = 0, **more: Any) -> dict[str, Any]:
    """Write a condition about deeds, at any time where no days are given."""
    span = {"span": "last", "days": days} if days else {"span": "ever"}
    return {"about": "did", "kinds": kinds, "times": times, "number": number, **span, **more}


SEGMENTS: dict[str, dict[str, Any]] = {
    "stage": {"about": "stage", "stages": ["active", "regular"], "held": "any"},
    "city": {"about": "trait", "field": "city", "how": "contains", "texts": ["ity 1"]},
    "birthday within a week": {"about": "trait", "field": "birthday", "how": "anniversary", "ahead": 7},
    "tag or consent": {"any": [{"about": "tag", "tags": [1]},
                               {"about": "consent", "purpose": "letters", "state": "given"}]},
    "in a channel": {"about": "channel", "presence": "in", "channels": [3, 4]},
    "wrote in 30 days": did(SPEAKING, "least", 2, 30),
    "wrote in a year, not in a month": {
        "all": [did(SPEAKING, "least", 5, 365), did(SPEAKING, "most", 0, 30)]
    },
    "wrote 50 times ever": did(SPEAKING, "least", 50),
    "reacted ever in a channel": did(["reacted"], "least", 1, channels=[5]),
    "talked with anybody in 90 days": {"about": "talked", "partner": "anybody", "times": "least", "number": 3,
                                       "span": "last", "days": 90},
    "never talked with anybody": {"about": "talked", "partner": "anybody", "times": "most", "number": 0,
                                  "span": "ever"},
    "said a word": did(SPEAKING, "least", 1, words=[WORD]),
    "spent": {"about": "money", "amount": "least", "sum": "100", "currency": "RUB", "span": "ever"},
    "eight at once": {"all": [
        did(SPEAKING, "least", 3, 180), did(["reacted"], "least", 1, 180), did(["left"], "most", 0),
        {"any": [{"about": "stage", "stages": ["active", "regular", "gone"], "held": "any"},
                 {"about": "tag", "tags": [1, 2]}]},
        {"about": "trait", "field": "city", "how": "is", "texts": [f"city {n}" for n in range(40)]},
        {"none": [{"about": "team", "is": "in"},
                  {"about": "talked", "partner": "team", "times": "least", "number": 1, "span": "ever"}]},
    ]},
}  # fmt: skip
# The same as somebody would type it who knows the tables.
BY_HAND = {
    "wrote in 30 days": """
        WITH them AS (SELECT person_id, count(*) AS n FROM interactions JOIN persons ON identity_id = identity
                      WHERE kind IN (3, 4, 8) AND day > $today - 30 GROUP BY person_id HAVING n >= 2)
        SELECT person_id, count(*) OVER () FROM standings SEMI JOIN them USING (person_id)
        ORDER BY last_seen_day DESC, person_id LIMIT 10""",
    "wrote 50 times ever": """
        WITH them AS (SELECT person_id, count(*) AS n FROM interactions JOIN persons ON identity_id = identity
                      WHERE kind IN (3, 4, 8) GROUP BY person_id HAVING n >= 50)
        SELECT person_id, count(*) OVER () FROM standings SEMI JOIN them USING (person_id)
        ORDER BY last_seen_day DESC, person_id LIMIT 10""",
    "stage": """
        SELECT person_id, count(*) OVER () FROM standings WHERE stage IN (5, 6)
        ORDER BY last_seen_day DESC, person_id LIMIT 10""",
}


def main() -> None:
    """Fill the copy, ask every segment, and print a line for each."""
    from benchmarks import many_facts

    with own_data():
        set_up_django()
        community = found_community()
        many_facts.write_copy(
            community, *many_facts.make_facts(int(INTERACTIONS * SCALE), int(PEOPLE * SCALE))
        )
        lay_belongings(community, int(PEOPLE * SCALE))
        asked = {name: told(name, community, raw) for name, raw in SEGMENTS.items()}
        typed = {name: p50(times_of(by_hand(community, text), ROUNDS)) for name, text in BY_HAND.items()}
    worst = max(asked, key=lambda name: asked[name])
    report("segments", asked[worst], "ms", BAR, better="less", baseline="typed by hand, median ratio",
           ratio=p50([asked[name] / typed[name] for name in typed]))  # fmt: skip


def lay_belongings(community: Any, people: int) -> None:
    """Put channels, tags, traits and consents beside the facts."""
    from benchmarks.many_facts import CHANNELS, LAST_DAY
    from veche.core.terms import SYSTEM
    from veche.ledger.actions import save_snapshot

    draw, everybody = np.random.default_rng(3), np.arange(1, people + 1)
    twice, third, half = np.repeat(everybody, 2), everybody[::3], everybody[::2]
    save_snapshot(community, "presences", {
        "person_id": twice, "channel": draw.integers(1, CHANNELS + 1, len(twice)),
        "is_in": draw.random(len(twice)) < 0.7, "has_left": draw.random(len(twice)) < 0.3,
    }, by=SYSTEM)  # fmt: skip
    save_snapshot(community, "tags", {"person_id": third, "tag": draw.integers(1, 20, len(third))}, by=SYSTEM)
    fields = np.tile(np.array([1, 2, 3]), people)
    texts = np.array([f"city {n}" for n in draw.zipf(1.5, len(fields)) % 500], dtype=object)
    save_snapshot(community, "traits", {
        "person_id": np.repeat(everybody, 3), "field": fields, "text": texts,
        "number": np.zeros(len(fields)), "day": np.full(len(fields), -1_000_000),
        "anniversary": np.where(fields == 2, draw.integers(1, 13, len(fields)) * 100 + 15, 0),
        "other": np.zeros(len(fields), np.int64),
    }, by=SYSTEM)  # fmt: skip
    save_snapshot(community, "consents", {
        "person_id": half, "purpose": np.full(len(half), "letters", dtype=object),
        "ends_day": np.where(draw.random(len(half)) < 0.1, LAST_DAY - 10, -1),
        "is_withdrawn": draw.random(len(half)) < 0.1,
    }, by=SYSTEM)  # fmt: skip


def told(name: str, community: Any, raw: dict[str, Any]) -> float:
    """Ask a segment a few times and print how long it took and how many it found."""
    ask = asking(community, raw)
    count = ask()
    taken = p50(times_of(ask, ROUNDS))
    print(
        f"{name:34} {taken:6.0f} ms  {count:>9,} people{'' if taken <= BAR else '   over the bar'}",
        flush=True,
    )
    return taken


def asking(community: Any, raw: dict[str, Any]) -> Callable[[], int]:
    """Answer how a segment is asked: from its conditions as written to the count and ten people."""
    from benchmarks.many_facts import LAST_DAY
    from veche.ledger.queries import ask_columns
    from veche.people.rules.compiling import Surroundings, compile_conditions
    from veche.people.rules.conditions import read_conditions
    from veche.people.rules.drafting import drafts_of
    from veche.people.terms import Form
    from veche.people.terms.conditions import FieldShape, Known

    fields = {"city": FieldShape(Form.PLACE, pk=1), "birthday": FieldShape(Form.DATE, pk=2)}
    numbers = {number: str(number) for number in range(1, 30)}
    known = Known(fields, tags=numbers, channels=numbers)

    def ask() -> int:
        question = compile_conditions(
            read_conditions(drafts_of(raw), known), Surroundings(LAST_DAY, fields, {})
        )
        text = (
            "SELECT person_id, count(*) OVER () FROM standings WHERE person_id IN "
            f"({question.text}) ORDER BY last_seen_day DESC, person_id LIMIT 10"
        )
        rows = ask_columns(community, text, question.values, kept=False)
        return rows[0][1] if rows else 0

    return ask


def by_hand(community: Any, text: str) -> Callable[[], Any]:
    """Answer how a typed query is asked."""
    from benchmarks.many_facts import LAST_DAY
    from veche.ledger.queries import ask_columns

    values = {"today": LAST_DAY} if "$today" in text else {}
    return lambda: ask_columns(community, text, values, kept=False)


if __name__ == "__main__":
    main()
