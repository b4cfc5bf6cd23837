"""Posts and messages by how people responded to them."""

from veche.insights.rules.expressions import RESPONSES, WORDS
from veche.insights.terms import Better, Form, Measure, Part, Unit
from veche.kit.terms import N_

# Sorting all messages of many years by their responses takes longer than anybody waits.
_YEAR = "greatest($first, $last - 182)"
_LATEST = RESPONSES.replace("{said}", WORDS).replace("$first", _YEAR)

MEASURE = Measure(
    key="posts",
    title=N_("What people responded to"),
    definition=N_(
        "The twenty posts and messages of the period, at most of its latest half-year, with most reactions, "
        "comments and reposts."
    ),
    counts=N_(
        "All responses since, with and without names; of comments and reposts the larger of what the network "
        "states and what we know."
    ),
    leaves_out=N_("Answers to answers: they count for what they answer."),
    form=Form.FACTS,
    parts=(
        Part(N_("Responses"), Unit.FACTS, who="TRUE"),
        Part(N_("Reactions"), Unit.FACTS, is_drawn=False),
        Part(N_("Comments"), Unit.FACTS, is_drawn=False),
        Part(N_("Reposts"), Unit.FACTS, is_drawn=False),
        Part(N_("Views"), Unit.FACTS, is_drawn=False),
    ),
    drawn_as="lying",
    icon="flame",
    better=Better.NEITHER,
    question=f"""
        WITH {_LATEST}
        SELECT id, reactions + comments + reposts AS whole, reactions, comments, reposts, views
        FROM responses WHERE reactions + comments + reposts > 0 ORDER BY whole DESC, id LIMIT 20""",
    people="""
        SELECT DISTINCT person_id AS person FROM replies JOIN persons ON identity_id = identity
        WHERE parent = $row AND parent_day BETWEEN $first AND $last AND {channels}""",
    facts="""
        SELECT child AS id, moment, person_id AS person FROM replies JOIN persons ON identity_id = identity
        WHERE parent = $row AND parent_day BETWEEN $first AND $last AND {channels}""",
)
