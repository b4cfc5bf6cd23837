"""Ways along the path: from which step people went on to which, and where they stopped."""

from veche.insights.rules.walking import WALKED
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="ways",
    title=N_("Ways along the path"),
    definition=N_(
        "From which step to which people first seen in the period went, and at which they stand now. Who "
        "leaves a step out goes past it."
    ),
    counts=N_("The steps each person took, in the order of the path. The period before had as much time."),
    leaves_out=N_("The team and bots. In which order somebody took the steps: see the person's page."),
    form=Form.WAYS,
    parts=(Part(N_("People"), Unit.PEOPLE, who="TRUE"),),
    drawn_as="flow",
    icon="arrows-split",
    better=Better.NEITHER,
    question=f"""
        WITH {WALKED}
        SELECT step, onward, count(*) AS people FROM walked WHERE step < 6 OR onward > 0
        GROUP BY step, onward""",
    people=f"""
        WITH {WALKED}
        SELECT DISTINCT person FROM walked
        WHERE ($row < 0 OR step = $row) AND ($column < 0 OR onward = $column) AND {{part}}""",
)
