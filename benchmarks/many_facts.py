"""A community of any size as columns: the same for the columnar copy and for the ledger's tables.

Shaped like the exports we have: a few people do most, people come for a while and go, whoever is
there does about three things that day (a mailing list: 1.7, a busy IRC channel: 21), mostly in
their usual channel and in the evening; most messages reply to something recent.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from veche.kit.language.lemmas import lemma_of, number_of

if TYPE_CHECKING:
    from veche.core.models import Community

Columns = dict[str, np.ndarray[Any, Any]]
DAYS, CHANNELS, A_DAY = 1_096, 24, 3.03
LAST_DAY = 20_400  # 8 November 2025
JOINED, LEFT = 1, 2
KINDS = ((3, 0.56), (4, 0.08), (5, 0.32), (6, 0.02), (8, 0.02))
SPOKEN = (3, 4, 6, 8)
# From stranger to gone: most people of any old community are.
STAGES = (0.02, 0.03, 0.05, 0.02, 0.04, 0.03, 0.01, 0.05, 0.75)
WORD = "палатка"
MS_A_DAY, MS_AN_HOUR = 86_400_000, 3_600_000


def make_facts(interactions: int, people: int, seed: int = 1) -> tuple[Columns, Columns, Columns]:
    """Answer interactions, replies and who is who; every tenth person has two identities."""
    draw = np.random.default_rng(seed)
    identities = people + people // 10
    weights = 1 / np.arange(1, identities + 1) ** 0.85
    visits = max(identities, int(interactions / A_DAY))
    who = np.concatenate([
        np.arange(identities), draw.choice(identities, visits - identities, p=weights / weights.sum())
    ])  # fmt: skip
    came = draw.integers(0, DAYS - 5, identities)
    stays = np.minimum(DAYS - came, np.maximum(3, draw.exponential(250, identities))).astype(int)
    stays[: identities // 70] = (DAYS - came)[: identities // 70]
    day = came[who] + (draw.random(visits) ** 1.5 * stays[who]).astype(np.int64)
    hour = np.clip(draw.normal(17, 4, visits), 0, 23).astype(np.int64)
    home = draw.integers(1, CHANNELS + 1, identities)
    channel = np.where(draw.random(visits) < 0.8, home[who], draw.integers(1, CHANNELS + 1, visits))
    visit = np.repeat(np.arange(visits), draw.geometric(1 / A_DAY, visits))[:interactions]
    count = len(visit)
    start = (LAST_DAY - DAYS + 1) * MS_A_DAY
    moment = start + day[visit] * MS_A_DAY + hour[visit] * MS_AN_HOUR + draw.integers(0, MS_AN_HOUR, count)
    order = np.argsort(moment, kind="stable")
    visit, moment = visit[order], moment[order]
    kinds, shares = zip(*KINDS, strict=True)
    kind = draw.choice(kinds, count, p=shares)
    _let_come_and_go(kind, who[visit], channel[visit], draw)
    facts = {
        "id": np.arange(1, count + 1), "channel": channel[visit], "identity": who[visit] + 1, "kind": kind,
        "moment": moment, "marks": ((draw.random(count) < 0.1) & np.isin(kind, SPOKEN)).astype(np.int64),
    }  # fmt: skip
    return facts, _make_replies(facts, draw), _make_persons(people, identities, draw)


def _let_come_and_go(kind: Any, who: Any, channel: Any, draw: np.random.Generator) -> None:
    """Have most begin in a channel by joining it, and some end by leaving it."""
    place = who * (CHANNELS + 1) + channel
    _, first = np.unique(place, return_index=True)
    _, last = np.unique(place[::-1], return_index=True)
    kind[len(place) - 1 - last[draw.random(len(last)) < 0.25]] = LEFT
    kind[first[draw.random(len(first)) < 0.7]] = JOINED


def _make_replies(facts: Columns, draw: np.random.Generator) -> Columns:
    count = len(facts["id"])
    child = np.flatnonzero(np.isin(facts["kind"], SPOKEN) & (draw.random(count) < 0.6))
    child = child[child > 200]
    parent = child - draw.integers(1, 200, len(child))
    ends = {
        f"{side}{name}": facts[name][places]
        for side, places in (("", child), ("parent_", parent))
        for name in ("identity", "moment", "kind", "marks")
    }
    return {"child": child + 1, "parent": parent + 1, "channel": facts["channel"][child]} | ends


def _make_persons(people: int, identities: int, draw: np.random.Generator) -> Columns:
    person = np.arange(1, identities + 1)
    person[people:] = draw.integers(1, people + 1, identities - people)
    own = slice(20, None)  # the first twenty handles are bots
    return {
        "identity_id": np.arange(1, identities + 1)[own], "person_id": person[own],
        "is_team": (draw.random(identities) < 0.0005)[own],
    }  # fmt: skip


def write_copy(community: Community, facts: Columns, replies: Columns, persons: Columns) -> None:
    """Write the facts straight into segments of months, as tidying would have left them."""
    from veche.core.terms import SYSTEM
    from veche.ledger.actions import save_snapshot
    from veche.ledger.columns import manifest, shapes, writing
    from veche.ledger.columns.calendar import local_times

    zone = community.time_zone
    facts = {name: np.zeros(len(facts["id"]), np.int8) for name in shapes.INTERACTIONS} | facts
    facts |= local_times(facts["moment"], zone)._asdict()
    facts["nature"] = np.where(facts["identity"] <= 20, 1, 0)
    times = local_times(replies["moment"], zone)
    replies = replies | {
        "day": times.day, "month": times.month, "parent_day": local_times(replies["parent_moment"], zone).day,
    }  # fmt: skip
    tallies, lemmas, moods, pieces = _make_tallies(facts), _make_lemmas(facts), _make_moods(facts), []
    read = {
        "interactions": facts, "replies": replies, "tallies": tallies, "lemmas": lemmas, "moods": moods,
    }  # fmt: skip
    with writing.writer() as engine:
        for month in np.unique(facts["month"]):
            for table, rows in read.items():
                there = rows["month"] == month
                engine.execute(f"DROP TABLE IF EXISTS {table}")
                some = {name: rows[name][there] for name in shapes.TABLES[table]}
                writing.lay(engine, table, some, table)
            for table in (name for name, shape in shapes.FACTS.items() if "month" in shape):
                select = (shapes.COUNTED if table in shapes.COUNTED else shapes.JOINED)[table]
                source = shapes.SOURCES.get(table, "interactions") if table in shapes.COUNTED else table
                select = select.format(source=source)
                pieces.append(writing.write_piece(engine, community.pk, table, int(month), select))
        months = [piece.path for piece in pieces if piece and piece.table == "months"]
        select = shapes.ENTRIES_OF_MONTHS.format(source=writing.read_files(months, "months"))
        pieces.append(writing.write_piece(engine, community.pk, "entries", shapes.EVERY, select))
    copy = manifest.copy_of(community.pk)
    last = int(facts["id"][-1])
    manifest.commit(copy, pieces, appended_to=last, time_zone=zone, shapes=shapes.VERSION)
    save_snapshot(community, "persons", persons, by=SYSTEM)
    for name, rows in _make_stages(int(persons["person_id"].max())).items():
        save_snapshot(community, name, rows, by=SYSTEM)


def _make_tallies(facts: Columns, seed: int = 3) -> Columns:
    """Answer stated numbers: every twentieth message is a post with views, reactions and reposts."""
    draw = np.random.default_rng(seed)
    posts = np.flatnonzero(np.isin(facts["kind"], SPOKEN) & (draw.random(len(facts["id"])) < 0.05))
    kept = ("id", "channel", "identity", "kind", "day", "month")
    rows = {name: np.repeat(facts[name][posts], 3) for name in kept}
    views = draw.geometric(0.001, len(posts)) + 20
    counts = np.stack([views, views // 25 + 1, views // 200 + 1], axis=1).ravel()
    return rows | {"name": np.tile([1, 2, 4], len(posts)), "count": counts}


def _make_lemmas(facts: Columns, seed: int = 4) -> Columns:
    """Answer about three lemmas a message, out of 20 000, the frequent ones much more often."""
    draw = np.random.default_rng(seed)
    said = np.repeat(np.flatnonzero(np.isin(facts["kind"], SPOKEN) & (facts["nature"] == 0)), 3)
    lemma = np.minimum(draw.zipf(1.3, len(said)), 20_000) * 400_000_000_003
    # One that is said often, for who asks for a word.
    lemma[lemma == 7 * 400_000_000_003] = number_of(lemma_of(WORD))
    pairs = np.unique(np.stack([said, lemma], axis=1), axis=0)
    kept = ("id", "channel", "identity", "kind", "day", "month")
    return {name: facts[name][pairs[:, 0]] for name in kept} | {"lemma": pairs[:, 1]}


def _make_moods(facts: Columns, seed: int = 5) -> Columns:
    """Answer a fifth of the messages with words of the lexicon, more of them glad."""
    draw = np.random.default_rng(seed)
    is_said = np.isin(facts["kind"], SPOKEN) & (facts["nature"] == 0)
    toned = np.flatnonzero(is_said & (draw.random(len(is_said)) < 0.2))
    kept = ("id", "channel", "identity", "kind", "day", "month")
    glad = draw.integers(0, 3, len(toned))
    sad = np.where(glad == 0, 1, draw.integers(0, 2, len(toned)))
    return {name: facts[name][toned] for name in kept} | {"glad": glad, "sad": sad}


def _make_stages(people: int, seed: int = 2) -> dict[str, Columns]:
    """Answer where everybody stands, and five moves of each through the stages."""
    draw = np.random.default_rng(seed)
    first, moves = LAST_DAY - DAYS, people * 5
    joined = draw.integers(first, LAST_DAY, people)
    standings = {
        "person_id": np.arange(1, people + 1), "joined_day": joined,
        "stage": draw.choice(9, people, p=STAGES) + 1,
        "first_word_day": np.where(draw.random(people) < 0.3, -1, joined + draw.integers(0, 40, people)),
        "last_seen_day": np.minimum(LAST_DAY, joined + draw.integers(0, DAYS, people)),
    }  # fmt: skip
    standings |= {
        "since_day": standings["last_seen_day"], "first_seen_day": joined,
        "last_own_day": standings["last_seen_day"], "first_channel": draw.integers(1, CHANNELS + 1, people),
        "first_kind": draw.choice((JOINED, *SPOKEN), people), "is_team": np.arange(people) < people // 1000,
    }  # fmt: skip
    transitions = {
        "person_id": draw.integers(1, people + 1, moves), "day": draw.integers(first, LAST_DAY + 1, moves),
        "stage_from": draw.integers(0, 10, moves), "stage_to": draw.integers(1, 10, moves),
    }  # fmt: skip
    return {"standings": standings, "transitions": transitions}


def write_ledger(path: Path, community: Community, facts: Columns, replies: Columns) -> None:
    """Write the facts straight into the tables of an SQLite database, in bulk: recording is no part of it."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    organisation, now = community.organisation_id, int(facts["moment"][-1])
    connection.execute(
        "INSERT INTO ledger_origin (id, community_id, kind, title, made_at) "
        "VALUES (1, ?, 'bench', 'bench', ?)",
        (community.pk, now),
    )
    connection.executemany(
        "INSERT INTO ledger_channel (id, community_id, network, key, title, form, made_at) "
        "VALUES (?, ?, 'bench', ?, ?, 'chat', ?)",
        [(n, community.pk, str(n), f"Channel {n}", now) for n in range(1, CHANNELS + 1)],
    )
    connection.executemany(
        "INSERT INTO ledger_identity (id, organisation_id, kind, value, name, nature, named_at, origin_id) "
        "VALUES (?, ?, 'bench', ?, '', ?, ?, 1)",
        [(n, organisation, str(n), int(n <= 20), now) for n in range(1, int(facts["identity"].max()) + 1)],
    )
    connection.commit()
    connection.close()
    write_facts(path, community, facts, replies)
    connection = sqlite3.connect(path)
    connection.execute("ANALYZE")
    connection.close()


def write_facts(path: Path, community: Community, facts: Columns, replies: Columns) -> None:
    """Write interactions and replies beside those that are there."""
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    with connection:
        connection.executemany(
            "INSERT INTO ledger_interaction (id, community_id, channel_id, identity_id, kind, occurred_at, "
            "recorded_at, external_id, thread, reply_to, currency, marks, origin_id) "
            f"VALUES (?1, {community.pk}, ?2, ?3, ?4, ?5, ?5, ?1, '', '', '', ?6, 1)",
            _rows(facts, ("id", "channel", "identity", "kind", "moment", "marks")),
        )
        connection.executemany(
            "INSERT INTO ledger_reply (child_id, parent_id, waits_for) VALUES (?, ?, '')",
            _rows(replies, ("child", "parent")),
        )
    connection.close()


def _rows(columns: Columns, names: tuple[str, ...], step: int = 200_000) -> Any:
    for start in range(0, len(columns[names[0]]), step):
        yield from zip(*(columns[name][start : start + step].tolist() for name in names), strict=True)
