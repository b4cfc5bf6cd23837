"""Money: sums, what one who came cost, from how many paying guests on an event bears itself."""

from collections.abc import Iterable, Sequence

from veche.events.terms.money import Balance, Line, Side, Sums


def likely_of(line: Line) -> int:
    """Answer the best that is known of a line: what was promised or paid, else what was planned."""
    return max(line.promised, line.paid) or line.planned


def sums_of(lines: Iterable[Line], side: Side) -> Sums:
    """Add up one side of a budget."""
    chosen = [line for line in lines if line.side is side]
    return Sums(
        sum(line.planned for line in chosen), sum(line.promised for line in chosen),
        sum(line.paid for line in chosen), sum(likely_of(line) for line in chosen),
    )  # fmt: skip


def open_lines(lines: Iterable[Line]) -> list[Line]:
    """Answer the lines of which more was promised than was paid: accounts cannot be closed over them."""
    return [line for line in lines if line.promised > line.paid]


def break_even(*, fixed: int, per_guest: float, income: int, price: float) -> int | None:
    """Answer how many guests must pay `price` so that all is covered; None where no number does.

    `fixed` is spent however many come, `per_guest` for each of them, `income` comes without tickets.
    All in minor units; the result is the least whole number n with n·price + income ≥ fixed + n·per_guest.
    """
    missing = fixed - income
    if missing <= 0:
        return 0
    left = price - per_guest
    if left <= 0:
        return None
    wanted = int(missing / left)
    while wanted * left < missing:
        wanted += 1
    return wanted


def balance_of(lines: Sequence[Line], *, heads: int, came: int | None, price: float, paying: int) -> Balance:
    """Put a budget together. `heads` is for how many its growing lines were reckoned.

    `lines` are without the tickets in the break-even, and with them in the sums: the line of
    tickets is the one that `tickets_line` makes.
    """
    costs, incomes = sums_of(lines, Side.COST), sums_of(lines, Side.INCOME)
    growing = sum(likely_of(one) for one in lines if one.side is Side.COST and one.grows)
    given = sum(likely_of(one) for one in lines if one.side is Side.INCOME and not one.grows)
    even = None
    if price > 0:
        even = break_even(
            fixed=costs.likely - growing, per_guest=growing / max(1, heads), income=given, price=price
        )
    per_head = round(costs.paid / came) if came else None
    return Balance(costs, incomes, per_head, even, paying)


def tickets_line(title: str, promised: int, paid: int) -> Line:
    """Answer what tickets bring as a line: it grows with every guest and is no promise of anybody else."""
    return Line(title, Side.INCOME, 0, promised, paid, grows=True)
