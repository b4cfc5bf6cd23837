"""Jobs of events: shells that load and call."""

from veche.core.models import Community
from veche.core.terms import SYSTEM
from veche.events import actions, queries
from veche.events.models import Event, Invitee, Payment
from veche.events.terms.pairing import PATIENCE_DAYS
from veche.kit.jobs import enqueue, job
from veche.kit.terms import N_, Refusal
from veche.kit.time import DAY, Moment, day_of, now


@job(N_("Tell guests and the ledger what changed on lists of guests"), bound=300)
def follow_changes(community_id: int) -> None:
    """Write the letters that changes of guests ask for, and tell the ledger of those it has not heard of."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and actions.write_notices(in_=community, by=SYSTEM):
        pass
    while community and actions.record_changes(in_=community, by=SYSTEM):
        pass


@job(N_("Keep what is expected of events that begin"), bound=600)
def foresee_events() -> None:
    """Keep what is expected of each event shortly before it begins, once."""
    for event in queries.events_to_foresee():
        actions.keep_forecast(event, by=SYSTEM)


@job(N_("Remind of food to be ordered"), bound=600)
def remind_orders() -> None:
    """Write to the team of each meal that is to be ordered by tomorrow, once."""
    for community in Community.objects.select_related("organisation").filter(closed_at=None):
        today = day_of(now(), community.time_zone)
        for meal in queries.orders_due(today).filter(event__community=community):
            actions.remind_order(meal, by=SYSTEM)


@job(N_("Record who was asked, agreed, spoke and proposed talks"), bound=300)
def record_talks(community_id: int) -> None:
    """Tell the ledger of speakers, and of talks proposed, asked for, agreed to and given: each once."""
    community = Community.objects.select_related("organisation").filter(pk=community_id).first()
    while community and (
        actions.record_proposals(in_=community, by=SYSTEM)
        or actions.record_speakers(in_=community, by=SYSTEM)
        or actions.record_steps(in_=community, by=SYSTEM)
        or actions.record_talks(in_=community, by=SYSTEM)
        or actions.record_answers(in_=community, by=SYSTEM)
    ):
        pass


@job(N_("Tell what was decided on a proposed talk"), bound=120)
def tell_decision(proposal: int) -> None:
    """Write the letter of a decision that was not taken back."""
    actions.tell_decision(proposal, by=SYSTEM)


@job(N_("Ask somebody to speak"), bound=120)
def tell_asked(asking: int) -> None:
    """Write the letter that asks somebody to speak, if it was not taken back."""
    actions.tell_asked(asking, by=SYSTEM)


@job(N_("Tell whoever asked what a speaker answered"), bound=120)
def tell_answer(asking: int) -> None:
    """Write the letter about an answer, once it has stood for a minute."""
    found = queries.asking_numbered(asking)
    if found is not None:
        actions.tell_answer(found, by=SYSTEM)


@job(N_("Remind those who were asked to speak"), bound=600)
def remind_speakers() -> None:
    """Remind who was asked to speak and has not answered for some days, each once."""
    for asking in queries.askings_to_remind():
        actions.remind_speaker(asking, by=SYSTEM)


@job(N_("Make the coming dates of series"), bound=900)
def make_dates() -> None:
    """Make dates of every series as far ahead as it says, and drop photos that were taken away long ago."""
    for series in queries.series_to_go_on():
        actions.make_dates(series, by=SYSTEM)
    for community in Community.objects.select_related("organisation").filter(closed_at=None):
        actions.drop_removed_photos(in_=community, by=SYSTEM)
        actions.drop_album_photos(in_=community, by=SYSTEM)


@job(N_("Remind the team of what is due"), bound=600)
def remind_of_tasks() -> None:
    """Write every colleague in the morning what they have to do for events by today."""
    today = day_of(now(), "UTC")
    for user in queries.owners_of_due_tasks(today):
        actions.remind_of_tasks(user, today=today, by=SYSTEM)


@job(N_("Go on with introductions"), bound=900)
def tend_introductions() -> None:
    """Make the rounds whose time has come and ask their people; wait for nobody longer than a week."""
    for found in queries.due_rounds():
        try:
            made = actions.repeat_round(found, by=SYSTEM)
        except Refusal:
            continue  # nobody to put together this time; the page shows the round as it is
        if made:
            actions.ask_round(made, by=SYSTEM)
    before = Moment(now() - PATIENCE_DAYS * DAY)
    for table in queries.late_introductions(before):
        actions.end_waiting(table, before, by=SYSTEM)


@job(N_("End offers of seats that nobody took"), bound=120)
def end_offers() -> None:
    """End offers whose time is over, and offer the seats to the next."""
    for community in queries.communities_to_end_offers(now()):
        actions.end_offers(in_=community, by=SYSTEM)


@job(N_("Offer seats to the rest of a waiting list"), bound=300)
def offer_on(event: int) -> None:
    """Go on offering seats where there is room for more than one transaction takes."""
    found = Event.objects.select_related("community__organisation").filter(pk=event).first()
    if found:
        actions.offer_on(found, by=SYSTEM)


@job(N_("Tell guests when and where an event is now"), bound=300)
def tell_of_changed_events() -> None:
    """Write to guests of events whose time or place changed, and of those that were called off."""
    for community in queries.communities_to_tell(now()):
        while actions.tell_of_changes(in_=community, by=SYSTEM):
            pass


@job(N_("Forget what guests eat once an event is long over"))
def forget_diets() -> None:
    """Delete diets whose time is over, attempts of yesterday, receipts and slides nobody wants back."""
    for community in Community.objects.select_related("organisation"):
        actions.forget_diets(in_=community, by=SYSTEM)
        actions.drop_receipts(in_=community, by=SYSTEM)
        actions.forget_speakers_diets(in_=community, by=SYSTEM)
        actions.drop_slides(in_=community, by=SYSTEM)


@job(N_("Ask how a payment stands"), bound=60)
def ask_payment(payment: int) -> None:
    """Ask the provider what became of a payment it notified us of."""
    found = (
        Payment.objects.select_related("guest", "event__community__organisation").filter(pk=payment).first()
    )
    if found:
        actions.ask_again(found, by=SYSTEM)


@job(N_("Look after payments that wait"), bound=900)
def look_after_payments() -> None:
    """Ask after payments of which no notification came."""
    for community in Community.objects.select_related("organisation").filter(closed_at=None):
        actions.look_after_payments(in_=community, by=SYSTEM)


@job(N_("Note who did not come to events that are over"), bound=300, lane="long")
def mark_missed() -> None:
    """Note who missed events that ended some hours ago, where anybody was let in at a door at all."""
    for event in queries.events_to_close():
        actions.mark_missed(event, by=SYSTEM)


@job(N_("Write the rest of the letters after an event"), bound=900, lane="long")
def write_after_event(event: int) -> None:
    """Go on with the letters that somebody asked for."""
    found = Event.objects.select_related("community__organisation", "venue").filter(pk=event).first()
    while found and actions.send_after_letters(found, in_=found.community, by=SYSTEM):
        pass


@job(N_("Write to guests after an event"), bound=900, lane="long")
def write_after_events() -> None:
    """Thank those who came and write to those who did not, where the team switched that on."""
    for event in queries.events_to_thank():
        while actions.send_after_letters(event, in_=event.community, by=SYSTEM):
            pass


@job(N_("Write letters to many"), bound=1800)
def send_drive(drive: int) -> None:
    """Write the letters of one drive, as long as it is not stopped."""
    found = queries.drive_at(drive)
    while found and actions.send_next(found, by=SYSTEM):
        pass
    if found:
        actions.confirm_letters(in_=found.event.community, by=SYSTEM)


@job(N_("Go on with letters to many and note which went"), bound=600)
def tend_drives() -> None:
    """Go on with drives that were cut off, and note which letters and messages went."""
    for drive in queries.due_drives():
        enqueue(send_drive, key=str(drive.pk), community=drive.event.community_id, drive=drive.pk)
    for community in queries.communities_to_confirm():
        while actions.confirm_letters(in_=community, by=SYSTEM):
            pass


@job(N_("Remind guests of events"), bound=900)
def send_reminders() -> None:
    """Write the reminders whose time has come."""
    for reminder, due in queries.due_reminders(now()):
        last = actions.send_reminder(reminder, due, by=SYSTEM)
        while last:
            last = actions.send_reminder(reminder, due, after=last, by=SYSTEM)


@job(N_("Tell the ledger that somebody opened their link"), bound=60)
def record_opening(invitee: int) -> None:
    """Record the opening of a link once."""
    found = _invitee(invitee)
    if found:
        actions.record_opening(found, in_=found.drive.event.community, by=SYSTEM)


@job(N_("Tell the ledger who wants no more invitations"), bound=60)
def record_refusing(invitee: int, kind: int, when: int) -> None:
    """Record that somebody wants no more invitations, or does again."""
    found = _invitee(invitee)
    if found:
        actions.record_refusing(found, kind, Moment(when), in_=found.drive.event.community, by=SYSTEM)


def _invitee(pk: int) -> Invitee | None:
    found = Invitee.objects.select_related(
        "drive__event__community__organisation", "identity__attachment", "guest__identity"
    )
    return found.filter(pk=pk).first()
