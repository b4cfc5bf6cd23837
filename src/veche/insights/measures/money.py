"""Money: what people of the community paid, and what went back to them."""

from veche.insights.rules.expressions import BOUGHT, DEEDS, DOERS, REFUNDED
from veche.insights.terms import Form, Measure, Part, Unit
from veche.kit.terms import N_

MEASURE = Measure(
    key="money",
    title=N_("Money in and out"),
    definition=N_("What people paid less what was paid back to them, in the community's currency."),
    counts=N_("Purchases and refunds with an amount, by the day they happened."),
    leaves_out=N_("Amounts in other currencies: they are not turned into each other. What the work cost."),
    form=Form.SERIES,
    adds_up=True,
    parts=(
        Part(N_("Kept"), Unit.MONEY, who=f"kind IN ({BOUGHT}, {REFUNDED}) AND currency = $currency"),
        Part(N_("Paid"), Unit.MONEY, colour="success", who=f"kind = {BOUGHT} AND currency = $currency"),
        Part(N_("Paid back"), Unit.MONEY, colour="danger", who=f"kind = {REFUNDED} AND currency = $currency"),
        Part(N_("Purchases"), Unit.FACTS, is_drawn=False, who=f"kind = {BOUGHT} AND currency = $currency"),
    ),
    drawn_as="bar",
    icon="coins",
    question=f"""
        WITH paid AS (
            SELECT month, day, week, kind, amount / $unit AS amount
            FROM interactions JOIN persons ON identity_id = identity
            WHERE kind IN ({BOUGHT}, {REFUNDED}) AND currency = $currency
              AND day BETWEEN $first AND $last AND {{channels}}
        )
        SELECT {{bucket}} AS bucket, sum(CASE WHEN kind = {BOUGHT} THEN amount ELSE -amount END) AS kept,
               coalesce(sum(amount) FILTER (WHERE kind = {BOUGHT}), 0) AS paid,
               coalesce(sum(amount) FILTER (WHERE kind = {REFUNDED}), 0) AS paid_back,
               count(*) FILTER (WHERE kind = {BOUGHT}) AS purchases
        FROM paid GROUP BY {{bucket}}""",
    people=DOERS,
    facts=DEEDS,
)
