"""ClickHouse: what sqlglot leaves in a question that means something else there.

The settings that go with every question are in `SETTINGS`; the rest are rewrites of single
expressions, each with what would happen without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlglot import exp

from veche.kit.terms import Trouble
from veche.ledger.columns import shapes
from veche.ledger.columns.dialects.turning import PREFIX, Turned, counts_wrapped, turned

SETTINGS: Mapping[str, str] = {
    # What a join doesn't find is NULL, not 0.
    "join_use_nulls": "1",
    # A sum over nothing is NULL, not 0.
    "aggregate_functions_null_for_empty": "1",
    # `min(day) AS day … WHERE day` means the column, not what it is called afterwards.
    "prefer_column_name_to_alias": "1",
    # count(DISTINCT …) counts, it doesn't estimate.
    "count_distinct_implementation": "uniqExact",
    "union_default_mode": "DISTINCT",
    "cast_keep_nullable": "1",
    "transform_null_in": "0",
    # Parts that say MATERIALIZED are made once instead of once for each time they are named.
    "enable_materialized_cte": "1",
    # Whole numbers of 64 bits come as numbers.
    "output_format_json_quote_64bit_integers": "0",
}
_TYPES = {
    "BIGINT": "Int64", "INTEGER": "Int32", "SMALLINT": "Int16", "TINYINT": "Int8", "DOUBLE": "Float64",
    "BOOLEAN": "Bool", "VARCHAR": "String",
}  # fmt: skip
# From 1970 to 2199, as every engine's calendar.
_DAYS = """
    SELECT toInt32(month) AS month, toInt32(bit) AS bit, toInt32(bitShiftLeft(toInt64(1), bit)) AS mask,
           toInt32(first + bit) AS day, toInt32(intDiv(first + bit + 3, 7)) AS week
    FROM (
        SELECT number AS month, toInt64(toDate32('1970-01-01') + toIntervalMonth(number)) AS first,
               toInt64(toDate32('1970-01-01') + toIntervalMonth(number + 1)) AS next FROM numbers(2760)
    ) ARRAY JOIN range(31) AS bit WHERE first + bit < next"""
_CALENDARS = {
    "calendar_days": _DAYS,
    "calendar_weeks": f"SELECT month, week, groupBitOr(mask) AS mask FROM ({_DAYS}) GROUP BY month, week",
}


@lru_cache(maxsize=512)
def turned_for_clickhouse(question: str) -> Turned:
    """Answer a question with all that ClickHouse would take otherwise put right."""
    rewrites = (_ordered, _counted, _named, _exact, _shifted, _bits, _beside, _half_join, _whole_division)
    return turned(question, rewrites)


def statement(found: Turned, values: Mapping[str, Any], sources: Mapping[str, str]) -> str:
    """Write the whole question: tables first, from where `sources` says, and the types of its values."""
    tree = found.tree.copy()
    for one in tree.find_all(exp.Placeholder):
        one.set("kind", exp.DataType.build(_type_of(values[one.name]), dialect="clickhouse"))
    text = tree.sql(dialect="clickhouse")
    tables = ", ".join(f"{PREFIX}{table} AS ({sources[table]})" for table in sorted(found.tables))
    rest = text[4:].lstrip() if text[:5].upper() == "WITH " else ""
    if not tables:
        return text
    return f"WITH {tables}, {rest}" if rest else f"WITH {tables} {text}"


def parameters(values: Mapping[str, Any]) -> dict[str, str]:
    """Answer values as ClickHouse reads parameters: tab-separated text with its escapes."""
    return {name: _escaped(value) for name, value in values.items()}


def setting(name: str, value: str) -> str:
    """Write that a setting holds from now on."""
    if not name.isidentifier():
        raise Trouble("a setting of ClickHouse is a plain name: see VECHE_COLUMNS_ENGINE")
    return f"SET {name} = {_quoted(value)}"


def source_of(table: str, files: str) -> str:
    """Write where a table comes from: `files` is a path or a list of them, nothing where none is listed."""
    if table in _CALENDARS:
        return _CALENDARS[table]
    shape = shapes.TABLES["persons" if table == "everybody" else table]
    columns = ", ".join(f"{name} Nullable({_TYPES[kind]})" for name, kind in shape.items())
    if not files:
        return f"SELECT * FROM null({_quoted(columns)})"
    return f"SELECT * FROM file({_quoted(files)}, 'Parquet', {_quoted(columns)})"


def _quoted(text: str) -> str:
    return exp.Literal.string(text).sql(dialect="clickhouse")


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "Bool"
    kinds = {int: "Int64", float: "Float64", str: "String"}
    if type(value) not in kinds:
        raise Trouble(f"ClickHouse is not told {type(value).__name__}")
    return kinds[type(value)]


def _escaped(value: Any) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.translate(
        {0: "\\0", 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 39: "\\'", 92: "\\\\"}
    )


def _ordered(node: exp.Expr) -> exp.Expr:
    # With `prefer_column_name_to_alias` ORDER BY takes the column too, where SQL takes what was selected.
    if isinstance(node, exp.Column) and not node.table and isinstance(node.parent, exp.Ordered):
        order = node.parent.parent
        if isinstance(order, exp.Order) and isinstance(order.parent, exp.Select):
            for one in order.parent.expressions:
                if isinstance(one, exp.Alias) and one.alias == node.name:
                    wanted: exp.Expr = one.this.copy()
                    return wanted
    return node


def _bits(node: exp.Expr) -> exp.Expr:
    # There are no signs for these, only functions.
    names: dict[type[exp.Expr], str] = {
        exp.BitwiseAnd: "bitAnd",
        exp.BitwiseOr: "bitOr",
        exp.BitwiseXor: "bitXor",
    }
    if type(node) in names:
        return exp.Anonymous(this=names[type(node)], expressions=[node.this, node.expression])
    return node


def _counted(node: exp.Expr) -> exp.Expr:
    # Counts have no sign there: a difference wraps round, and greatest() of it and a signed one fails.
    for kind in (exp.Count, exp.RowNumber):
        node = counts_wrapped(node, kind, "BIGINT")
    return node


def _named(node: exp.Expr) -> exp.Expr:
    # Under another name there, and without a sign.
    if isinstance(node, exp.Anonymous) and node.name.lower() == "bit_count":
        counted = exp.Anonymous(this="bitCount", expressions=node.expressions)
        return exp.cast(counted, "BIGINT", dialect="duckdb")
    return node


def _exact(node: exp.Expr) -> exp.Expr:
    # median() and quantile() there look at a sample of 8192 rows.
    if isinstance(node, exp.Median):
        return _quantile("0.5", node.this)
    if isinstance(node, exp.PercentileCont):
        return _quantile(node.expression.name, node.this)
    return node


def _quantile(share: str, of: exp.Expr) -> exp.Expr:
    return exp.CombinedParameterizedAgg(
        this="quantileExactInclusive", expressions=[exp.Literal.number(share)], params=[of]
    )


def _shifted(node: exp.Expr) -> exp.Expr:
    # A number keeps its few bits when it is shifted, and a shift by less than nothing is an error,
    # also where the answer would not be used.
    if not isinstance(node, exp.BitwiseRightShift | exp.BitwiseLeftShift):
        return node
    name = "bitShiftRight" if isinstance(node, exp.BitwiseRightShift) else "bitShiftLeft"
    nothing, by = exp.Literal.number(0), exp.Paren(this=node.expression.copy())
    some = exp.Paren(this=exp.GTE(this=by.copy(), expression=nothing.copy()))
    places = exp.Mul(this=by, expression=some)
    wide = exp.cast(node.this.copy(), "BIGINT", dialect="duckdb")
    # Nothing stays nothing, whatever it is shifted by.
    unknown = exp.Anonymous(this="bitAnd", expressions=[node.this.copy(), nothing.copy()])
    shifted = exp.Anonymous(this=name, expressions=[wide, places])
    return exp.Anonymous(
        this="if", expressions=[exp.LT(this=by.copy(), expression=nothing.copy()), unknown, shifted]
    )


def _beside(node: exp.Expr) -> exp.Expr:
    # Before the first row and after the last there is 0, unless the column may be NULL.
    if isinstance(node, exp.Lag | exp.Lead):
        name = "lag" if isinstance(node, exp.Lag) else "lead"
        column = exp.Anonymous(this="toNullable", expressions=[node.this.copy()])
        return exp.Anonymous(this=name, expressions=[column])
    return node


def _half_join(node: exp.Expr) -> exp.Expr:
    # SEMI and ANTI have to say of which side.
    if isinstance(node, exp.Join) and node.kind in {"SEMI", "ANTI"} and not node.side:
        node.set("side", "LEFT")
    return node


def _whole_division(node: exp.Expr) -> exp.Expr:
    # sqlglot divides as fractions and cuts off, which is not exact for large numbers.
    if isinstance(node, exp.IntDiv):
        return exp.Anonymous(this="intDiv", expressions=[node.this.copy(), node.expression.copy()])
    return node
