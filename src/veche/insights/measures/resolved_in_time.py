"""Matters resolved in time: how many were done with when it was promised."""

from veche.insights.rules.expressions import KEPT_OF_HUNDRED, WHAT_WAITED, WHO_WAITED
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="resolved_in_time",
    title=N_("Resolved in time"),
    definition=N_(
        "Of the matters that the inbox promised to be done with, the share that was in time, by the day they "
        "were done with or their time was over."
    ),
    counts=N_(
        "A matter lasts from the first thing somebody asks until the last answer, or until it is closed. "
        "What they ask within three days after that goes on with it, also where it was closed; while it was "
        "their turn, no time passed."
    ),
    leaves_out=N_(
        "Matters that go on and have time left, and what was opened by mistake. Channels that promise "
        "nothing. People of the team."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("In time"), Unit.PERCENT, colour="success", who="is_kept"),
        Part(N_("Resolved in time"), Unit.FACTS, is_drawn=False, who="is_kept"),
        Part(N_("Promised matters"), Unit.FACTS, is_drawn=False, who="TRUE"),
    ),
    icon="circle-check",
    gap=Gap.NONE,
    question=KEPT_OF_HUNDRED.replace("{promised}", "2"),
    people=WHO_WAITED.replace("{promised}", "2"),
    facts=WHAT_WAITED.replace("{promised}", "2"),
)
