"""The index of people's names."""

from django.db import migrations

from veche.people.queries.finding import NAMES


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [NAMES.migration()]
