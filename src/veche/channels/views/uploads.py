"""Uploading: files come in from the browser, each judged by itself."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from veche.channels import actions, queries
from veche.channels.models import Import
from veche.channels.terms import IMPORT_FILES
from veche.core.models import Community
from veche.kit.files import MOST_MEMBERS
from veche.kit.pages import back_to, is_htmx, page, say, show
from veche.kit.terms import Reason, Refusal
from veche.kit.text import clean_name

MOST_FILES = 50


@page(IMPORT_FILES, methods=("GET", "POST"))
def upload_files(request: HttpRequest, community: Community) -> HttpResponse:
    """Offer a place to drop files, and take them in; those that cannot be are named with the reason."""
    if request.method != "POST":
        return _form(request, [])
    files = request.FILES.getlist("files")
    accepted, refused = _accept(request, community, files[:MOST_FILES])
    if len(files) > MOST_FILES:
        refused.append(("", (Reason(gettext("Only the first {n} files were taken.").format(n=MOST_FILES)),)))
    if not files:
        refused.append(("", (Reason(gettext("Choose a file first.")),)))
    if accepted:
        text = ngettext("{n} file is here.", "{n} files are here.", len(accepted))
        say(request, text.format(n=len(accepted)))
    if refused:
        return _form(request, refused, status=422)
    if len(accepted) == 1:
        return back_to(request, "channels:import_page", community.slug, accepted[0].pk)
    return back_to(request, "channels:import_list", community.slug)


Refused = list[tuple[str, tuple[Reason, ...]]]


def _form(request: HttpRequest, refused: Refused, status: int = 200) -> HttpResponse:
    template = "channels/_upload.html" if is_htmx(request) else "channels/import_new.html"
    return show(
        request, template, status=status, refused=refused, most_mb=settings.LARGEST_UPLOAD // 1024**2,
        most_files=MOST_FILES, most_members=MOST_MEMBERS, kinds=queries.known_kinds(),
    )  # fmt: skip


def _accept(
    request: HttpRequest, community: Community, files: list[UploadedFile]
) -> tuple[list[Import], Refused]:
    accepted, refused = [], []
    for file in files:
        name = clean_name(file.name or "")
        path = _on_disk(file)
        try:
            accepted.append(actions.accept_upload(community, path, name, by=request.actor))
        except Refusal as refusal:
            refused.append((name, refusal.reasons))
        finally:
            path.unlink(missing_ok=True)
    return accepted, refused


def _on_disk(file: UploadedFile) -> Path:
    """Answer where the upload stands: Django keeps small ones in memory."""
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    with NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, delete=False) as kept:
        for piece in file.chunks():
            kept.write(piece)
    return Path(os.fspath(kept.name))
