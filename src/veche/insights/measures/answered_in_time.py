"""First answers in time: how many of those that were promised came when they were promised."""

from veche.insights.rules.expressions import KEPT_OF_HUNDRED, WHAT_WAITED, WHO_WAITED
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="answered_in_time",
    title=N_("First answers in time"),
    definition=N_(
        "Of the first answers that the inbox promised, the share that came in time, by the day they came or "
        "their time was over."
    ),
    counts=N_(
        "Each time somebody waits, from the first thing they ask until anybody answers, elsewhere too if a "
        "colleague noted it. The time counts within working hours, without holidays, as was promised then."
    ),
    leaves_out=N_(
        "Whoever still waits and has time left. What was closed in time without an answer, or opened by "
        "mistake. Channels that promise nothing. People of the team."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("In time"), Unit.PERCENT, colour="success", who="is_kept"),
        Part(N_("Answered in time"), Unit.FACTS, is_drawn=False, who="is_kept"),
        Part(N_("Promised answers"), Unit.FACTS, is_drawn=False, who="TRUE"),
    ),
    icon="clock",
    gap=Gap.NONE,
    question=KEPT_OF_HUNDRED.replace("{promised}", "1"),
    people=WHO_WAITED.replace("{promised}", "1"),
    facts=WHAT_WAITED.replace("{promised}", "1"),
)
