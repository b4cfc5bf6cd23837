"""Growth: how many people came and went."""

from veche.insights.rules.expressions import MEMBERSHIP
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
    question=f"""
        WITH {MEMBERSHIP}
        SELECT {{bucket}} AS bucket, sum(change)::BIGINT AS net, count(*) FILTER (WHERE change = 1) AS joined,
               count(*) FILTER (WHERE change = -1) AS departed
        FROM changes JOIN calendar_days USING (day) WHERE day BETWEEN $first AND $last
        GROUP BY {{bucket}}""",
    people=f"""
        WITH {MEMBERSHIP}
        SELECT DISTINCT person FROM changes WHERE day BETWEEN $first AND $last AND {{part}}""",
)
