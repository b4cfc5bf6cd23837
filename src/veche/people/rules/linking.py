"""Which handles are one account: what the outside says, but for handles that more than one uses.

Everything here is a function of the handles and of what joins them: in whatever order facts
come, the same handles end up together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from veche.people.rules.naming import names_conflict

# Accounts that the network itself numbers; whatever else it says of one belongs to that one.
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


class Decided(NamedTuple):
    """What a human decided: the nodes of two sides are one person, or they are two."""

    at: int
    joins: bool
    one: tuple[int, ...]
    other: tuple[int, ...]


def partition(
    handles: Mapping[int, Named], edges: Iterable[tuple[int, int]], decisions: Iterable[Decided]
) -> list[list[int]]:
    """Answer which handles are one person: what the outside says is one account, then what humans decided.

    Decisions count in the order in which they were made; whatever comes in later joins the side
    it is nearest to. The same handles, edges and decisions give the same sets in any order.
    """
    known = sorted({(min(edge), max(edge)) for edge in edges if edge[0] in handles and edge[1] in handles})
    weak = _weak_among(handles, known)
    strong = [edge for edge in known if edge[0] not in weak and edge[1] not in weak]
    blocks: dict[int, set[int]] = {}
    for part in parts_of(sorted(handles), strong):
        shared = set(part)
        blocks |= dict.fromkeys(part, shared)
    for decided in sorted(decisions):
        (_unite if decided.joins else _divide)(blocks, decided, strong)
    return sorted(sorted(block) for block in _distinct(blocks.values()))


def _weak_among(handles: Mapping[int, Named], edges: Iterable[tuple[int, int]]) -> set[int]:
    beside: dict[int, list[Named]] = {node: [] for node in handles}
    for one, other in edges:
        beside[one].append(handles[other])
        beside[other].append(handles[one])
    return {node for node, handle in handles.items() if is_weak(handle, beside[node])}


def _distinct(blocks: Iterable[set[int]]) -> Iterable[set[int]]:
    return {id(block): block for block in blocks}.values()


def _unite(blocks: dict[int, set[int]], decided: Decided, edges: list[tuple[int, int]]) -> None:
    """Make the sets of two sides one; what is no longer there says nothing."""
    ends = [node for node in (*decided.one, *decided.other) if node in blocks]
    for node in ends[1:]:
        joined = blocks[ends[0]] | blocks[node]
        blocks |= dict.fromkeys(joined, joined)
        edges.append((ends[0], node))


def _divide(blocks: dict[int, set[int]], decided: Decided, edges: list[tuple[int, int]]) -> None:
    """Part those taken out, with what is nearer to them, from those that stayed."""
    out = set(decided.one)
    for block in list(_distinct(blocks[node] for node in decided.one if node in blocks)):
        seeds = {node: 0 for node in decided.other if node in block} | {
            node: 1 for node in decided.one if node in block
        }
        inside = [edge for edge in edges if edge[0] in block and edge[1] in block]
        sides = nearest(seeds, inside)
        gone = {node for node in block if node in out or sides.get(node) == 1}
        for part in (gone, block - gone):
            blocks |= dict.fromkeys(part, part)
