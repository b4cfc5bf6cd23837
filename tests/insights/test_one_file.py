"""One measure is one file: named like it, and nothing that somebody wants to know of it is missing."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.utils import translation
from django.utils.translation import gettext

from veche.insights import measures
from veche.insights.measures import MEASURES
from veche.insights.terms import UNIT_TITLES, Measure

FILES = sorted(one.name for one in iter_modules(measures.__path__))


def test_every_file_is_on_the_list_and_every_one_listed_has_a_file():
    assert sorted(MEASURES) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_measure_of_its_name(name):
    module = import_module(f"{measures.__name__}.{name}")

    found = [word for word, thing in vars(module).items() if isinstance(thing, Measure)]

    assert found == ["MEASURE"]
    assert module.MEASURE is MEASURES[name]
    assert module.MEASURE.key == name


@pytest.mark.parametrize("key", FILES)
def test_a_measure_says_all_that_is_to_be_said_in_both_languages(key):
    assert missing_in(MEASURES[key]) == []


def test_what_a_measure_lacks_is_found():
    whole = MEASURES["active"]
    for text in ("title", "definition", "counts", "leaves_out", "question"):
        assert missing_in(changed(whole, **{text: " "})) == [text]
    for text in ("title", "definition", "counts", "leaves_out"):
        assert missing_in(changed(whole, **{text: "Nobody translated"})) == [f"{text} in Russian"]
    assert missing_in(changed(whole, parts=(), people="")) == ["parts"]
    assert missing_in(changed(whole, people="")) == ["people"]


def changed(measure, **fields):
    """A copy of a measure with something else in its place."""
    kept = {name: getattr(measure, name) for name in Measure.__dataclass_fields__}
    return Measure(**(kept | fields))


def missing_in(measure):
    """What a measure does not say."""
    texts = ("title", "definition", "counts", "leaves_out")
    missing = [name for name in (*texts, "question") if not getattr(measure, name).strip()]
    missing += [] if measure.parts else ["parts"]
    missing += ["people"] if any(part.who for part in measure.parts) != bool(measure.people) else []
    said = {name: getattr(measure, name) for name in texts if name not in missing}
    said |= {f"part {part.title}": part.title for part in measure.parts}
    said |= {f"unit {part.unit}": UNIT_TITLES[part.unit] for part in measure.parts}
    with translation.override("ru"):
        untold = [name for name, text in said.items() if gettext(text) == text and not is_sign(text)]
    return missing + [f"{name} in Russian" for name in untold]


def is_sign(text):
    """Tell whether something is written alike in both languages: %, ER, ERR."""
    return text == text.upper()
