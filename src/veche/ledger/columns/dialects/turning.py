"""Turning: what all engines share: parsing, whose a table is, and which values are bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import sqlglot
from sqlglot import exp

from veche.ledger.columns import shapes

CALENDARS = ("calendar_days", "calendar_weeks")
# What a question may ask that is no table of its own.
KNOWN = frozenset((*shapes.TABLES, *CALENDARS, "everybody"))
PREFIX = "veche_"


class Turned(NamedTuple):
    """A question in another dialect, and the tables it reads, under their names with `PREFIX`."""

    tree: exp.Expr
    tables: frozenset[str]


def turned(question: str, rewrites: tuple[Callable[[exp.Expr], exp.Expr], ...]) -> Turned:
    """Answer a question as a tree with every rewrite done, and the tables it reads."""
    tree = sqlglot.parse_one(question, read="duckdb")
    tables: set[str] = set()
    _name_tables(tree, frozenset(), tables)
    for rewrite in (_named_source, _named_column, *rewrites):
        tree = _rewritten(tree, rewrite)
    return Turned(tree, frozenset(tables))


def bound(tree: exp.Expr, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer the values that the question names."""
    return {name: values[name] for name in {one.name for one in tree.find_all(exp.Placeholder)}}


def _name_tables(node: exp.Expr, own: frozenset[str], found: set[str]) -> None:
    """Give tables of the copy a name that no part of a question has.

    A question may have a part called like a table, made from that very table: `persons AS (SELECT *
    FROM persons WHERE …)`. DuckDB takes the inner one for the table, others for the part itself.
    """
    parts = node.args.get("with_")
    for part in parts.expressions if parts is not None else ():
        _name_tables(part.this, own, found)
        own |= {part.alias}
    if isinstance(node, exp.Table) and not node.db and node.name in KNOWN - own:
        found.add(node.name)
        if not node.alias:
            node.set("alias", exp.TableAlias(this=exp.to_identifier(node.name)))
        node.set("this", exp.to_identifier(PREFIX + node.name))
    for child in node.iter_expressions():
        if child is not parts:
            _name_tables(child, own, found)


def _rewritten(tree: exp.Expr, rewrite: Callable[[exp.Expr], exp.Expr]) -> exp.Expr:
    """Rewrite every expression, the inner before the outer: what is put in place is whole already."""
    for node in reversed(list(tree.walk(bfs=False))):
        other = rewrite(node)
        if other is not node:
            if node is tree:
                return other
            node.replace(other)
    return tree


def _named_source(node: exp.Expr) -> exp.Expr:
    # A question in place of a table needs a name of its own elsewhere.
    if isinstance(node, exp.Subquery) and isinstance(node.parent, exp.From | exp.Join) and not node.alias:
        node.set("alias", exp.TableAlias(this=exp.to_identifier(f"unnamed_{id(node)}")))
    return node


def _named_column(node: exp.Expr) -> exp.Expr:
    # `SELECT ways.person` is called person in DuckDB, whatever else joins; ClickHouse may keep the whole.
    is_selected = isinstance(node.parent, exp.Select) and node.arg_key == "expressions"
    if is_selected and isinstance(node, exp.Column) and node.table and not isinstance(node.this, exp.Star):
        return exp.alias_(node.copy(), node.name)
    return node


def counts_wrapped(node: exp.Expr, kind: type[exp.Expr], to: str) -> exp.Expr:
    """Cast a function, with its filter and its window, to another type."""
    inner = node
    while isinstance(inner, exp.Window | exp.Filter):
        inner = inner.this
    if isinstance(inner, kind) and not isinstance(node.parent, exp.Window | exp.Filter | exp.Cast):
        return exp.cast(node.copy(), to, dialect="duckdb")
    return node
