"""Which handles are one account: what the outside says, but for handles that more than one uses.

Everything here is a function of the handles and of what joins them: in whatever order facts
come, the same handles end up together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from veche.people.rules.naming import names_conflict

# Accounts that the service itself numbers; whatever else it says of one belongs to that one.
ACCOUNTS = frozenset({"telegram", "vk", "slack", "discord"})
CONTACTS = frozenset({"email", "phone"})
# Handles that come with names from lists, as people write them about themselves.
_NAMED_BY_LISTS = frozenset({"email", "phone", "row", "named"})
ROLES = frozenset(
    [
        "abuse",
        "accounts",
        "admin",
        "administrator",
        "all",
        "billing",
        "bot",
        "buh",
        "buhgalter",
        "career",
        "careers",
        "client",
        "clients",
        "club",
        "contact",
        "contacts",
        "customer",
        "customers",
        "donotreply",
        "do-not-reply",
        "editor",
        "events",
        "feedback",
        "finance",
        "hello",
        "help",
        "helpdesk",
        "hi",
        "hostmaster",
        "hr",
        "info",
        "job",
        "jobs",
        "list",
        "mail",
        "mailer-daemon",
        "manager",
        "marketing",
        "media",
        "news",
        "newsletter",
        "no-reply",
        "noreply",
        "notification",
        "notifications",
        "office",
        "orders",
        "org",
        "partner",
        "partners",
        "podderzhka",
        "postmaster",
        "pr",
        "press",
        "priem",
        "reception",
        "registration",
        "reply",
        "resume",
        "root",
        "sales",
        "sekretar",
        "service",
        "shop",
        "site",
        "sovet",
        "spam",
        "staff",
        "subscribe",
        "support",
        "team",
        "test",
        "ticket",
        "tickets",
        "unsubscribe",
        "webmaster",
        "welcome",
        "zakaz",
    ]
)


class Named(NamedTuple):
    """A handle as the decision sees it."""

    kind: str
    value: str
    name: str = ""


def is_role(address: str) -> bool:
    """Tell whether an e-mail address is an office's rather than a human's: info@, no-reply@."""
    local = address.partition("@")[0].partition("+")[0].lower()
    return local in ROLES or local.startswith(("noreply", "no-reply", "no_reply", "donotreply"))


def is_weak(handle: Named, neighbours: Sequence[Named]) -> bool:
    """Tell whether a handle joins nobody: a role's, or one that several accounts or humans use.

    `neighbours` are the handles that the outside says are one account with it.
    """
    if handle.kind == "email" and is_role(handle.value):
        return True
    if handle.kind in ACCOUNTS:
        return False
    accounts = [one.kind for one in neighbours if one.kind in ACCOUNTS]
    if len(accounts) != len(set(accounts)):
        return True
    return handle.kind in CONTACTS and _is_of_several(neighbours)


def _is_of_several(neighbours: Sequence[Named]) -> bool:
    """Tell whether lists give the users of a contact names that cannot be one human's."""
    names = sorted({one.name for one in neighbours if one.name and one.kind in _NAMED_BY_LISTS})
    return any(names_conflict(a, b) for place, a in enumerate(names) for b in names[place + 1 :])


Node = TypeVar("Node", int, tuple[str, int])


class Joined(Generic[Node]):
    """Sets of nodes that grow together (union–find with path halving)."""

    def __init__(self) -> None:
        self._above: dict[Node, Node] = {}

    def add(self, node: Node) -> None:
        """Take in a node that stands alone until it is joined."""
        self._above.setdefault(node, node)

    def root(self, node: Node) -> Node:
        """Answer the node that stands for the set of a node."""
        above = self._above
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def join(self, one: Node, other: Node) -> None:
        """Make the sets of two nodes one."""
        a, b = self.root(one), self.root(other)
        if a != b:
            self._above[b] = a

    def sets(self) -> list[list[Node]]:
        """Answer the sets, each and all in the order in which nodes came in."""
        found: dict[Node, list[Node]] = {}
        for node in self._above:
            found.setdefault(self.root(node), []).append(node)
        return list(found.values())


def parts_of(nodes: Iterable[int], edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Answer which nodes hang together by the edges."""
    joined = Joined[int]()
    for node in nodes:
        joined.add(node)
    for one, other in edges:
        joined.join(one, other)
    return joined.sets()


def nearest(seeds: Mapping[int, int], edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Answer for every node within reach the side of the seed that is nearest; earlier seeds win ties."""
    beside: dict[int, list[int]] = {}
    for one, other in edges:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    sides = dict(seeds)
    edge_of_known = list(seeds)
    while edge_of_known:
        edge_of_known = list(_spread(edge_of_known, beside, sides))
    return sides


def _spread(known: list[int], beside: Mapping[int, list[int]], sides: dict[int, int]) -> Iterator[int]:
    for node in known:
        for other in sorted(beside.get(node, ())):
            if other not in sides:
                sides[other] = sides[node]
                yield other
