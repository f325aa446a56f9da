"""Referrals that came in, and what there is to do."""

from bench.hand.seen import SEEN


INBOX = """
SELECT r.*, s.outcome,
  (SELECT json_agg(c) FROM referrals_referralchild rc JOIN people_child c ON c.id = rc.child_id
   WHERE rc.referral_id = r.id) AS children,
  (SELECT json_agg(x) FROM referrals_screening x WHERE x.referral_id = r.id) AS screenings,
  (SELECT json_agg(d) FROM referrals_agendaitem a JOIN decisions_decision d ON d.id = a.decision_id
   WHERE a.referral_id = r.id) AS decisions
FROM referrals_referral r LEFT JOIN LATERAL (
    SELECT outcome FROM referrals_screening WHERE referral_id = r.id ORDER BY id DESC LIMIT 1) s ON true
WHERE r.to_team_id = ANY(%(teams)s)
ORDER BY (s.outcome IS NOT NULL AND s.outcome <> 'ask for more'), r.screen_by, r.sent_at DESC LIMIT 50
"""

TASKS = f"""
SELECT t.*, w.name, (SELECT json_agg(c) FROM tasks_task_children tc
    JOIN people_child c ON c.id = tc.child_id
    WHERE tc.task_id = t.id AND c.id IN ({SEEN})) AS children,
    count(*) OVER () AS of_all
FROM tasks_task t LEFT JOIN partnership_worker w ON w.id = t.worker_id
WHERE t.team_id = ANY(%(teams)s) OR t.worker_id = %(worker)s
ORDER BY t.done_at DESC NULLS FIRST, t.urgent DESC, t.due, t.id LIMIT 50
"""
