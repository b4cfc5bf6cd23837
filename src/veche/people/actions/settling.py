"""Settling: persons and attachments are brought to what handles and decisions say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from veche.core.actions import require
from veche.core.models import Organisation
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.time import now
from veche.ledger.terms import LONGEST_NAME
from veche.people.actions.gathering import Gathered, Node, gather
from veche.people.actions.picturing import show_own_faces
from veche.people.actions.traits import count_current
from veche.people.models import Consent, Note, Tagging, TeamMark, Trait
from veche.people.rules.linking import partition, parts_of
from veche.people.rules.naming import best_name
from veche.people.terms import KEEP_PEOPLE, Tie

BELONGINGS = (Trait, Tagging, Note, TeamMark, Consent)


@dataclass
class Changes:
    """What has to be written: rows to make, to move, to name."""

    made: list[tuple[int, int]] = field(default_factory=list)  # person, anchor
    attached: list[tuple[int, int]] = field(default_factory=list)  # identity, person
    merged: dict[int, int | None] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    faced: set[int | None] = field(default_factory=set)  # whose photo may be another's now
    anchored: dict[int, int] = field(default_factory=dict)  # persons whose own identity is gone


def settle(identities: Iterable[int], *, organisation: Organisation, by: Actor) -> set[int]:
    """Have everything that hangs together with these identities stand with the right persons.

    Answers the persons for whom anything changed, those merged away too. A function of handles
    and decisions: may be repeated, and run for any of the identities of a person.
    """
    require(by, KEEP_PEOPLE, in_=organisation)
    sql.lock("people.settle", organisation.pk)
    found = gather(organisation.pk, identities)
    blocks = partition(found.handles, found.edges, found.decisions)
    changes = Changes()
    anchored = found.anchored()
    _anchor_anew(found, blocks, anchored, changes)
    lonely = [block for block in blocks if not any(node in anchored for node in block)]
    ids = iter(sql.next_ids("people_person", len(lonely)) if lonely else ())
    for block in blocks:
        _settle_block(found, block, anchored, changes, ids)
    _write(found, changes, organisation)
    whose = _whose(found, changes)
    _count_traits(whose, organisation, by)
    return whose


def _anchor_anew(
    found: Gathered, blocks: list[list[int]], anchored: dict[int, int], changes: Changes
) -> None:
    """Let persons whose own identity was withdrawn go with another of theirs."""
    for block in blocks:
        if not any(node in anchored for node in block):
            held = ((node, found.attached.get(node)) for node in block)
            adrift = [(node, pk) for node, pk in held if pk and found.persons[pk].anchor is None]
            if adrift:
                node, person = adrift[0]
                found.persons[person].anchor = node
                anchored[node] = person
                changes.anchored[person] = node


def _settle_block(
    found: Gathered, block: list[int], anchored: dict[int, int], changes: Changes, ids: Iterable[int]
) -> None:
    persons = sorted(anchored[node] for node in block if node in anchored)
    if persons:
        shown = _shown_of(persons, found)
    else:
        shown, anchor = next(iter(ids)), block[0]
        changes.made.append((shown, anchor))
        found.persons[shown] = Node(shown, anchor, None, "", "")
    for person in persons:
        wanted = None if person == shown else shown
        if found.persons[person].merged_into != wanted:
            changes.merged[person] = wanted
            changes.faced |= {person, wanted, found.persons[person].merged_into}
    changes.attached += [(node, shown) for node in block if found.attached.get(node) != shown]
    node = found.persons[shown]
    name = (node.given_name or best_name(found.seen[one] for one in block))[:LONGEST_NAME]
    if name != node.name:
        changes.named[shown] = name


def _shown_of(persons: list[int], found: Gathered) -> int:
    """Answer the person that stands for all: whom the latest merge kept, else the first."""
    anchors = {found.persons[pk].anchor: pk for pk in persons}
    kept = [
        anchors[decided.one[0]]
        for decided in sorted(found.decisions)
        if decided.joins and decided.one[0] in anchors and decided.other[0] in anchors
    ]
    return kept[-1] if kept else persons[0]


def _write(found: Gathered, changes: Changes, organisation: Organisation) -> None:
    moment = now()
    columns = (
        "id", "organisation_id", "anchor_id", "name", "given_name", "photo", "face", "language", "made_at",
    )  # fmt: skip
    sql.insert_rows("people_person", columns, [
        (pk, organisation.pk, anchor, changes.named.pop(pk, ""), "", "", "", "", moment)
        for pk, anchor in changes.made
    ])  # fmt: skip
    _attach(found, changes.attached, moment)
    for person, into in changes.merged.items():
        sql.execute("UPDATE people_person SET merged_into_id = %s WHERE id = %s", (into, person))
    for person, anchor in changes.anchored.items():
        sql.execute("UPDATE people_person SET anchor_id = %s WHERE id = %s", (anchor, person))
    if changes.faced:
        show_own_faces(changes.faced)
    for person, name in changes.named.items():
        sql.execute("UPDATE people_person SET name = %s WHERE id = %s", (name, person))
    _move_belongings(changes)


def _attach(found: Gathered, attached: list[tuple[int, int]], moment: int) -> None:
    """Write who is whose, and why."""
    known = found.handles.keys()
    edges = [edge for edge in found.edges if edge[0] in known and edge[1] in known]
    account = {node: part[0] for part in parts_of(known, edges) for node in part}
    rows = []
    for identity, person in attached:
        anchor = found.persons[person].anchor or identity
        tie = Tie.ALIAS if account[identity] == account.get(anchor) else Tie.HAND
        rows.append((identity, person, int(Tie.FIRST if anchor == identity else tie), moment))
    sql.execute(
        f"DELETE FROM people_attachment WHERE {sql.any_of('identity_id')}",
        (sql.listed(row[0] for row in rows),),
    )
    sql.insert_rows("people_attachment", ("identity_id", "person_id", "tie", "since"), rows)


def _move_belongings(changes: Changes) -> None:
    """Have traits, tags, notes and consents follow those they are of, and come back with them."""
    identities = sql.listed(identity for identity, _ in changes.attached)
    persons = sql.listed(changes.merged)
    if not changes.attached and not changes.merged:
        return
    for model in BELONGINGS:
        table = model._meta.db_table
        sql.execute(
            f"UPDATE {table} SET person_id = (SELECT a.person_id FROM people_attachment a "
            f"WHERE a.identity_id = {table}.identity_id) WHERE {sql.any_of('identity_id')}",
            (identities,),
        )
        sql.execute(
            f"UPDATE {table} SET person_id = (SELECT coalesce(p.merged_into_id, p.id) FROM people_person p "
            f"WHERE p.id = {table}.home_id) WHERE identity_id IS NULL AND {sql.any_of('home_id')}",
            (persons,),
        )


def _count_traits(persons: set[int], organisation: Organisation, by: Actor) -> None:
    """Decide anew what counts of those who got or lost values: few have any."""
    theirs = set(Trait.objects.filter(person__in=persons).values_list("person_id", flat=True))
    if theirs:
        count_current(theirs, in_=organisation, by=by)


def _whose(found: Gathered, changes: Changes) -> set[int]:
    before = {found.attached[identity] for identity, _ in changes.attached if identity in found.attached}
    made = {pk for pk, _ in changes.made}
    after = {person for _, person in changes.attached}
    return before | made | after | changes.merged.keys() | changes.named.keys()
