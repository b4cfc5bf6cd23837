"""Bringing an empty database to this version in seconds.

Django renders every related model anew for each new table, field, index and constraint, and in a house where
everything belongs to a community all models are related: 18 000 renderings for 150 tables, nine tenths of the
time to the first page. What the change touches is one model.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

# They leave what other models know of this one as it was, but for what points back to it.
ALONE = ("add_model", "add_field", "_append_option", "_remove_option")


@contextmanager
def only_what_changed() -> Iterator[None]:
    """Have what is new, and indexes and constraints that go, render their own model alone inside the block.

    Changes of any other kind render every model, and code of a migration sees every model whole: the state
    says that rendering was put off (`is_delayed`), by which Django itself knows when to catch up.
    """
    kept = {name: getattr(ProjectState, name) for name in (*ALONE, "_find_reload_model")}
    for name in ALONE:
        setattr(ProjectState, name, _alone(kept[name]))
    ProjectState._find_reload_model = _what_to_render  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for name, method in kept.items():
            setattr(ProjectState, name, method)


def _alone(change: Callable[..., None]) -> Callable[..., None]:
    def changing(state: Any, *args: Any, **named: Any) -> None:
        state.is_alone = True
        try:
            change(state, *args, **named)
        finally:
            state.is_alone = False

    return changing


def _what_to_render(
    state: Any, app_label: str, model_name: str, _delay: bool = False
) -> set[tuple[str, str]]:
    """Answer the models to render after a change of one."""
    if getattr(state, "is_alone", False):
        state.is_delayed = True
        return {(app_label, model_name)}
    state.is_delayed = False
    return {*state.models, *((one.app_label, one.name_lower) for one in state.apps.real_models)}
