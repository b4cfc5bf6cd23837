"""Requiring: the one question every action asks first."""

from veche.core import rules
from veche.core.models import Community, Organisation
from veche.core.terms import Actor, Permission
from veche.kit.terms import N_, NotAllowed, Reason


def require(by: Actor, permission: Permission, *, in_: Community | Organisation) -> None:
    """Let the actor go on if their roles allow it in this community or organisation, else refuse."""
    if isinstance(in_, Community):
        allowed = rules.may(by, permission, organisation=in_.organisation_id, community=in_.pk)
    else:
        allowed = rules.may(by, permission, organisation=in_.pk, community=None)
    if not allowed:
        text = N_("Your role does not allow this: {what}.")
        raise NotAllowed(Reason(text, values={"what": permission.title}))
