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
    join_by_invitation,
    make_user,
    reinstate_user,
    restore_invitation,
    send_invitation,
    take_role,
    withdraw_invitation,
)
from veche.core.actions.tuning import (
    change_own_settings,
    end_other_sessions,
    note_factor_change,
    note_signing,
    send_way_back,
    set_password,
)
from veche.core.actions.working import retry_job

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
    "join_by_invitation",
    "make_user",
    "note_factor_change",
    "note_signing",
    "open_community",
    "reinstate_user",
    "reopen_community",
    "require",
    "restore_backup",
    "restore_invitation",
    "retry_job",
    "send_invitation",
    "send_way_back",
    "set_password",
    "take_role",
    "withdraw_invitation",
    "write_backup",
]
