"""What members of the panel thought would happen without the help, sealed."""

import django.core.validators
import django.db.models.deletion
import homeward.referrals.rules.expecting
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0002_remove_screening_working_days'),
        ('referrals', '0005_panel_in_full'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Expectation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(choices=[(homeward.referrals.rules.expecting.Path['HOME'], 'stays at home'), (homeward.referrals.rules.expecting.Path['KIN'], 'lives with family or friends'), (homeward.referrals.rules.expecting.Path['CARE'], 'comes into care'), (homeward.referrals.rules.expecting.Path['OTHER'], 'something else')], max_length=40)),
                ('placement', models.CharField(blank=True, choices=[(homeward.referrals.rules.expecting.PlacementKind['FOSTER'], 'foster carers'), (homeward.referrals.rules.expecting.PlacementKind['KINSHIP'], 'family or friends as foster carers'), (homeward.referrals.rules.expecting.PlacementKind['CHILDRENS_HOME'], 'a children’s home'), (homeward.referrals.rules.expecting.PlacementKind['SUPPORTED'], 'supported accommodation'), (homeward.referrals.rules.expecting.PlacementKind['SECURE'], 'a secure home'), (homeward.referrals.rules.expecting.PlacementKind['OTHER'], 'somewhere else')], max_length=40)),
                ('weekly_cost', models.CharField(choices=[('none', 'Nothing'), ('to 500', 'Up to £500'), ('to 1000', '£500 to £1,000'), ('to 2500', '£1,000 to £2,500'), ('to 5000', '£2,500 to £5,000'), ('over 5000', 'More than £5,000'), ('not known', 'I cannot say')], max_length=10)),
                ('confidence', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)])),
                ('why', models.TextField()),
                ('salt', models.CharField(max_length=32)),
                ('seal', models.CharField(max_length=64)),
                ('sealed_at', models.DateTimeField(auto_now_add=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expectations', to='referrals.agendaitem')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('id',),
                'constraints': [models.UniqueConstraint(fields=('item', 'worker'), name='one_expectation_a_member'), models.CheckConstraint(condition=models.Q(('confidence__lte', 100)), name='confidence_is_of_a_hundred')],
            },
        ),
    ]
