"""How it was: the faces people choose from, and for how long they may change their mind."""

from collections.abc import Mapping

from veche.kit.terms import N_
from veche.kit.time import DAY

# Nobody is asked more often than this, whoever answered them and wherever.
ASKED_AGAIN_AFTER = 30 * DAY
CHANGES_FOR = DAY
LONGEST_RATING = 1_000
# Icons and what they say.
FACES: Mapping[int, tuple[str, str]] = {
    1: ("mood-cry", N_("very bad")),
    2: ("mood-sad", N_("bad")),
    3: ("mood-neutral", N_("so-so")),
    4: ("mood-smile", N_("good")),
    5: ("mood-happy", N_("very good")),
}


def stars_of(score: int) -> str:
    """Write a mark so that it is seen at a glance in any language."""
    return "★" * score + "☆" * (len(FACES) - score)
