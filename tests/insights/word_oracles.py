"""What is talked about and how it sounds, as plain loops over the latest words of the ledger."""

from collections import defaultdict
from math import log

from veche.insights.rules.periods import bucket_of
from veche.insights.terms import Period
from veche.kit.language.lemmas import lemma_of, number_of, tokens_of
from veche.kit.language.reading import words_and_mood
from veche.ledger.models import Wording
from veche.ledger.terms import SPOKEN, Nature


def lemmas_of(text):
    """The lemmas of the content words of a text in order."""
    return filter(None, map(lemma_of, tokens_of(text)))


def latest_words(ledger):
    """Fact → its latest words, of what persons said."""
    found = Wording.objects.filter(interaction__in=ledger.facts).order_by("said_at", "pk")
    said = dict(found.values_list("interaction", "text"))
    return [(fact, said[fact.pk]) for fact in ledger.people()
            if fact.pk in said and fact.kind in SPOKEN and fact.nature == Nature.PERSON]  # fmt: skip


def noticed(a, b, now, before):
    """By how much more people said a word than before, nothing where it is no topic."""
    if a < 3 or a <= b:
        return None
    if not before:
        return 0.0
    if a * before <= b * now:
        return None
    share = (a + b) / (now + before)
    score = 2 * (a * log(a / now / share) + (b and b * log(b / before / share)))
    return score if score >= 3.84 else None


def topics(ledger, period, grain, today):
    now = Period(max(period.first, period.last - 91), period.last)
    told = [defaultdict(list), defaultdict(list)]
    for fact, text in latest_words(ledger):
        for place, days in enumerate((now, now.before())):
            if days.first <= fact.day <= days.last:
                for lemma in set(lemmas_of(text)):
                    told[place][lemma].append(fact.person)
    whole = [len({person for people in side.values() for person in people}) for side in told]
    rows = {}
    for lemma, people in told[0].items():
        a, b = len(set(people)), len(set(told[1].get(lemma, ())))
        score = noticed(a, b, *whole)
        if score is not None:
            rows[number_of(lemma)] = (a, len(people), b, score)
    return dict(sorted(rows.items(), key=lambda row: (-row[1][3], -row[1][0], row[0]))[:30])


def mood(ledger, period, grain, today):
    toned, said = defaultdict(list), defaultdict(int)
    for fact in ledger.facts.values():
        if fact.nature == Nature.PERSON and fact.kind in SPOKEN and period.first <= fact.day <= period.last:
            said[bucket_of(fact.day, grain)] += 1
    for fact, text in latest_words(ledger):
        found = words_and_mood(text)[1]
        if any(found) and period.first <= fact.day <= period.last:
            toned[bucket_of(fact.day, grain)].append((fact.person, found))
    toned = {b: [one for _, one in some] for b, some in toned.items() if len({who for who, _ in some}) >= 5}
    return {
        b: (100 * sum(one.glad > one.sad for one in found) / len(found),
            100 * sum(one.sad > one.glad for one in found) / len(found),
            len(found), 100 * len(found) / said[b])
        for b, found in toned.items()
    }  # fmt: skip


def topics_behind(ledger, period, today, behind):
    days = Period(max(period.first, period.last - 91), period.last)
    return {
        fact.person
        for fact, text in latest_words(ledger)
        for lemma in lemmas_of(text)
        if days.first <= fact.day <= days.last and behind.row in (-1, number_of(lemma))
    }


WORDED_BEHIND = {"topics": topics_behind}
WORDED = {"topics": topics, "mood": mood}
