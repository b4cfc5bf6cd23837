"""What a segment says is read whole or refused with every reason; whatever is written, nothing breaks."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.terms import Refusal
from veche.people.rules.compiling import CIRCULAR, Surroundings, compile_conditions
from veche.people.rules.conditions import check_conditions, read_conditions
from veche.people.rules.drafting import (
    Drafts,
    drafts_in,
    drafts_of,
    new_draft,
    place_in,
    raw_of,
    with_part,
    without_part,
)
from veche.people.terms import Form
from veche.people.terms.conditions import CLAUSES, DEEPEST, Condition, FieldShape, Group, Joint, Known

KNOWN = Known(
    fields={"city": FieldShape(Form.PLACE, pk=1), "sex": FieldShape(Form.CHOICE, {"female": "f"}, pk=2)},
    tags={1: "runner"}, channels={7: "Chat"}, segments={3: "Regulars"}, persons={5: "Anna"},
)  # fmt: skip
AROUND = Surroundings(20_000, KNOWN.fields, {})

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from([*Joint, "about", "kinds", "times", "number", "span", "days", "tags", "field", "how"])
        | st.text(max_size=5), inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip
abouts = st.sampled_from([*CLAUSES, "nonsense"])


@given(anything)
def test_whatever_is_written_is_a_draft_that_is_read_or_refused(raw):
    drafts = drafts_of(raw)
    assert drafts_of(json.loads(json.dumps(raw_of(drafts)))) == drafts
    group, faults = check_conditions(drafts, KNOWN)
    if not faults:
        question = compile_conditions(group, AROUND._replace(segments={3: (Group(Joint.ALL, ()), "R")}))
        assert set(question.values) == set(re.findall(r"\$(c\d+)\b", question.text))


@given(st.lists(st.tuples(st.text(max_size=12) | st.from_regex(r"part(\.\d\d?){0,7}\.(about|joint|tags)"),
                          st.lists(st.text(max_size=8) | abouts, max_size=3))))  # fmt: skip
def test_whatever_a_form_says_is_a_draft(fields):
    drafts = drafts_in(fields)
    assert isinstance(drafts, Drafts)
    check_conditions(drafts, KNOWN)


@given(st.text(max_size=12) | st.from_regex(r"\d(\.\d){0,6}"))
def test_a_place_is_read_or_is_none(text):
    place = place_in(text)
    if place is not None:
        draft = new_draft("tag")
        assert isinstance(with_part(Drafts(), place, draft), Drafts)
        assert isinstance(without_part(Drafts("any", (draft,)), place), Drafts)


def test_all_faults_are_said_at_once_each_in_its_place():
    drafts = drafts_of({"all": [
        {"about": "tag", "tags": ["9"]},
        {"any": [{"about": "did", "kinds": ["flew"], "times": "least", "number": "two", "span": "last"}]},
        {"none": []},
    ]})  # fmt: skip
    with pytest.raises(Refusal) as refusal:
        read_conditions(drafts, KNOWN)
    said = {(reason.place, reason.field) for reason in refusal.value.reasons}
    assert said == {("0", "tags"), ("1.0", "kinds"), ("1.0", "number"), ("1.0", "days"), ("2", "")}


def test_what_was_asked_for_another_choice_is_dropped():
    draft = {"about": "stage", "stages": ["active"], "held": "any", "days": "not a number"}
    group = read_conditions(drafts_of(draft), KNOWN)
    assert group.parts == (Condition("stage", {"stages": (5,), "held": "any"}),)


@pytest.mark.parametrize("raw", [
    {"about": "dated", "moment": "joined", "span": "between"},
    {"about": "dated", "moment": "joined", "span": "between", "since": "2026-02-01", "until": "2026-01-01"},
    {"about": "did", "kinds": ["asked"], "times": "least", "number": "0", "span": "ever"},
    {"about": "trait", "field": "sex", "how": "begins", "texts": ["f"]},
    {"about": "trait", "field": "nationality", "how": "known"},
    {"about": "segment", "segment": "4"},
])  # fmt: skip
def test_what_makes_no_sense_is_refused(raw):
    _, faults = check_conditions(drafts_of(raw), KNOWN)
    assert len(faults) == 1


def test_groups_lie_only_so_deep_in_each_other():
    raw = {"about": "team", "is": "in"}
    for _ in range(DEEPEST + 3):
        raw = {"any": [raw]}
    _, faults = check_conditions(drafts_of(raw), KNOWN)
    assert faults


def test_no_text_of_anybody_becomes_a_part_of_the_question():
    hostile = "'; DROP TABLE standings; --"
    raw = {"about": "trait", "field": "city", "how": "contains", "texts": [hostile]}
    question = compile_conditions(read_conditions(drafts_of(raw), KNOWN), AROUND)
    assert "DROP" not in question.text
    assert hostile.lower() in question.values.values()


def test_segments_that_lead_back_to_themselves_are_refused_with_the_way():
    inner = Group(Joint.ALL, (Condition("segment", {"segment": 3}),))
    around = AROUND._replace(segments={3: (Group(Joint.ALL, (Condition("segment", {"segment": 4}),)), "A"),
                                       4: (inner, "B")})  # fmt: skip
    with pytest.raises(Refusal) as refusal:
        compile_conditions(inner, around)
    assert refusal.value.reasons[0].text == CIRCULAR
    assert refusal.value.reasons[0].values == {"chain": "A → B → A"}


def test_a_segment_that_is_used_often_is_asked_once():
    part = Condition("segment", {"segment": 3})
    around = AROUND._replace(segments={3: (Group(Joint.ALL, (Condition("team", {"is": "in"}),)), "A")})
    question = compile_conditions(Group(Joint.ANY, (part, part, part)), around)
    assert question.text.count("here.is_team") == 1
