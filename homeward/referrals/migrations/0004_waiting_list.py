"""A family for whom there was no room waits on a list, with a day to look again."""

import django.db.models.deletion
import homeward.referrals.rules.screening
from django.conf import settings
from django.db import migrations, models
from django.utils.timezone import localdate


def carry_over(apps, schema_editor):
    """Who was told that there is no room is on the list from that day, and is to be looked at again today:
    what helps them meanwhile was not asked then, and nobody has looked since."""
    Waiting = apps.get_model("referrals", "Waiting")
    for screening in apps.get_model("referrals", "Screening").objects.filter(outcome="no capacity"):
        waiting = Waiting.objects.create(
            partnership_id=screening.partnership_id,
            referral_id=screening.referral_id,
            since=localdate(screening.at),
            put_by_id=screening.by_id,
            need=2,
            interim_what="Not known: it was not asked when the family began to wait",
            review_on=localdate(),
        )
        Waiting.objects.filter(pk=waiting.pk).update(put_at=screening.at)


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0002_remove_screening_working_days'),
        ('referrals', '0003_screening_standard'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('put_at', models.DateTimeField(auto_now_add=True)),
                ('need', models.PositiveSmallIntegerField(choices=[(1, 'Next place'), (2, 'Soon'), (3, 'Can wait')])),
                ('interim_what', models.CharField(max_length=300)),
                ('interim_who', models.CharField(blank=True, max_length=120)),
                ('interim_since', models.DateField(null=True)),
                ('review_on', models.DateField()),
                ('left_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('need', 'since', 'id'),
            },
        ),
        migrations.CreateModel(
            name='WaitingReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('need_before', models.PositiveSmallIntegerField(choices=[(1, 'Next place'), (2, 'Soon'), (3, 'Can wait')])),
                ('need', models.PositiveSmallIntegerField(choices=[(1, 'Next place'), (2, 'Soon'), (3, 'Can wait')])),
                ('why_moved', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.RemoveConstraint(
            model_name='screening',
            name='one_final_outcome_a_referral',
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome__in', [homeward.referrals.rules.screening.Outcome['ASK_FOR_MORE'], homeward.referrals.rules.screening.Outcome['NO_CAPACITY']]), _negated=True), fields=('referral',), name='one_final_outcome_a_referral'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', homeward.referrals.rules.screening.Outcome['NO_CAPACITY'])), fields=('referral',), name='on_the_waiting_list_once'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='left_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waiting',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='waiting',
            name='put_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waiting',
            name='referral',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiting', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='waitingreview',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waitingreview',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership'),
        ),
        migrations.AddField(
            model_name='waitingreview',
            name='waiting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='referrals.waiting'),
        ),
        migrations.AddConstraint(
            model_name='waiting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_at', None), ('left_by', None)), models.Q(('left_at__isnull', False), ('left_by__isnull', False)), _connector='OR'), name='waiting_left_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='waitingreview',
            constraint=models.CheckConstraint(condition=models.Q(('need', models.F('need_before')), models.Q(('why_moved', ''), _negated=True), _connector='OR'), name='moved_on_the_list_with_a_reason'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
