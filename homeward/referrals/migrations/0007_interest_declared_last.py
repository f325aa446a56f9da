"""When an interest was declared last; and what the panel signed without one of its own outcomes.

An option that was added by hand has no code. Where the panel signed such a one, the referring team got the
task to bring what was asked, as when the panel defers: that is what the option is called from now on.
"""

from django.db import migrations, models


def call_it_what_followed(apps, schema_editor):
    signed = apps.get_model("referrals", "AgendaItem").objects.filter(decision__outcome__code="")
    options = signed.values_list("decision__outcome_id", flat=True)
    apps.get_model("decisions", "Option").objects.filter(pk__in=list(options)).update(code="defer")


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0004_signed_after_sending'),
        ('referrals', '0006_sealed_expectations'),
    ]

    operations = [
        migrations.AlterField(
            model_name='interest',
            name='declared_at',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.RunPython(call_it_what_followed, migrations.RunPython.noop),
    ]
