"""The channels' addresses."""

from django.urls import path

from veche.channels.views import channels, connections, imports, knocking, mapping, messages, uploads

app_name = "channels"
HOME, ONE = "c/<slug:community>/imports/", "c/<slug:community>/imports/<int:upload>/"
PLACES = "c/<slug:community>/channels/"
LINES, LINE = f"{PLACES}connections/", f"{PLACES}connections/<int:connection>/"
OUT = f"{PLACES}messages/"

urlpatterns = [
    path(PLACES, channels.channel_list, name="channel_list"),
    path(f"{PLACES}<int:channel>/", channels.channel_page, name="channel_page"),
    path(f"{PLACES}<int:channel>/rename/", channels.rename_channel, name="channel_rename"),
    path(HOME, imports.import_list, name="import_list"),
    path(f"{HOME}new/", uploads.upload_files, name="import_new"),
    path(ONE, imports.import_page, name="import_page"),
    path(f"{ONE}answers/", imports.answer_questions, name="import_answer"),
    path(f"{ONE}questions/", imports.ask_again, name="import_ask"),
    path(f"{ONE}start/", imports.start_import, name="import_start"),
    path(f"{ONE}stop/", imports.stop_import, name="import_stop"),
    path(f"{ONE}resume/", imports.resume_import, name="import_resume"),
    path(f"{ONE}discard/", imports.discard_import, name="import_discard"),
    path(f"{ONE}back/", imports.take_back_import, name="import_take_back"),
    path(f"{LINES}new/", connections.connection_kinds, name="connection_kinds"),
    path(f"{LINES}new/<slug:kind>/", connections.connection_new, name="connection_new"),
    path(LINE, connections.connection_page, name="connection_page"),
    path(f"{LINE}change/", connections.connection_change, name="connection_change"),
    path(f"{LINE}mapping/", mapping.mapping_page, name="mapping_page"),
    path(f"{LINE}check/", connections.connection_check, name="connection_check"),
    path(f"{LINE}switch/", connections.connection_switch, name="connection_switch"),
    path(f"{LINE}backfill/", connections.connection_backfill, name="connection_backfill"),
    path(f"{LINE}remove/", connections.connection_remove, name="connection_remove"),
    path(f"{LINE}restore/", connections.connection_restore, name="connection_restore"),
    path(f"{LINE}retry/", connections.connection_retry, name="connection_retry"),
    path(OUT, messages.message_list, name="message_list"),
    path(f"{OUT}<int:message>/retry/", messages.message_retry, name="message_retry"),
    path(f"{OUT}<int:message>/withdraw/", messages.message_withdraw, name="message_withdraw"),
    path(f"{OUT}<int:message>/settle/", messages.message_settle, name="message_settle"),
    path("in/<str:door>/", knocking.knock, name="knock"),
]
