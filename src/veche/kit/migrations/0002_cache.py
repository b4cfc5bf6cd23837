"""The table of the shared cache: rate limits hold on every web node alike."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE kit_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamp with time zone NOT NULL)",
            "DROP TABLE kit_cache",
        ),
        migrations.RunSQL("CREATE INDEX kit_cache_expires ON kit_cache (expires)", migrations.RunSQL.noop),
    ]
