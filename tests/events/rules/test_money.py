"""What a budget comes to, and from how many paying guests on it bears itself."""

from hypothesis import given
from hypothesis import strategies as st

from veche.events.rules.money import balance_of, break_even, open_lines, tickets_line
from veche.events.terms.money import Line, Side

AMOUNTS = st.integers(0, 10**9)


@given(AMOUNTS, st.integers(0, 10**5), AMOUNTS, st.integers(1, 10**6))
def test_break_even_is_the_least_number_that_covers_all(fixed, per_guest, income, price):
    def left(guests):
        return guests * price + income - fixed - guests * per_guest

    found = break_even(fixed=fixed, per_guest=per_guest, income=income, price=price)

    if found is None:
        assert price <= per_guest
        assert income < fixed
    else:
        assert left(found) >= 0
        assert found == 0 or left(found - 1) < 0


def test_a_balance_takes_the_best_that_is_known_of_each_line():
    hall = Line("Hall", Side.COST, planned=100_00, promised=120_00, paid=0)
    food = Line("Food", Side.COST, planned=50_00, promised=0, paid=0, grows=True)
    sponsor = Line("Bank", Side.INCOME, planned=90_00, promised=60_00, paid=60_00)
    tickets = tickets_line("Tickets", 30_00, 20_00)

    found = balance_of([hall, food, sponsor, tickets], heads=10, came=4, price=10_00, paying=3)

    assert found.costs.likely == 170_00
    assert found.incomes == (90_00, 90_00, 80_00, 90_00)
    # 60 of the hall are left when the sponsor paid theirs; each guest brings 10 and eats for 5.
    assert found.break_even == 12
    assert found.per_head == 0
    assert open_lines([hall, food, sponsor]) == [hall]
