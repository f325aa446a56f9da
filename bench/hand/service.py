"""How the service is going: a row for each child who was ever referred, with all days that count."""

SERVICE = """
WITH here AS (
    SELECT partnership_id FROM partnership_membership
    WHERE worker_id = %(worker)s AND period @> current_date ORDER BY partnership_id LIMIT 1
),
screened AS (
    SELECT DISTINCT ON (referral_id) referral_id, outcome FROM referrals_screening
    ORDER BY referral_id, id DESC
),
decided AS (
    SELECT DISTINCT ON (i.referral_id) i.referral_id, o.code, d.signed_at
    FROM referrals_agendaitem i JOIN decisions_decision d ON d.id = i.decision_id
    JOIN decisions_option o ON o.id = d.outcome_id
    WHERE d.signed_at IS NOT NULL ORDER BY i.referral_id, d.signed_at DESC
),
helped AS (
    SELECT e.referral_id, e.closed_on, coalesce(
        (array_agg(o.code ORDER BY d.signed_at DESC) FILTER (WHERE o.id IS NOT NULL))[1] = 'end_support', false
    ) AS was_decided
    FROM support_episodeofhelp e LEFT JOIN support_safetydecision s ON s.episode_id = e.id
    LEFT JOIN decisions_decision d ON d.id = s.decision_id
    LEFT JOIN decisions_option o ON o.id = d.outcome_id GROUP BY e.id
),
referred AS (
    SELECT rc.child_id, bool_or(decided.code IN ('agree', 'conditions')) AS taken_on,
        json_agg(json_build_array(r.id, r.sent_at, r.reasons, screened.outcome, decided.code,
            decided.signed_at, helped.closed_on, helped.was_decided) ORDER BY r.sent_at) AS referrals
    FROM referrals_referralchild rc JOIN referrals_referral r ON r.id = rc.referral_id
    LEFT JOIN screened ON screened.referral_id = r.id
    LEFT JOIN decided ON decided.referral_id = r.id
    LEFT JOIN helped ON helped.referral_id = r.id
    WHERE rc.partnership_id = (SELECT partnership_id FROM here) GROUP BY rc.child_id
),
care AS (
    SELECT child_id, json_agg(json_build_array(lower(period), upper(period))) AS periods
    FROM care_periodofcare GROUP BY child_id
),
missing AS (
    SELECT child_id, array_agg(started_on) AS days FROM care_missingepisode
    WHERE kind = 'M' GROUP BY child_id
),
happened AS (
    SELECT child_id, json_agg(json_build_array(kind, "on") ORDER BY "on", id) AS events
    FROM support_happening GROUP BY child_id
),
followed_up AS (
    SELECT child_id, json_agg(json_build_array(done_at, in_care, feels_safe)) AS told
    FROM support_followup WHERE done_at IS NOT NULL GROUP BY child_id
),
asked AS (
    SELECT vc.child_id, json_agg(json_build_array(v."on", vc.feels_safe)) AS answers
    FROM support_visitchild vc JOIN support_visit v ON v.id = vc.visit_id
    WHERE vc.feels_safe IS NOT NULL GROUP BY vc.child_id
)
SELECT c.id, referred.taken_on, c.born, c.ethnicity, c.disabled, referred.referrals, care.periods,
    missing.days, happened.events, followed_up.told, asked.answers,
    (SELECT max(year_end) FROM returns_importreport
     WHERE partnership_id = (SELECT partnership_id FROM here)) AS known_to_council
FROM referred JOIN people_child c ON c.id = referred.child_id
LEFT JOIN care ON care.child_id = c.id LEFT JOIN missing ON missing.child_id = c.id
LEFT JOIN happened ON happened.child_id = c.id LEFT JOIN followed_up ON followed_up.child_id = c.id
LEFT JOIN asked ON asked.child_id = c.id
"""
