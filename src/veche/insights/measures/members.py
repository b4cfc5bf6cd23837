"""Members: how many people are in the community."""

from veche.insights.rules.dailies import levels_of
from veche.insights.rules.expressions import CHANGED_DAYS, MEMBERSHIP
from veche.insights.terms import Form, Gap, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="members",
    title=N_("Members"),
    definition=N_("People who are in the community at the end of the day, week or month."),
    counts=N_(
        "Somebody is in from the day they joined a channel or first said a word there, until they leave the "
        "last of their channels. Who joins again or says a word on a later day is in again."
    ),
    leaves_out=N_("Bots and channels that speak in their own name, and those who only read without joining."),
    form=Form.SERIES,
    parts=(Part(N_("Members"), Unit.PEOPLE, who="TRUE"),),
    drawn_as="area",
    icon="users-group",
    gap=Gap.LAST,
    daily=levels_of,
    question=CHANGED_DAYS,
    people=f"""
        WITH {MEMBERSHIP}
        SELECT person FROM changes WHERE day <= $last GROUP BY person HAVING sum(change) > 0""",
)
