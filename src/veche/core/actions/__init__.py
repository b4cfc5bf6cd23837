"""The core's door for writing: whatever changes organisation, communities, staff and audit."""

from veche.core.actions.auditing import audit, erase_payloads
from veche.core.actions.founding import (
    change_community,
    change_organisation,
    close_community,
    found_organisation,
    open_community,
    reopen_community,
)
from veche.core.actions.keeping import restore_backup, write_backup
from veche.core.actions.requiring import require
from veche.core.actions.staffing import (
    accept_invitation,
    assign_role,
    dismiss_user,
    invite_user,
    make_user,
    take_role,
    withdraw_invitation,
)
from veche.core.actions.tuning import change_own_settings, end_other_sessions, set_password

__all__ = [
    "accept_invitation",
    "assign_role",
    "audit",
    "change_community",
    "change_organisation",
    "change_own_settings",
    "close_community",
    "dismiss_user",
    "end_other_sessions",
    "erase_payloads",
    "found_organisation",
    "invite_user",
    "make_user",
    "open_community",
    "reopen_community",
    "require",
    "restore_backup",
    "set_password",
    "take_role",
    "withdraw_invitation",
    "write_backup",
]
