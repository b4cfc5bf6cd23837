"""Every measure and every segment is answered alike by DuckDB, by ClickHouse and by Spark on two workers."""

import os

import pytest
from tests import make
from tests.insights import engines_world as world

from veche.insights.measures import MEASURES
from veche.ledger.columns import shapes
from veche.people.models import Segment
from veche.people.queries import segment_question

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.long]
# Spark plans every question for a second: it is asked one of 32 of them, in one period of four; ClickHouse
# is asked of every measure in two periods of four, of a third where nothing happened. `WHOLE=1` asks all.
WHOLE = bool(os.environ.get("WHOLE"))
SEGMENTS, SHARE, ONE, HALF, EMPTY = 200, *((1, 1, 1, 1) if WHOLE else (32, 4, 2, 3))
# Two workers of one core each. Small data: in one part each, without compiling every question first.
SPARK = "local-cluster[2,1,512]?" + "&".join((
    "parts=1", "spark.executor.memory=512m", "spark.driver.host=127.0.0.1", "spark.default.parallelism=1",
    "spark.sql.shuffle.partitions=1", "spark.sql.codegen.wholeStage=false",
    "spark.sql.codegen.factoryMode=NO_CODEGEN", "spark.sql.adaptive.enabled=false",
    "spark.sql.autoBroadcastJoinThreshold=-1", "spark.sql.lightweightPlanChangeValidation=false",
    "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel%3D1%20-XX:%2BUseSerialGC",
    "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel%3D1%20-XX:%2BUseSerialGC",
))  # fmt: skip
# The same with tables in two parts that meet over the network of the workers.
SPREAD = SPARK.replace("parts=1", "parts=2").replace("partitions=1", "partitions=2")
CHDB = "chdb:"
TABLES = (*shapes.TABLES, "everybody", "calendar_weeks")


@pytest.fixture(autouse=True)
def on_this_machine(monkeypatch):
    """Have Spark's parts find each other here, wherever the machine's name leads."""
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")


def questions_of(community, among, *, turns, share=1):
    """What is asked of the measures, a question for each, in every so manieth period by turns."""
    for number, (key, measure) in enumerate(MEASURES.items()):
        if number % share:
            continue
        asked = list(world.questions_about(community, measure, among))
        yield key, world.together(asked[number // share % turns :: turns])
        parts = sum(1 for part in measure.parts if part.who)
        behind = list(world.people_behind(community, measure, among))[: parts if turns == ONE > 1 else None]
        if behind:
            yield f"people behind {key}", world.together(behind)


def assert_alike(settings, engine, community, question, where):
    """The same rows, whole numbers to the last digit; answers how many."""
    wanted = world.told_by(settings, "duckdb", community, *question)
    found = world.told_by(settings, engine, community, *question)
    assert len(found) == len(wanted), where
    for row, other in zip(wanted, found, strict=True):
        assert other == pytest.approx(row, abs=1e-9) if None not in row else alike(row, other), where
    return len(wanted)


def alike(row, other):
    """The same in each place, nothing where there is nothing."""
    pairs = zip(row, other, strict=True)
    return all((a is None and b is None) or (None not in (a, b) and b == pytest.approx(a)) for a, b in pairs)


def assert_joined_over_workers(settings, community, among):
    """The same of tables in several parts; here, because another process would start a cluster of its own."""
    asked = [
        question
        for key in ("members", "active", "answer_time", "contributors")
        for question in list(world.questions_about(community, MEASURES[key], among))[:2]
    ]
    rows = [assert_alike(settings, SPREAD, community, question, question[0]) for question in asked]
    assert sum(rows) > len(rows)


@pytest.mark.parametrize("engine", [CHDB, SPARK], ids=["clickhouse", "spark"])
def test_every_measure_and_segment_is_answered_as_duckdb_answers(settings, engine):
    community, (share, turns) = world.build(), (SHARE, ONE) if engine == SPARK else (1, HALF)
    among = segment_question(Segment.objects.get())

    tables = [(f"SELECT count(*) AS n FROM {table}", {}) for table in TABLES]
    assert_alike(settings, engine, community, world.together(tables), "tables")
    rows = {
        where: assert_alike(settings, engine, community, question, where)
        for where, question in questions_of(community, among, turns=turns, share=share)
    }
    found = sum(
        assert_alike(settings, engine, community, question, f"segments, portion {number}")
        for number, question in enumerate(world.portions(world.segments_of(community, SEGMENTS // share), 25))
    )

    if engine == SPARK:
        assert_joined_over_workers(settings, community, among)
    assert [where for where, count in rows.items() if not count and engine == CHDB] == []
    assert sum(rows.values()) > len(rows)
    assert found > SEGMENTS // share


def test_of_a_community_where_nothing_happened_they_answer_alike(settings):
    community = make.community()
    for where, question in questions_of(community, None, turns=ONE, share=EMPTY):
        assert_alike(settings, CHDB, community, question, where)
