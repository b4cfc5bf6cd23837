"""Boards that are ready: one for each job, as lists of measures."""

from dataclasses import dataclass

from veche.kit.terms import N_


@dataclass(frozen=True, slots=True)
class Ready:
    """A board that every community has: whose it is, what it shows and for which days at first."""

    key: str
    title: str
    lead: str
    icon: str
    measures: tuple[str, ...]
    wish: str = "period=90"


_ALL = (
    Ready(
        "community", N_("Community manager"),
        N_("Who is here, who is new, who waits for an answer, who might leave."), "users",
        ("members", "growth", "active", "audience", "first_word", "unanswered", "answer_time",
         "answered_in_time", "late_answers", "resolved_in_time", "satisfaction", "answer_hours", "answerers",
         "contributors", "connectors", "lonely", "stages", "topics", "mood"),
    ),
    Ready(
        "newcomers", N_("Newcomers"),
        N_("Whether those who come begin to speak and stay, and whom to nudge."), "user-plus",
        ("first_word", "growth", "sources", "beginnings", "retention", "retention_days"),
    ),
    Ready(
        "marketing", N_("SMM and marketing"),
        N_("How far posts reach, what people respond to, where they come from, what they pay."), "eye",
        ("reach", "engagement", "posts", "post_hours", "messages", "hours", "path", "sources", "growth",
         "money", "letters", "letter_results", "topics"),
    ),
    Ready(
        "head", N_("Head of communities"),
        N_("Whether the community grows, lives and pays, and on how few it rests."), "chart-line",
        ("members", "growth", "stickiness", "path", "ways", "retention_months", "concentration",
         "answer_time", "answered_in_time", "satisfaction", "money", "flows"),
        wish="period=365",
    ),
    Ready(
        "events", N_("Event organiser"),
        N_("When people are here, who comes near, who brings others together."), "calendar-check",
        ("hours", "active", "stages", "flows", "connectors", "contributors"),
    ),
)  # fmt: skip
# What the overview shows first; every other measure stands on a board or is found from any other.
FIRST = (
    "members", "growth", "active", "messages", "reach", "first_word", "retention", "hours",
    "answer_time", "unanswered", "contributors", "connectors", "stages", "flows", "stickiness",
)  # fmt: skip
READY = {board.key: board for board in _ALL}
