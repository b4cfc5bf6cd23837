"""One measure is one file, and whole: its words in two languages, units, an oracle, its people."""

import pkgutil
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext, override
from tests.insights import test_measures, test_path
from tests.insights.oracle import ORACLES

from veche.insights import measures
from veche.insights.terms import UNIT_TITLES, Measure

TEXTS = ("title", "definition", "counts", "leaves_out")
# Those told by snapshots alone are held to loops of their own.
ELSEWHERE = {"stages", "flows", "sources", "beginnings", "path", "ways"}
FILES = [one.name for one in pkgutil.iter_modules(measures.__path__)]


def faults_of(name, module, oracles):
    """What a file of measures lacks, in words."""
    found = [key for key, value in vars(module).items() if isinstance(value, Measure)]
    if found != ["MEASURE"]:
        return [f"has {found} and not one MEASURE"]
    measure = module.MEASURE
    faults = [] if measure.key == name else [f"key {measure.key} is not the file's name"]
    if measure.key not in measures.MEASURES:
        faults.append("is not among all measures")
    faults += [f"lacks {text}" for text in TEXTS if not getattr(measure, text)]
    titles = [getattr(measure, text) for text in TEXTS] + [part.title for part in measure.parts]
    with override("ru"):
        # Abbreviations of the field, ER and ERR, are the same in both.
        faults += [
            f"has no Russian for {text!r}"
            for text in titles
            if text and not text.isupper() and gettext(text) == text
        ]
    faults += [f"has no unit of {part.title}" for part in measure.parts if part.unit not in UNIT_TITLES]
    if measure.key not in oracles:
        faults.append("has no oracle")
    if bool(measure.people) != any(part.who for part in measure.parts):
        faults.append("has parts with people and no question for them, or the other way round")
    return faults


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_one_whole_measure(name):
    module = import_module(f"veche.insights.measures.{name}")

    assert faults_of(name, module, set(ORACLES) | ELSEWHERE) == []


def test_every_measure_has_its_file_and_no_other():
    assert sorted(measures.MEASURES) == sorted(FILES)


def test_those_held_to_loops_elsewhere_are():
    """The exceptions above are no way around an oracle: their tests name them."""
    said = "".join(Path(one.__file__).read_text() for one in (test_path, test_measures))

    assert all(f'"{key}"' in said for key in ELSEWHERE)


WHOLE = measures.MEASURES["messages"]


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"key": "other"}, "key other is not"),
        ({"title": ""}, "lacks title"),
        ({"definition": ""}, "lacks definition"),
        ({"counts": ""}, "lacks counts"),
        ({"leaves_out": ""}, "lacks leaves_out"),
        ({"definition": "Nobody ever translated this."}, "has no Russian"),
        ({"parts": (replace(WHOLE.headline, unit="furlongs"),)}, "has no unit"),
        ({"people": ""}, "no question for them"),
        ({"parts": tuple(replace(part, who="") for part in WHOLE.parts)}, "no question for them"),
    ],
)
def test_whatever_a_measure_lacks_is_seen(broken, fault):
    module = SimpleNamespace(MEASURE=replace(WHOLE, **broken))

    assert any(fault in one for one in faults_of("messages", module, {"messages", "other"}))


def test_a_second_measure_none_or_one_without_an_oracle_is_seen():
    two = SimpleNamespace(MEASURE=WHOLE, MORE=WHOLE)

    assert faults_of("messages", two, {"messages"})
    assert faults_of("messages", SimpleNamespace(), {"messages"})
    assert faults_of("messages", SimpleNamespace(MEASURE=WHOLE), set()) == ["has no oracle"]
