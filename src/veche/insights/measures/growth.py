"""Growth: how many people came and went."""

from veche.insights.rules.dailies import sums_of
from veche.insights.rules.expressions import CHANGED_DAYS, MEMBERSHIP
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="growth",
    title=N_("Growth"),
    definition=N_("People who came into the community, people who left it, and the difference."),
    counts=N_(
        "Joined: the first channel somebody joined or said a word in, also after they had left. Left: the "
        "last of their channels they left."
    ),
    leaves_out=N_(
        "Who leaves one channel and stays in another has not left. Who leaves without ever having been seen "
        "before was not counted as a member and is not counted as leaving."
    ),
    form=Form.SERIES,
    adds_up=True,
    parts=(
        Part(N_("Net"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
        Part(N_("Joined"), Unit.PEOPLE, colour="success", who="change = 1"),
        Part(N_("Left"), Unit.PEOPLE, colour="danger", who="change = -1"),
    ),
    drawn_as="bar",
    icon="user-plus",
    daily=sums_of,
    question=CHANGED_DAYS,
    people=f"""
        WITH {MEMBERSHIP}
        SELECT DISTINCT person FROM changes WHERE day BETWEEN $first AND $last AND {{part}}""",
)
