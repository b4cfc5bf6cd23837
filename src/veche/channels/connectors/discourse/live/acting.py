"""Acting: deleting a post, silencing and suspending an account; each may be done twice."""

from veche.channels.connectors.discourse.live.calling import Discourse
from veche.channels.connectors.discourse.live.saying import number_of
from veche.channels.terms.live import Access, Act, Deed
from veche.kit.terms import N_, Refusal
from veche.kit.time import Moment, as_datetime

CANNOT = N_("Discourse knows no such act.")
# As the forum itself writes «for ever».
_FOR_EVER = "3000-01-01T00:00:00+00:00"
_GONE = (404, 410)


def act(access: Access, deed: Deed) -> None:
    """Do one act of moderation."""
    forum = Discourse(access)
    if deed.act is Act.DELETE and deed.external_id:
        _delete(forum, deed.external_id)
        return
    if deed.handle is None:
        raise Refusal(CANNOT)
    path = f"/admin/users/{number_of(deed.handle)}"
    reason = "Veche"
    if deed.act is Act.MUTE:
        forum.do("PUT", f"{path}/silence.json", {"silenced_till": _until(deed.until), "reason": reason})
    elif deed.act is Act.UNMUTE:
        forum.do("PUT", f"{path}/unsilence.json")
    elif deed.act is Act.BAN:
        forum.do("PUT", f"{path}/suspend.json", {"suspend_until": _until(deed.until), "reason": reason})
    elif deed.act is Act.UNBAN:
        forum.do("PUT", f"{path}/unsuspend.json")
    else:
        raise Refusal(CANNOT)


def _delete(forum: Discourse, external_id: str) -> None:
    topic, _, number = external_id.partition("/")
    if not (topic.isdecimal() and number.isdecimal()):
        raise Refusal(CANNOT)
    try:
        post = forum.ask(f"/posts/by_number/{topic}/{number}.json")
        forum.do("DELETE", f"/posts/{int(post['id'])}.json")
    except Refusal as refusal:
        if not any(reason.values.get("status") in _GONE for reason in refusal.reasons):
            raise


def _until(until: Moment | None) -> str:
    return _FOR_EVER if until is None else as_datetime(until).isoformat()
