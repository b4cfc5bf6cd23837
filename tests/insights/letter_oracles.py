"""Letters and what came of them, as plain loops; and letters laid at random."""

from types import SimpleNamespace

from tests.insights.more_oracles import buckets

from veche.kit.time import DAY
from veche.ledger.terms import About, Kind

SENT, OPENED, CLICKED, BOUNCED = (
    kind.number for kind in (Kind.SENT, Kind.OPENED, Kind.CLICKED, Kind.BOUNCED)
)
UNSUBSCRIBED, REGISTERED, BOUGHT = (kind.number for kind in (Kind.UNSUBSCRIBED, Kind.REGISTERED, Kind.BOUGHT))
OF_LETTERS = (Kind.SENT, Kind.OPENED, Kind.CLICKED, Kind.BOUNCED)


def about_letter(draw):
    """One of a few letters, mostly."""
    return About("letter", str(draw.randint(1, 4)), "Новости") if draw.random() < 0.9 else None


def everything(ledger):
    """All facts, of whatever channel was asked for."""
    return list(type(ledger)(ledger.community, ledger.persons, ledger.team).facts.values())


def letters_of(ledger, period):
    """Letters sent to people in the period that did not come back, with what was done with each."""
    facts = [fact for fact in everything(ledger) if fact.day >= period.first]
    looked = {fact.subject for fact in facts if fact.kind in (OPENED, CLICKED)}
    found = []
    for sent in ledger.within(period):
        if sent.kind != SENT or not sent.subject:
            continue
        own = {
            fact.kind for fact in facts if fact.subject == sent.subject and fact.identity == sent.identity
        }  # fmt: skip
        if BOUNCED not in own:
            found.append(SimpleNamespace(
                pk=sent.pk, day=sent.day, person=sent.person, opened=bool(own & {OPENED, CLICKED}),
                clicked=CLICKED in own, is_followed=sent.subject in looked,
                gone=any(fact.kind == UNSUBSCRIBED and fact.identity == sent.identity
                         and sent.at < fact.at <= sent.at + 7 * DAY for fact in facts),
            ))  # fmt: skip
    return found


def letters(ledger, period, grain, today):
    def share(some, name):
        whole = sum(one.is_followed for one in some)
        return 100 * sum(getattr(one, name) for one in some) / whole if whole else None

    found = buckets(((one.day, one) for one in letters_of(ledger, period)), grain)
    return {
        b: (share(some, "opened"), share(some, "clicked"),
            100 * sum(one.gone for one in some) / len(some), len(some))
        for b, some in found.items()
    }  # fmt: skip


def letters_behind(ledger, period, part):
    """The letters that a part counts."""
    name = ("opened", "clicked", "gone", "pk")[part]
    return [one for one in letters_of(ledger, period) if getattr(one, name)]


def clicks_of(ledger, period):
    """Clicks of people in letters in the period, with what their person did within a week."""
    deeds = [fact for fact in everything(ledger) if fact.person is not None and fact.day >= period.first]
    found = []
    for click in ledger.within(period):
        if click.kind == CLICKED and click.subject:
            kinds = {
                fact.kind for fact in deeds
                if fact.person == click.person and click.at < fact.at <= click.at + 7 * DAY
            }  # fmt: skip
            found.append(SimpleNamespace(pk=click.pk, day=click.day, person=click.person, kinds=kinds))
    return found


def results_behind(ledger, period, part):
    """The clicks that a part counts."""
    wanted = (None, REGISTERED, BOUGHT)[part]
    return [one for one in clicks_of(ledger, period) if wanted is None or wanted in one.kinds]


def letter_results(ledger, period, grain, today):
    found = buckets(((one.day, one) for one in clicks_of(ledger, period)), grain)
    return {
        b: tuple(
            len({one.person for one in some if wanted is None or wanted in one.kinds})
            for wanted in (None, REGISTERED, BOUGHT)
        )
        for b, some in found.items()
    }  # fmt: skip


def _who(found):
    def behind_it(ledger, period, today, behind):
        return {one.person for one in found(ledger, period, behind.part)}

    return behind_it


LETTERS = {"letters": letters, "letter_results": letter_results}
LETTERS_BEHIND = {"letters": _who(letters_behind), "letter_results": _who(results_behind)}
