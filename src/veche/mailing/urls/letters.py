"""Letters: written, looked at, approved, let go."""

from django.urls import path

from veche.mailing.urls.places import LETTERS, ONE_LETTER
from veche.mailing.views import archiving, checking, leaving, letters, preview, remarks, texts, versions
from veche.mailing.views.editing import page

_VERSION = f"{ONE_LETTER}versions/<int:version>/"
_REMARK = f"{ONE_LETTER}remarks/<int:remark>/"
urlpatterns = [
    path(LETTERS, letters.letter_list, name="letter_list"),
    path(f"{LETTERS}new/", letters.letter_new, name="letter_new"),
    path(ONE_LETTER, leaving.letter_page, name="letter_page"),
    path(f"{ONE_LETTER}part/<str:part>/", leaving.letter_part, name="letter_part"),
    path(f"{ONE_LETTER}settings/", letters.letter_settings, name="letter_settings"),
    path(f"{ONE_LETTER}remove/", letters.letter_remove, name="letter_remove"),
    path(f"{ONE_LETTER}restore/", letters.letter_restore, name="letter_restore"),
    path(f"{ONE_LETTER}archive/hide/", archiving.letter_hide, name="letter_hide"),
    path(f"{ONE_LETTER}archive/publish/", archiving.letter_publish, name="letter_publish"),
    path(f"{ONE_LETTER}edit/", page.letter_edit, name="letter_edit"),
    path(f"{ONE_LETTER}block/back/", page.letter_block_back, name="letter_block_back"),
    path(f"{ONE_LETTER}words/", remarks.letter_words, name="letter_words"),
    path(f"{ONE_LETTER}quote/", remarks.letter_quote, name="letter_quote"),
    path(f"{ONE_LETTER}text/", texts.letter_text, name="letter_text"),
    path(f"{ONE_LETTER}text/mend/", texts.letter_mend, name="letter_mend"),
    path(f"{ONE_LETTER}text/learn/", texts.letter_learn, name="letter_learn"),
    path(f"{ONE_LETTER}remarks/", remarks.remark_write, name="remark_write"),
    path(f"{_REMARK}settle/", remarks.remark_settle, name="remark_settle"),
    path(f"{_REMARK}reopen/", remarks.remark_reopen, name="remark_reopen"),
    path(f"{ONE_LETTER}versions/", versions.version_list, name="version_list"),
    path(f"{_VERSION}restore/", versions.version_restore, name="version_restore"),
    path(f"{ONE_LETTER}preview/", preview.letter_preview, name="letter_preview"),
    path(f"{ONE_LETTER}preview/frame/", preview.letter_frame, name="letter_frame"),
    path(f"{ONE_LETTER}plain/", preview.letter_plain, name="letter_plain"),
    path(f"{ONE_LETTER}readers/", preview.letter_readers, name="letter_readers"),
    path(f"{ONE_LETTER}test/", preview.letter_test, name="letter_test"),
    path(f"{ONE_LETTER}checks/", checking.letter_checks, name="letter_checks"),
    path(f"{ONE_LETTER}checks/ask/", checking.letter_look_over, name="letter_look_over"),
    path(f"{ONE_LETTER}approval/ask/", leaving.approval_ask, name="approval_ask"),
    path(f"{ONE_LETTER}approval/give/", leaving.approval_give, name="approval_give"),
    path(f"{ONE_LETTER}approval/withdraw/", leaving.approval_withdraw, name="approval_withdraw"),
    path(f"{ONE_LETTER}approval/back/", leaving.approval_back, name="approval_back"),
    path(f"{ONE_LETTER}schedule/", leaving.letter_schedule, name="letter_schedule"),
    path(f"{ONE_LETTER}unschedule/", leaving.letter_unschedule, name="letter_unschedule"),
    path(f"{ONE_LETTER}cancel/", leaving.letter_cancel, name="letter_cancel"),
    path(f"{ONE_LETTER}reopen/", leaving.letter_reopen, name="letter_reopen"),
]
