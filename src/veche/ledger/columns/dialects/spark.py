"""Spark: what sqlglot leaves in a question that means something else there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlglot import exp

from veche.ledger.columns import shapes
from veche.ledger.columns.dialects.turning import PREFIX, Turned, turned

_TYPES = {"INTEGER": "INT", "VARCHAR": "STRING"}
_DAYS = """
    SELECT CAST(month AS INT) AS month, CAST(bit AS INT) AS bit,
           CAST(shiftleft(CAST(1 AS BIGINT), CAST(bit AS INT)) AS INT) AS mask,
           CAST(first + bit AS INT) AS day, CAST((first + bit + 3) DIV 7 AS INT) AS week
    FROM (SELECT id AS month, unix_date(make_date(1970 + id DIV 12, id % 12 + 1, 1)) AS first,
                 unix_date(last_day(make_date(1970 + id DIV 12, id % 12 + 1, 1))) AS last
          FROM range(2760)) AS months
    CROSS JOIN (SELECT id AS bit FROM range(31)) AS bits WHERE first + bit <= last"""
CALENDARS = {
    "calendar_days": _DAYS,
    "calendar_weeks": f"SELECT month, week, bit_or(mask) AS mask FROM ({_DAYS}) GROUP BY month, week",
}


@lru_cache(maxsize=512)
def turned_for_spark(question: str) -> Turned:
    """Answer a question with all that Spark would take otherwise put right."""
    return turned(question, (_made_once, _fraction, _exact, _shifted))


def statement(found: Turned, views: Mapping[str, str]) -> str:
    """Write the whole question, its tables under the names of the views that hold them."""
    tree = found.tree.copy()
    for one in tree.find_all(exp.Table):
        if one.name.startswith(PREFIX):
            one.set("this", exp.to_identifier(views[one.name.removeprefix(PREFIX)]))
    return tree.sql(dialect="spark")


def schema_of(table: str) -> str:
    """Write a table's columns with Spark's types."""
    shape = shapes.TABLES[table]
    return ", ".join(f"{name} {_TYPES.get(kind, kind)}" for name, kind in shape.items())


def _made_once(node: exp.Expr) -> exp.Expr:
    # Spark puts a part in place of its name each time, which multiplies where parts build on parts. One
    # that is drawn by lot may not be put twice: it is made once and its rows are read again.
    if isinstance(node, exp.CTE) and node.args.get("materialized"):
        node.set("materialized", None)
        whole = node.find_ancestor(exp.Query)
        named = [one for one in whole.find_all(exp.Table) if one.name == node.alias] if whole else []
        if len(named) < 2:
            return node
        once = exp.select("*").from_(exp.Subquery(this=node.this, alias=exp.to_identifier("made")))
        lot = exp.GTE(this=exp.Anonymous(this="rand"), expression=exp.Literal.number(0))
        node.set("this", once.where(lot))
    return node


def _fraction(node: exp.Expr) -> exp.Expr:
    # 100.0 is a decimal there: dividing it rounds after few places.
    is_fraction = isinstance(node, exp.Literal) and not node.is_string and "." in node.name
    if is_fraction and not isinstance(node.parent, exp.Cast):
        return exp.cast(node.copy(), "DOUBLE", dialect="duckdb")
    return node


def _exact(node: exp.Expr) -> exp.Expr:
    # percentile_cont wants WITHIN GROUP, which takes no FILTER.
    if isinstance(node, exp.Median):
        return exp.Anonymous(this="percentile", expressions=[node.this.copy(), exp.Literal.number("0.5")])
    if isinstance(node, exp.PercentileCont):
        return exp.Anonymous(this="percentile", expressions=[node.this.copy(), node.expression.copy()])
    return node


def _shifted(node: exp.Expr) -> exp.Expr:
    # A shift by 32 is one by 0 there, by 33 one by 1; in DuckDB nothing is left of the number.
    if isinstance(node, exp.BitwiseRightShift):
        by = exp.Paren(this=exp.cast(node.expression.copy(), "INTEGER", dialect="duckdb"))
        kept = exp.Between(this=by, low=exp.Literal.number(0), high=exp.Literal.number(31))
        shift = exp.Anonymous(this="shiftright", expressions=[node.this.copy(), by.copy()])
        return exp.Paren(this=exp.Case(ifs=[exp.If(this=kept, true=shift)], default=exp.Literal.number(0)))
    return node
