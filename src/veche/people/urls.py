"""The addresses of people."""

from django.urls import path

from veche.people.views import changing, describing, fields, joining, listing, persons, segments, words

app_name = "people"
HOME, ONE = "c/<slug:community>/people/", "c/<slug:community>/people/<int:person>/"
SEGMENTS = f"{HOME}segments/"
TWINS, FIELDS = f"{HOME}duplicates/", f"{HOME}fields/"

urlpatterns = [
    path(HOME, listing.person_list, name="person_list"),
    path(f"{HOME}several/", listing.bulk, name="person_bulk"),
    path(f"{HOME}views/", listing.save_view, name="view_save"),
    path(f"{HOME}views/<int:view>/remove/", listing.remove_view, name="view_remove"),
    path(TWINS, joining.duplicate_list, name="duplicate_list"),
    path(f"{TWINS}<int:duplicate>/merge/", joining.duplicate_merge, name="duplicate_merge"),
    path(f"{TWINS}<int:duplicate>/dismiss/", joining.duplicate_dismiss, name="duplicate_dismiss"),
    path(f"{TWINS}<int:duplicate>/reopen/", joining.duplicate_reopen, name="duplicate_reopen"),
    path(f"{HOME}merges/<int:merge>/undo/", joining.merge_undo, name="merge_undo"),
    path(f"{HOME}splits/<int:split>/undo/", joining.split_undo, name="split_undo"),
    path(FIELDS, fields.field_list, name="field_list"),
    path(f"{FIELDS}new/", fields.field_new, name="field_new"),
    path(f"{FIELDS}<str:key>/edit/", fields.field_edit, name="field_edit"),
    path(f"{FIELDS}<str:key>/remove/", fields.field_remove, name="field_remove"),
    path(f"{FIELDS}<str:key>/restore/", fields.field_restore, name="field_restore"),
    path(f"{FIELDS}<str:key>/open/", fields.special_open, name="special_open"),
    path(f"{FIELDS}<str:key>/close/", fields.special_close, name="special_close"),
    path(f"{HOME}traits/<int:trait>/remove/", describing.trait_remove, name="trait_remove"),
    path(f"{HOME}traits/<int:trait>/restore/", describing.trait_restore, name="trait_restore"),
    path(f"{HOME}tags/<int:tag>/remove/", describing.tag_remove, name="tag_remove"),
    path(f"{HOME}notes/<int:note>/change/", describing.note_change, name="note_change"),
    path(f"{HOME}notes/<int:note>/remove/", describing.note_remove, name="note_remove"),
    path(f"{HOME}notes/<int:note>/restore/", describing.note_restore, name="note_restore"),
    path(f"{HOME}consents/<int:consent>/withdraw/", describing.consent_withdraw, name="consent_withdraw"),
    path(f"{HOME}new/", changing.person_new, name="person_new"),
    path(SEGMENTS, segments.segment_list, name="segment_list"),
    path(f"{SEGMENTS}new/", segments.segment_new, name="segment_new"),
    path(f"{SEGMENTS}draft/", segments.segment_draft, name="segment_draft"),
    path(f"{SEGMENTS}<int:segment>/", segments.segment_page, name="segment_page"),
    path(f"{SEGMENTS}<int:segment>/csv/", segments.segment_export, name="segment_export"),
    path(f"{SEGMENTS}<int:segment>/edit/", segments.segment_edit, name="segment_edit"),
    path(f"{SEGMENTS}<int:segment>/remove/", segments.segment_remove, name="segment_remove"),
    path(f"{SEGMENTS}<int:segment>/restore/", segments.segment_restore, name="segment_restore"),
    path(f"{HOME}words/", words.word_list, name="word_list"),
    path(f"{HOME}words/<int:interaction>/", words.word_page, name="word_page"),
    path(ONE, persons.person_page, name="person_page"),
    path(f"{ONE}known/", describing.person_description, name="person_description"),
    path(f"{ONE}describe/", describing.person_describe, name="person_describe"),
    path(f"{ONE}tags/", describing.tag_add, name="tag_add"),
    path(f"{ONE}notes/", describing.note_add, name="note_add"),
    path(f"{ONE}consents/", describing.consent_give, name="consent_give"),
    path(f"{ONE}team/", describing.team_mark, name="team_mark"),
    path(f"{ONE}merge/", joining.person_merge, name="person_merge"),
    path(f"{ONE}split/", joining.person_split, name="person_split"),
    path(f"{ONE}activity/", persons.person_activity, name="person_activity"),
    path(f"{ONE}photo/<slug:stamp>/", persons.person_photo, name="person_photo"),
    path(f"{ONE}edit/", changing.person_edit, name="person_edit"),
    path(f"{ONE}face/", changing.person_face, name="person_face"),
    path(f"{ONE}forget/", changing.person_forget, name="person_forget"),
    path(f"{ONE}data/", changing.person_give, name="person_give"),
]
