"""What came of letters: who clicked in one, and who registered or bought soon after."""

from veche.insights.rules.expressions import AFTER_CLICKS
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="letter_results",
    title=N_("What came of letters"),
    definition=N_(
        "People who clicked in a letter, and those of them who registered for an event or bought something "
        "within 7 days after, by the day of the click."
    ),
    counts=N_("Whoever clicked on several days counts on each. Whatever they registered for or bought."),
    leaves_out=N_(
        "Whoever would have come without the letter cannot be told apart. Clicks of machines. Communities "
        "that count clicks without names."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Clicked"), Unit.PEOPLE, colour="muted", who="TRUE"),
        Part(N_("Registered after it"), Unit.PEOPLE, who="registered = 1"),
        Part(N_("Bought after it"), Unit.PEOPLE, colour="success", who="bought = 1"),
    ),
    drawn_as="bar",
    icon="mail-check",
    question=f"""
        WITH {AFTER_CLICKS}
        SELECT {{bucket}} AS bucket, count(DISTINCT person) AS clicked,
               count(DISTINCT CASE WHEN registered = 1 THEN person END) AS registered,
               count(DISTINCT CASE WHEN bought = 1 THEN person END) AS bought
        FROM came JOIN calendar_days USING (day) GROUP BY {{bucket}}""",
    people=f"""
        WITH {AFTER_CLICKS}
        SELECT DISTINCT person FROM came WHERE {{part}}""",
    facts=f"""
        WITH {AFTER_CLICKS}
        SELECT id, moment, person FROM came WHERE {{part}}""",
)
