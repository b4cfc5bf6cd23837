"""The money and the food of an event, with what their routes name."""

from io import BytesIO
from typing import Any

from tests import make

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events.actions import add_receipt, save_line, save_meal, save_norm
from veche.events.actions.food import Planned
from veche.events.actions.money import Noted
from veche.events.terms.food import MealKind, Norm, NormUnit
from veche.events.terms.money import Category, Side

OF_EVENT = (
    "event_expected", "budget_page", "budget_file", "budget_settle", "budget_reopen", "line_new", "line_edit",
    "line_remove", "line_restore", "receipt_add", "receipt_file", "receipt_remove", "receipt_restore",
    "food_page", "food_file", "meal_new", "meal_edit", "meal_remove", "meal_restore",
)  # fmt: skip


def things_of_money(community: Community) -> dict[str, Any]:
    """Answer an event, a line with a receipt, a meal and a norm by the routes that name them."""
    event = make.event(community, f"Ужин {community.slug}")
    line = save_line(event, Noted(Side.COST, Category.VENUE, "Зал", planned="100"), by=SYSTEM)
    receipt = add_receipt(line, BytesIO(b"%PDF-1.4"), "bill.pdf", by=SYSTEM)
    meal = save_meal(event, Planned("Ужин"), by=SYSTEM)
    norm = save_norm(Norm(MealKind.DRINKS, "Квас", NormUnit.ML, 300), in_=community, by=SYSTEM)
    things: dict[str, Any] = {f"events:{name}.event": event.pk for name in OF_EVENT}
    lines = ("line_edit", "line_remove", "line_restore", "receipt_add")
    things |= {f"events:{name}.line": line.pk for name in lines}
    things |= {f"events:{name}.form": "pdf" for name in ("budget_file", "food_file")}
    things |= {f"events:norm_{deed}.norm": norm.pk for deed in ("edit", "remove", "restore")}
    return things | {"events:line_new.side": "cost", "receipt": receipt.pk, "meal": meal.pk}
