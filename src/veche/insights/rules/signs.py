"""Signs: the few numbers of a community's health, with the norm that holds until the team says its own.

The norms are rules of thumb, not findings: the reason beside each says where it comes from.
"""

from veche.insights.terms import Better, Norm, Sign, Unit, Way
from veche.kit.terms import N_

_NUDGES = Way(N_("Whom to nudge"), "insights:board_page", "newcomers")
_QUESTIONS = Way(N_("Unanswered questions"), "insights:measure_page", "unanswered")

_ALL = (
    Sign(
        "first_word", N_("First word within 7 days"),
        N_("Of those who joined in the month, how many said something within seven days."),
        "first_word", Unit.PERCENT, Better.MORE, "mood-smile", N_("people who joined"),
        why=N_(
            "Who stays silent in the first week seldom speaks later: this is where members are won or "
            "lost."
        ),
        helps=N_("A greeting by name with one easy question, best from a person and not from a bot."),
        way=_NUDGES, norm=Norm(30, 50),
        reason=N_(
            "A rule of thumb for chats: of three who join, one speaks. In a channel where people "
            "mostly read, set it lower."
        ),
    ),
    Sign(
        "back", N_("Who comes back after a month"),
        N_("Of those who came in the month before, how many were active in this one."),
        "retention_months", Unit.PERCENT, Better.MORE, "rotate", N_("who came the month before"),
        why=N_("Newcomers who do not return cost as much as those who do, and leave nothing behind."),
        helps=N_("Something that happens again and again: a weekly question, a meeting, a common task."),
        way=_NUDGES, norm=Norm(20, 40),
        reason=N_("A rule of thumb: one in five is common for open communities, two in five is good."),
    ),
    Sign(
        "stickiness", N_("Stickiness"),
        N_("Active people on an average day as a share of all who were active in the month (DAU/MAU)."),
        "stickiness", Unit.PERCENT, Better.MORE, "heart", N_("who were active"),
        why=N_("It tells a habit from a visit: the higher, the more people come without being called."),
        helps=N_("Post at the hours when people are here, and answer while they still are."),
        way=Way(N_("When people write"), "insights:measure_page", "hours"), norm=Norm(10, 20),
        reason=N_(
            "For apps 20 % counts as good. Communities are rarely a daily matter: half of that is "
            "already a habit."
        ),
    ),
    Sign(
        "lost", N_("Active last month, not this month"),
        N_("Of those who were active in the month before, how many were not active in this one."),
        "audience", Unit.PERCENT, Better.LESS, "ghost", N_("who were active the month before"),
        why=N_(
            "It shows the ebb that new people hide: a community can grow in numbers and empty out at "
            "once."
        ),
        helps=N_("Write to those who drift away before they are gone, regulars first; ask what they miss."),
        way=Way(N_("Who drifts away"), "insights:today"), norm=Norm(30, 60),
        reason=N_("A rule of thumb: many come once with one question, so up to every second is common."),
    ),
    Sign(
        "left", N_("Who left"),
        N_("People who left in the month as a share of those who were members when it began."),
        "growth", Unit.PERCENT, Better.LESS, "door-exit", N_("members at the beginning"),
        why=N_(
            "Leaving is a decision: a sudden rise nearly always has a cause, such as noise, a quarrel "
            "or advertising."
        ),
        helps=N_(
            "Look at which days they left and what was said then; ask two or three of them for the "
            "reason."
        ),
        way=Way(N_("Growth"), "insights:measure_page", "growth"), norm=Norm(0.5, 5),
        reason=N_(
            "A rule of thumb: one in twenty a month means that nearly half are gone within a year. "
            "Where nobody was seen leaving all year, the network does not tell, and there is no number."
        ),
    ),
    Sign(
        "answer_time", N_("Answer time"),
        N_("How long half of the answered questions waited at most for the first reply by somebody else."),
        "answer_time", Unit.HOURS, Better.LESS, "hourglass", N_("questions answered"),
        why=N_(
            "Who gets an answer the same day asks again and answers others; who waits for days goes "
            "elsewhere."
        ),
        helps=N_(
            "Agree who looks through questions in the morning and in the evening; thank members who "
            "answer."
        ),
        way=_QUESTIONS, norm=Norm(2, 24),
        reason=N_(
            "A promise rather than a finding: whoever asks should know within a day, without a duty by "
            "night."
        ),
    ),
    Sign(
        "unanswered", N_("Share of unanswered questions"),
        N_("Of the questions asked in the month, how many nobody else has replied to."),
        "unanswered", Unit.PERCENT, Better.LESS, "message-2-question", N_("questions"),
        why=N_("A question into the void is often the last message of a person, and all others see it."),
        helps=N_("Answer the old ones too, even with “nobody knows yet”, or call somebody who might know."),
        way=_QUESTIONS, norm=Norm(10, 30),
        reason=N_(
            "A rule of thumb: some questions settle themselves or are answered without «reply», so "
            "zero is out of "
            "reach."
        ),
    ),
    Sign(
        "concentration", N_("On how few it rests"),
        N_("The share of all messages of the month that the most active 1 % of those who write wrote."),
        "concentration", Unit.PERCENT, Better.LESS, "chart-pie", N_("who wrote"),
        why=N_("If one or two people write most of it, their holiday is the community's silence."),
        helps=N_("Give regulars something of their own: a topic, a column, a meeting to lead."),
        way=Way(N_("Who writes most"), "insights:measure_page", "contributors"), norm=Norm(10, 30),
        reason=N_(
            "The known 90-9-1 rule says that few write most everywhere; a third in the hands of 1 % is where "
            "it becomes fragile."
        ),
        fewest=100,
    ),
)  # fmt: skip
SIGNS = {sign.key: sign for sign in _ALL}
