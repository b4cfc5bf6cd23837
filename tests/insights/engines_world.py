"""A community in which everything has happened, and all that is asked of it, to be told by every engine."""

import random
import re
from itertools import count

from tests import make
from tests.insights.promise_oracles import lay_promises
from tests.insights.test_measures import DAYS, TODAY, random_batch
from tests.people import segment_world
from tests.people.test_recognising import do_jobs
from tests.people.test_segments import generated

from veche.core.terms import SYSTEM, Role
from veche.insights.queries import Figures
from veche.insights.rules.asking import narrowed, people_question_of, question_of
from veche.insights.terms import EVERY, Asked, Behind, Form, Grain, Period
from veche.kit.terms import Refusal
from veche.kit.time import DAY, now, number_of_day
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.models import Channel
from veche.ledger.queries import ask_columns
from veche.people import actions, queries
from veche.people.rules.conditions import read_conditions
from veche.people.rules.drafting import drafts_of

SPENT = 12_345.5
SILENT = {"about": "did", "kinds": ["messaged", "commented"], "times": "most", "number": "2",
          "span": "last", "days": "300"}  # fmt: skip


def build():
    """People of segments and, months earlier, talk at random: in several files a table, with merges."""
    community, draw = segment_world.build(), random.Random(5)
    for number in range(1, 4):
        record_many(random_batch(draw, number, 110), origin=make.origin(community), by=SYSTEM)
        columns.append(community.pk)
    told = [
        make.sighting(f"topic-{who}", "Палатка и спальник", who=f"camper-{who}", at=(TODAY - 9) * DAY)
        for who in range(4)
    ]
    record_many(told, origin=make.origin(community), by=SYSTEM)
    do_jobs()
    columns.append(community.pk)
    lay_promises(draw, community, [TODAY - 205 + day for day in DAYS])
    owner = make.actor(Role.OWNER, community.organisation)
    actions.save_segment("Молчат", drafts_of(SILENT), in_=community, by=owner)
    return community


def periods_of(community):
    """The whole time by month, a quarter by week, four weeks by day, all as one."""
    span, last = Figures(community).span, TODAY - 3
    today = number_of_day(now(), community.time_zone)
    if span is None:
        return [(Period(today - 27, today), grain) for grain in Grain], today
    return [
        (Period(span.first, span.last), Grain.MONTH), (Period(last - 89, last), Grain.WEEK),
        (Period(last - 27, last), Grain.DAY), (Period(span.first, last), Grain.WHOLE),
    ], today  # fmt: skip


def questions_about(community, measure, among):
    """Every question of a measure: at each grain, of some channels, of a segment's people."""
    periods, today = periods_of(community)
    channels = tuple(
        Channel.objects.filter(community=community).order_by("pk").values_list("pk", flat=True)[:2]
    )
    for number, (period, wish) in enumerate(periods):
        grain = wish if measure.form is Form.SERIES else Grain.WHOLE
        asked = Asked(period, grain, channels * (number == 1), today, currency="RUB")
        question, values = question_of(measure, asked, period, grain)
        if "$spent" in question:
            values["spent"] = SPENT
        if number == 1 and among:
            question, values = narrowed(question, among.text), {**values, **among.values}
        yield question, values


def people_behind(community, measure, among):
    """The question who is behind each part of a measure, of all and, of the first, of some people."""
    periods, today = periods_of(community)
    period, grain = periods[0]
    asked = Asked(period, grain, (), today, currency="RUB")
    parts = [number for number, part in enumerate(measure.parts) if part.who] if measure.people else []
    for number in parts:
        yield people_question_of(measure, asked, Behind(number, EVERY))
    rows = Figures(community).rows(measure, asked, period, grain) if parts else []
    for number in parts[:1]:
        yield people_question_of(measure, asked, Behind(number, rows[0][0] if rows else 3))
        question, values = people_question_of(measure, asked, Behind(number, EVERY))
        if among:
            yield narrowed(question, among.text), {**values, **among.values}


def segments_of(community, number):
    """Questions of generated conditions that are not refused."""
    names, draw, found = segment_world.names_here(community), random.Random(2), 0
    while found < number:
        drafts = drafts_of(generated(draw, names))
        known = queries.known_to(community, [drafts])
        try:
            question = queries.question_of(community, read_conditions(drafts, known), known)
        except Refusal:
            continue
        found += 1
        yield question.text, dict(question.values)


def together(questions):
    """One question of many, each row with the number of its question in front; values by own names."""
    texts, values = [], {}
    for number, (text, own) in zip(count(), questions, strict=False):
        renamed = re.sub(r"\$(\w+)", rf"$v{number}_\1", text)
        texts.append(f"SELECT {number} AS question, q{number}.* FROM ({renamed}) AS q{number}")
        values |= {f"v{number}_{name}": value for name, value in own.items()}
    return " UNION ALL ".join(texts), values


def portions(questions, size):
    """Questions in groups of so many, each group as one."""
    listed = list(questions)
    return [together(listed[start : start + size]) for start in range(0, len(listed), size)]


def told_by(settings, engine, community, question, values):
    """The rows one engine answers, in an order that depends on nothing."""
    settings.COLUMNS_ENGINE = engine
    rows = ask_columns(community, question, values, kept=False, bound=120.0)
    settings.COLUMNS_ENGINE = ""
    return sorted(rows, key=lambda row: [(value is not None, value or 0) for value in row])
