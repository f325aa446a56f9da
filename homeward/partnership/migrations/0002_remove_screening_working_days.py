"""How soon a referral is screened is kept with the referrals now, as lines with dates."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partnership', '0001_initial'),
        ('referrals', '0003_screening_standard'),
    ]

    operations = [
        migrations.RemoveField(model_name='partnership', name='screening_working_days'),
    ]
