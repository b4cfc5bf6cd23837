"""What a party pays."""


def price_of(amount: int, seats: int, *, percent: int = 0, amount_off: int = 0) -> int:
    """Answer the price of so many seats in minor units, a code taken off; never below nothing.

    A percentage is rounded to the guest's advantage.
    """
    cut = amount * min(100, max(0, percent)) // 100
    if amount * min(100, max(0, percent)) % 100:
        cut += 1
    return max(0, amount - cut - max(0, amount_off)) * seats
