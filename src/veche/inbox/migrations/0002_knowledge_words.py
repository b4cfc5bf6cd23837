"""The indexes by which articles and earlier answers are suggested."""

from django.db import migrations

from veche.kit.ranking import RankedIndex


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]
    operations = [
        RankedIndex("inbox_article_words").migration(),
        RankedIndex("inbox_answer_words").migration(),
    ]
