"""First word: whether newcomers begin to speak."""

from veche.insights.rules.expressions import NEWCOMERS
from veche.insights.terms import Form, Gap, Grain, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="first_word",
    title=N_("First word within 7 days"),
    definition=N_(
        "Newcomers who said their first word within seven days of joining, as a share of all newcomers."
    ),
    counts=N_("People who came in by joining a channel, by the day they joined."),
    leaves_out=N_(
        "Who joined less than seven days ago: their time is not over. Who came in by speaking, without being "
        "seen joining."
    ),
    form=Form.SERIES,
    parts=(
        Part(N_("Spoke within 7 days"), Unit.PERCENT, who="spoken <= entered + 7"),
        Part(N_("Newcomers"), Unit.PEOPLE, is_drawn=False, who="TRUE"),
        Part(N_("Of them spoke"), Unit.PEOPLE, is_drawn=False, who="spoken <= entered + 7"),
    ),
    icon="mood-smile",
    finest=Grain.WEEK,
    gap=Gap.NONE,
    question=f"""
        WITH {NEWCOMERS}
        SELECT {{bucket}} AS bucket,
               100.0 * count(*) FILTER (WHERE spoken <= entered + 7) / count(*) AS share,
               count(*) AS people, count(*) FILTER (WHERE spoken <= entered + 7) AS spoke
        FROM newcomers JOIN calendar_days ON day = entered
        WHERE entered = joined AND entered BETWEEN $first AND least($last, $today - 7)
        GROUP BY {{bucket}}""",
    people=f"""
        WITH {NEWCOMERS}
        SELECT person FROM newcomers
        WHERE entered = joined AND entered BETWEEN $first AND least($last, $today - 7) AND {{part}}""",
)
