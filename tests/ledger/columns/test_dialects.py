"""What questions are turned into means the same: asked of DuckDB and of ClickHouse, row by row."""

import duckdb
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.kit.terms import Trouble
from veche.ledger.columns.dialects import clickhouse, spark
from veche.ledger.columns.dialects.turning import PREFIX

chdb = pytest.importorskip("chdb")

NUMBERS = st.one_of(st.none(), st.integers(-40, 2**31 - 1), st.sampled_from([0, 1, 31, 2**30]))
ROWS = st.lists(st.tuples(st.integers(0, 3), NUMBERS, NUMBERS), min_size=1, max_size=12)
# Everything that measures and segments write, in expressions over columns a and b of a group g.
EACH = (
    "a & b", "a | b", "a & (-a)", "bit_count(a & b)", "a >> (b % 40)", "(a & b) >> 3", "a // 7",
    "(a + 3) % 7",
    "a = b", "a <> b", "NOT (a > b)", "a IS NULL AND b > 2", "coalesce(a, b, -1)", "greatest(a, 2)",
    "CASE WHEN a > b THEN a WHEN b > 5 THEN b END", "CASE WHEN a & b <> 0 THEN 1 ELSE 0 END",
    "a BETWEEN 2 AND b", "coalesce(a, 0) IN (1, 31, coalesce(b, 0))", "a * 1.0 / 7",
    "100.0 * a / nullif(b, 0)", "a::BIGINT * 3",
    "lag(a) OVER (ORDER BY n)", "coalesce(lead(b) OVER (ORDER BY n), 0)",
    "row_number() OVER (ORDER BY a DESC, b, n)", "count(*) OVER (PARTITION BY g) - 10",
    "sum(b) OVER (PARTITION BY g ORDER BY a NULLS FIRST, n)", "ceil(a / 100.0)", "ceil(b / 10.0)",
    "coalesce(a, 0) IN (SELECT b FROM rows WHERE b IS NOT NULL)",
    "coalesce(a, 0) NOT IN (SELECT b FROM rows WHERE b IS NOT NULL AND b > 3)",
)  # fmt: skip
GROUPED = (
    "count(*)", "count(a)", "count(DISTINCT a)", "count(*) - 5", "sum(a)", "min(a)", "max(b)", "bit_or(a)",
    "median(a)", "quantile_cont(a, 0.9)", "median(a) FILTER (WHERE b > 3)", "count(*) FILTER (WHERE a > b)",
    "sum(a) FILTER (WHERE b > 1000000)", "1.0 * sum(a) / count(*)", "arg_min(n, coalesce(a, 77) * 100 + n)",
    "sum(bit_count(a))", "greatest(count(a), count(b))", "sum(CASE WHEN a > 3 THEN 1 END)",
)  # fmt: skip


def in_duckdb(question, values):
    return duckdb.connect().execute(question, values).fetchall()


@pytest.fixture(scope="module")
def clickhouse_here():
    session = chdb.connect(":memory:")
    for name, value in clickhouse.SETTINGS.items():
        session.query(clickhouse.setting(name, value))

    def ask(question, values):
        text = clickhouse.statement(clickhouse.turned_for_clickhouse(question), values, {})
        answer = session.query(text, "JSONCompact", params=clickhouse.parameters(values))
        return [tuple(row) for row in orjson.loads(answer.bytes())["data"]]

    yield ask
    session.close()


def of_rows(rows, questions):
    """A question over rows that are bound, value by value."""
    values = {
        f"v{n}_{k}": value for n, row in enumerate(rows) for k, value in enumerate(row) if value is not None
    }
    told = [
        ", ".join(f"${f'v{n}_{k}'}" if value is not None else "NULL" for k, value in enumerate(row))
        for n, row in enumerate(rows)
    ]
    lines = " UNION ALL ".join(
        "SELECT {}::BIGINT AS n, {}::BIGINT AS g, {}::BIGINT AS a, {}::BIGINT AS b".format(
            n, *line.split(", ")
        )
        for n, line in enumerate(told)
    )
    return f"WITH rows AS ({lines}) {questions}", values


def same(found, wanted):
    return all(
        a == b or (a is not None and b is not None and a == pytest.approx(b))  # ClickHouse's 1 is True
        for row, other in zip(found, wanted, strict=True) for a, b in zip(row, other, strict=True)
    )  # fmt: skip


@given(ROWS)
@settings(max_examples=8)
def test_every_expression_means_the_same_of_any_rows(clickhouse_here, rows):
    each = ", ".join(f"{text} AS e{number}" for number, text in enumerate(EACH))
    grouped = ", ".join(f"{text} AS e{number}" for number, text in enumerate(GROUPED))
    for asked in (
        f"SELECT n, {each} FROM rows ORDER BY n",
        f"SELECT g, {grouped} FROM rows GROUP BY g ORDER BY g",
        "SELECT a, b FROM rows ORDER BY a DESC, b, n",
        "SELECT a + 1 AS a FROM rows WHERE a > 3 ORDER BY a, n",
        "SELECT one.n, other.n AS m FROM rows AS one LEFT JOIN rows AS other "
        "ON other.a = one.b AND other.n > one.n ORDER BY one.n, other.n",
        "SELECT n FROM rows SEMI JOIN (SELECT b AS c FROM rows) AS few ON few.c = rows.a ORDER BY n",
        "SELECT n FROM rows ANTI JOIN (SELECT b AS c FROM rows) AS few ON few.c = rows.a ORDER BY n",
        "SELECT g, n FROM rows QUALIFY row_number() OVER (PARTITION BY g ORDER BY a, n) = 1 ORDER BY g",
    ):
        question, values = of_rows(rows, asked)
        assert same(clickhouse_here(question, values), in_duckdb(question, values)), asked


@given(st.text(max_size=20), st.text(max_size=4))
@settings(max_examples=40)
def test_a_text_arrives_as_it_was_written_and_never_as_sql(clickhouse_here, text, other):
    text, other = text.replace("\0", ""), other.replace("\0", "")
    question = "SELECT $text AS text, contains($text, $other) AS held, starts_with($text, $other) AS begins"
    values = {"text": text, "other": other}
    assert clickhouse_here(question, values) == [tuple(row) for row in in_duckdb(question, values)]
    turned = clickhouse.statement(clickhouse.turned_for_clickhouse(question), values, {})
    assert len(text) < 4 or text not in turned


def test_a_part_called_like_a_table_is_made_of_that_table():
    question = "WITH persons AS (SELECT * FROM persons WHERE is_team) SELECT person_id FROM persons"
    for turned in (clickhouse.turned_for_clickhouse(question), spark.turned_for_spark(question)):
        assert turned.tables == {"persons"}
        assert turned.tree.sql().count(f"{PREFIX}persons AS persons") == 1


def test_a_part_that_spark_would_make_twice_is_made_once():
    question = "WITH once AS MATERIALIZED (SELECT 1 AS n), one AS MATERIALIZED (SELECT 2 AS n) " \
               "SELECT a.n FROM once AS a JOIN once AS b ON a.n = b.n JOIN one ON TRUE"  # fmt: skip
    text = spark.statement(spark.turned_for_spark(question), {})
    assert text.upper().count("RAND()") == 1
    assert "MATERIALIZED" not in text.upper()


def test_what_can_be_no_setting_and_what_can_be_no_value_are_told():
    with pytest.raises(Trouble, match="plain name"):
        clickhouse.setting("a = 1; DROP", "1")
    with pytest.raises(Trouble, match="not told list"):
        clickhouse.statement(clickhouse.turned_for_clickhouse("SELECT $a"), {"a": [1]}, {})
