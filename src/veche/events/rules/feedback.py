"""Feedback: read as it was sent, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from veche.events.terms.after import LONGEST_WORDS, MOST_STARS, Again, Tally, Told
from veche.kit.terms import N_, Reason
from veche.kit.text import clean

NO_STARS = N_("Choose how many stars.")
TOO_LONG = N_("This is too long: {most} characters are the most.")


def read_feedback(sent: Mapping[str, Sequence[str]], sessions: Sequence[str]) -> tuple[Told, list[Reason]]:
    """Read a form as it was sent; `sessions` are the titles asked about, by their place in the form."""
    stars = _stars(_one(sent, "stars"))
    reasons = [] if stars else [Reason(NO_STARS, field="stars")]
    words = {name: clean(_one(sent, name)).strip() for name in ("good", "mend")}
    for name, text in words.items():
        if len(text) > LONGEST_WORDS:
            reasons.append(Reason(TOO_LONG, field=name, values={"most": LONGEST_WORDS}))
    again = _one(sent, "again")
    rated = ((title, _stars(_one(sent, f"session_{place}"))) for place, title in enumerate(sessions))
    return Told(
        stars, words["good"], words["mend"], again if again in set(Again) else "",
        tuple((title, given) for title, given in rated if given),
    ), reasons  # fmt: skip


def tally_of(told: Iterable[tuple[int, str, Mapping[str, int]]]) -> Tally:
    """Count feedback: of each its stars, whether they would come again, and their stars of sessions."""
    stars: Counter[int] = Counter()
    again: Counter[str] = Counter()
    sessions: dict[str, list[int]] = {}
    for given, wish, rated in told:
        stars[given] += 1
        again[wish] += bool(wish)
        for title, value in rated.items():
            sessions.setdefault(title, []).append(value)
    count = sum(stars.values())
    mean = sum(given * many for given, many in stars.items()) / count if count else None
    means = sorted(
        ((title, sum(values) / len(values), len(values)) for title, values in sessions.items()),
        key=lambda one: (-one[1], one[0]),
    )
    spread = tuple((given, stars[given]) for given in range(MOST_STARS, 0, -1))
    return Tally(spread, mean, count, {wish.value: again[wish] for wish in Again}, tuple(means))


def _one(sent: Mapping[str, Sequence[str]], name: str) -> str:
    return (sent.get(name) or [""])[-1]


def _stars(text: str) -> int | None:
    return int(text) if text in {str(one) for one in range(1, MOST_STARS + 1)} else None
