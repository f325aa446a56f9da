"""Rules of information governance: breaches of personal data, and impact assessments."""
