"""The full-text index, and the index by which open questions are found."""

from django.db import migrations

from veche.kit.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        SearchIndex("ledger_search").migration(),
        migrations.RunSQL(
            "CREATE INDEX ledger_by_question ON ledger_interaction (community_id, occurred_at) WHERE (marks & 1) = 1",
            "DROP INDEX ledger_by_question",
        ),
    ]
