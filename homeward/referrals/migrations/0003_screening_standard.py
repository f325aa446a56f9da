"""The screening clock's numbers become dated data; what was counted before stays as it was counted."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models
from django.utils.timezone import localdate

from homeward.clocks.rules import working_days_after


def carry_over(apps, schema_editor):
    """Each partnership's number becomes its first line, without a cut-off hour: it had agreed none. A
    referral that was asked about had its full time again from the answer on."""
    Standard = apps.get_model("referrals", "ScreeningStandard")
    Referral = apps.get_model("referrals", "Referral")
    Reply = apps.get_model("referrals", "Reply")
    for partnership in apps.get_model("partnership", "Partnership").objects.all():
        referrals = Referral.objects.filter(partnership=partnership)
        if not referrals.exists() and partnership.screening_working_days == 2:
            continue  # it begins with what a partnership begins with
        line = Standard.objects.create(
            partnership=partnership,
            period=(None, None),
            decided_under="as it was before the numbers had dates",
            days=partnership.screening_working_days,
            cut_off=None,
            asking_stops=True,
            answer_days=2,
        )
        referrals.update(standard=line)
    for reply in Reply.objects.select_related("screening__referral__standard").order_by("at"):
        referral = reply.screening.referral
        due = working_days_after(localdate(reply.at), referral.standard.days)
        Referral.objects.filter(pk=referral.pk).update(screen_by=due)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that the table can be altered next


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0001_initial'),
        ('referrals', '0002_draft_number'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScreeningStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('decided_under', models.CharField(max_length=200)),
                ('days', models.PositiveSmallIntegerField()),
                ('cut_off', models.TimeField(null=True)),
                ('asking_stops', models.BooleanField()),
                ('answer_days', models.PositiveSmallIntegerField()),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.team')),
            ],
            options={
                'ordering': ('team', 'period'),
            },
        ),
        migrations.AddConstraint(
            model_name='screeningstandard',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('team__isnull', False)), expressions=[(models.Func(models.F('team'), models.F('team'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='one_screening_standard_a_team'),
        ),
        migrations.AddConstraint(
            model_name='screeningstandard',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('team__isnull', True)), expressions=[(models.Func(models.F('partnership'), models.F('partnership'), models.Value('[]'), function='int8range'), '&&'), ('period', '&&')], name='one_screening_standard_a_partnership'),
        ),
        migrations.AddField(
            model_name='referral',
            name='standard',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.screeningstandard'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='referral',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.screeningstandard'),
        ),
    ]
