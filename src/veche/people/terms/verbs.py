"""What people did, as verbs: «people who {verb}», in the plural, so that no verb has a gender."""

from collections.abc import Mapping

from veche.kit.terms import N_
from veche.ledger.terms import Kind

VERBS: Mapping[int, str] = {
    kind.number: verb
    for kind, verb in (
        (Kind.JOINED, N_("joined a channel")),
        (Kind.LEFT, N_("left a channel")),
        (Kind.MESSAGED, N_("wrote messages")),
        (Kind.COMMENTED, N_("commented")),
        (Kind.REACTED, N_("reacted")),
        (Kind.REPOSTED, N_("reposted")),
        (Kind.MENTIONED, N_("mentioned somebody")),
        (Kind.ASKED, N_("asked questions")),
        (Kind.ANSWERED, N_("answered questions")),
        (Kind.INVITED, N_("invited others")),
        (Kind.APPLIED, N_("applied")),
        (Kind.REGISTERED, N_("registered")),
        (Kind.DECLINED, N_("declined to come")),
        (Kind.CANCELLED, N_("cancelled their coming")),
        (Kind.ATTENDED, N_("came in person")),
        (Kind.MISSED, N_("did not turn up")),
        (Kind.SUBSCRIBED, N_("subscribed")),
        (Kind.UNSUBSCRIBED, N_("unsubscribed")),
        (Kind.SENT, N_("were sent something")),
        (Kind.OPENED, N_("opened a letter")),
        (Kind.CLICKED, N_("clicked")),
        (Kind.BOUNCED, N_("could not be reached by letter")),
        (Kind.COMPLAINED, N_("complained")),
        (Kind.VISITED, N_("visited a page")),
        (Kind.SUBMITTED, N_("sent in a form")),
        (Kind.BOUGHT, N_("bought")),
        (Kind.REFUNDED, N_("got money back")),
        (Kind.PUBLISHED, N_("published posts")),
        (Kind.INTRODUCED, N_("were introduced")),
        (Kind.MET, N_("met in person")),
        (Kind.LISTED, N_("stood in a list")),
        (Kind.PINNED, N_("pinned messages")),
        (Kind.CALLED, N_("called")),
        (Kind.RATED, N_("rated an answer")),
    )
}
