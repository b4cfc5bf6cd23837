"""Counting: the numbers of a letter, each by one statement whatever its size."""

from __future__ import annotations

from collections import Counter

from veche.kit import sql
from veche.kit.time import DAY, HOUR, moment
from veche.mailing.models import Letter
from veche.mailing.queries.figures.behind import TEXTS
from veche.mailing.queries.newsletters import letter_rules_of
from veche.mailing.rules.following import by_agent
from veche.mailing.terms import Following, Stand
from veche.mailing.terms.figures import DomainLine, Figures, LinkLine, What
from veche.mailing.terms.following import Agent

MOST_DOMAINS, MOST_STEPS = 15, 60
Hours = list[tuple[int, bool, int, int]]
_ASKED = (What.OPENED, What.HIDDEN, What.CLICKED, What.UNSUBSCRIBED)
_STATES = {
    What.SENT: (Stand.SENT, Stand.BOUNCED, Stand.COMPLAINED), What.DELIVERED: (Stand.SENT, Stand.COMPLAINED),
    What.BOUNCED: (Stand.BOUNCED,), What.COMPLAINED: (Stand.COMPLAINED,), What.FAILED: (Stand.FAILED,),
    What.DOUBTFUL: (Stand.DOUBTFUL,),
}  # fmt: skip


def figures_of(letter: Letter) -> Figures:
    """Answer the numbers of a letter but for replies and what came afterwards, which take longer."""
    domains = _domains(letter)
    states: Counter[int] = Counter()
    for found in domains.values():
        states.update(found)
    people = {what: sum(states[state] for state in of) for what, of in _STATES.items()} | _asked(letter)
    hours = _by_hour(letter)
    opens, clicks = (_totals(hours, of_clicks=one) for one in (False, True))
    steps, width = _steps(letter, hours)
    lines = _domain_lines(letter, domains)
    return Figures(people, opens, clicks, _links(letter), lines, steps, width, _tells_names(letter))


def _tells_names(letter: Letter) -> bool:
    rules = letter_rules_of(letter.community)
    return Following.PERSONAL in (rules.opens, rules.clicks)


def _asked(letter: Letter) -> dict[What, int]:
    """Answer how many people are behind the numbers that are not states of deliveries."""
    texts = [TEXTS[what] for what in _ASKED]
    parts = ", ".join(f"(SELECT count(*) FROM ({text}) AS found)" for text in texts)
    values = [letter.pk] * sum(text.count("%s") for text in texts)
    return dict(zip(_ASKED, map(int, sql.fetch(f"SELECT {parts}", values)[0]), strict=True))


def _links(letter: Letter) -> list[LinkLine]:
    rows = sql.fetch(
        "SELECT k.variant, k.number, k.address, k.title, "
        "coalesce(sum(CASE WHEN h.agent = 0 THEN 1 ELSE 0 END), 0), "
        "count(DISTINCT CASE WHEN h.agent = 0 THEN h.delivery_id END), "
        "coalesce(sum(CASE WHEN h.agent > 0 THEN 1 ELSE 0 END), 0) FROM mailing_link k "
        "LEFT JOIN mailing_hit h ON h.letter_id = k.letter_id AND h.link = k.number "
        "AND h.variant = k.variant "
        "WHERE k.letter_id = %s GROUP BY k.variant, k.number, k.address, k.title ORDER BY 1, 2",
        (letter.pk,),
    )
    return [
        LinkLine(variant, number, address, title, int(clicks), int(people), int(machines))
        for variant, number, address, title, clicks, people, machines in rows
    ]


def _domains(letter: Letter) -> dict[str, Counter[int]]:
    found: dict[str, Counter[int]] = {}
    for domain, state, count in sql.fetch(
        "SELECT domain, state, count(*) FROM mailing_delivery WHERE letter_id = %s GROUP BY domain, state",
        (letter.pk,),
    ):
        found.setdefault(domain, Counter())[state] += int(count)
    return found


def _domain_lines(letter: Letter, domains: dict[str, Counter[int]]) -> list[DomainLine]:
    looked = {
        domain: (int(opened), int(clicked))
        for domain, opened, clicked in sql.fetch(
            "SELECT d.domain, count(DISTINCT d.id), count(DISTINCT CASE WHEN h.link > 0 THEN d.id END) "
            "FROM mailing_hit h JOIN mailing_delivery d ON d.id = h.delivery_id "
            "WHERE h.letter_id = %s AND h.agent = 0 GROUP BY d.domain",
            (letter.pk,),
        )
    }
    lines = []
    for domain, states in domains.items():
        delivered = states[Stand.SENT] + states[Stand.COMPLAINED]
        sent = delivered + states[Stand.BOUNCED]
        if sent or states[Stand.FAILED]:
            counts = (sent, delivered, states[Stand.BOUNCED], states[Stand.FAILED])
            lines.append(DomainLine(domain, *counts, *looked.get(domain, (0, 0))))
    return sorted(lines, key=lambda line: (-line.sent - line.refused, line.domain))[:MOST_DOMAINS]


def _by_hour(letter: Letter) -> Hours:
    begun = moment(letter.begun_at) if letter.begun_at else 0
    rows = sql.fetch(
        f"SELECT (at - %s) / {HOUR}, CASE WHEN link = 0 THEN 0 ELSE 1 END, agent, count(*) FROM mailing_hit "
        "WHERE letter_id = %s GROUP BY 1, 2, 3",
        (begun, letter.pk),
    )
    return [(int(hour), bool(is_click), agent, int(count)) for hour, is_click, agent, count in rows]


def _totals(hours: Hours, *, of_clicks: bool) -> dict[Agent, int]:
    counts: Counter[int] = Counter()
    for _, is_click, agent, count in hours:
        if is_click is of_clicks:
            counts[agent] += count
    return by_agent(counts)


def _steps(letter: Letter, hours: Hours) -> tuple[list[tuple[int, int, int]], int]:
    """Answer opens and clicks of people by hour from the beginning, by day where they go on for long."""
    own = [(hour, is_click, count) for hour, is_click, agent, count in hours if agent == Agent.HUMAN]
    if letter.begun_at is None or not own:
        return [], 1
    width = 1 if max(hour for hour, _, _ in own) < MOST_STEPS else DAY // HOUR
    counts: Counter[tuple[int, bool]] = Counter()
    for hour, is_click, count in own:
        counts[max(hour, 0) // width, is_click] += count
    last = min(max(step for step, _ in counts), MOST_STEPS - 1)
    return [(step * width * HOUR, counts[step, False], counts[step, True]) for step in range(last + 1)], width
