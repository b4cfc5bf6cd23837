"""Who may write letters, approve and send them, and what the audit calls our acts."""

from veche.core.terms import INSIDERS, LEADERS, STEWARDS, Permission, Role
from veche.kit.terms import N_
from veche.mailing.terms.desk import WRITING_ACTS
from veche.mailing.terms.sequencing import SEQUENCE_ACTS

WRITING = STEWARDS | {Role.EDITOR, Role.SMM_SPECIALIST}

SEE_LETTERS = Permission("mailing.see_letters", N_("See letters and what came of them"), INSIDERS)
WRITE_LETTERS = Permission("mailing.write_letters", N_("Write letters and remark on them"), WRITING)
SEND_LETTERS = Permission("mailing.send_letters", N_("Send letters, pause and stop them"), WRITING)
APPROVE_LETTERS = Permission(
    "mailing.approve_letters", N_("Approve letters that go to many"), STEWARDS | {Role.EDITOR}
)
KEEP_NEWSLETTERS = Permission(
    "mailing.keep_newsletters", N_("Keep newsletters, their looks and their rules"), STEWARDS
)
KEEP_ADDRESSES = Permission(
    "mailing.keep_addresses", N_("See who gets letters and who must not"), STEWARDS | {Role.EDITOR}
)
KEEP_SENDERS = Permission("mailing.keep_senders", N_("Set the servers that letters leave through"), LEADERS)
KEEP_DELIVERIES = Permission(
    "mailing.keep_deliveries", N_("Keep letters up with what servers and people answer"), STEWARDS
)
PERMISSIONS = (
    SEE_LETTERS, WRITE_LETTERS, SEND_LETTERS, APPROVE_LETTERS, KEEP_NEWSLETTERS, KEEP_ADDRESSES, KEEP_SENDERS,
    KEEP_DELIVERIES,
)  # fmt: skip

ACTS: dict[str, str] = {
    **WRITING_ACTS,
    "mailing.suppress_addresses": N_("Put addresses on the list of those who get nothing"),
    "mailing.lift_suppression": N_("Let an address have letters again"),
    "mailing.set_ways_back": N_("Set how returned letters come back"),
    "mailing.retry_returns": N_("Sent what came back to be read again"),
    **SEQUENCE_ACTS,
    "mailing.move_letter": N_("Brought a letter to another state"),
    "mailing.subscribe_by_hand": N_("Subscribed somebody by hand"),
    "mailing.take_out_subscribers": N_("Took a newsletter's subscribers out as a table"),
    "mailing.take_over_subscribers": N_("Took subscribers over from a list"),
    "mailing.decide_doubtful": N_("Decided about letters nobody knows the fate of"),
    "mailing.retry_refused": N_("Tried a letter again with those whose servers refused it"),
    "mailing.change_sender": N_("Changed a way out for letters"),
    "mailing.move_sender": N_("Held or opened a way out for letters"),
    "mailing.break_sender": N_("A way out for letters stopped itself"),
    "mailing.make_dkim_key": N_("Made a new signing key for letters"),
    "mailing.set_trial": N_("Set variants of a letter to be tried"),
    "mailing.drop_trial": N_("Gave variants of a letter up"),
    "mailing.decide_trial": N_("Decided which variant of a letter the rest gets"),
    "mailing.ask_winner": N_("Left it to a person which variant of a letter the rest gets"),
    "mailing.choose_variant": N_("Chose which variant of a letter the rest gets"),
    "mailing.follow_person": N_("Said whether a person's opens and clicks are kept with their name"),
}
