"""Which rows of which table a page may read: row-level security, table by table (ADR 12).

The database asks again, of every row, what the queries have asked already, from the same dated facts. A
policy compares with a list of ids that the request was given when it began (`homeward.locks`): of all the
ways that were measured the only one that costs little with the condition of the query beside it. A group of
data has its own list; `any` is who is seen at all. What is seen with a row of another table is asked of that one
row: as a list of all such rows, the database would read through the whole county for the few rows of a page.

Tables that hold nothing of one child are not locked; `FREE` says why. A test compares both with the models.
"""

from datetime import date, datetime

from django.db import connection

from homeward.locks import READER
from homeward.partnership.rules import DataGroup
from homeward.sharing.queries import seen_by


ME = "nullif(current_setting('homeward.worker', true), '')::bigint"
SEEN = """
CREATE OR REPLACE FUNCTION homeward_seen(data_group text) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 100
AS $$
  SELECT unnest(string_to_array(nullif(current_setting('homeward.' || data_group, true), ''), ',')::bigint[])
$$
"""


def seen(group: str, column: str = "child_id") -> str:
    return f"{column} IN (SELECT homeward_seen('{group}'))"


def one_seen(group: str, column: str) -> str:
    """As `seen`, within a query of its own for each row: "is true" keeps the list from being read anew each time."""
    return f"({seen(group, column)}) IS TRUE"


def owners(name: str, rows: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 100 SET search_path = public, pg_temp AS $$ {rows} $$
"""


def through(column: str, table: str, key: str) -> str:
    """Seen with a row of another table, which has a lock of its own. `{0}` is the locked table."""
    return f"EXISTS (SELECT FROM {table} via WHERE via.{key} = {{0}}.{column})"


def every_child(column: str, pairs: str, key: str, group: str = "core") -> str:
    """Seen by who sees each child of it: some of them, and none is unseen. `pairs` is not locked."""
    about = f"SELECT FROM {pairs} pair WHERE pair.{key} = {{0}}.{column}"
    return (
        f"EXISTS ({about} AND {one_seen(group, 'pair.child_id')}) AND "
        f"NOT EXISTS ({about} AND pair.child_id NOT IN (SELECT homeward_seen('{group}')))"
    )


# Asked with the owner's eyes, because a lock that asks the table it locks would never end: the visits I wrote.
OWNERS = {"homeward_written": f"SELECT id FROM support_visit WHERE written_by_id = {ME}"}
OF_WHOLE_EPISODE = every_child("episode_id", "support_episodechild", "episode_id")
OF_REFERRAL = through("referral_id", "referrals_referral", "id")
OF_EPISODE = through("episode_id", "support_episodeofhelp", "id")
OF_ITEM = through("item_id", "referrals_agendaitem", "id")
OF_DECISION = through("decision_id", "decisions_decision", "id")
OF_DISAGREEMENT = through("disagreement_id", "disagreements_disagreement", "id")
OF_RETURN_PLAN = through("plan_id", "reunification_returnplan", "id")
OF_FAMILY = through("group_id", "family_familygroup", "id")
OF_RELATIVE = through("relative_id", "family_relative", "id")
OF_COURT = f"{OF_FAMILY} AND {every_child('group_id', 'family_groupchild', 'group_id', 'legal')}"
OF_PERSON = through("adult_id", "people_relationship", "adult_id")
OF_FILE = "SELECT FROM files_filechild pair WHERE pair.file_id = {0}.id"

# The list of the referrals of which a worker sees some children and not all. The lock would find none of them
# itself: the children that are not seen are hidden from it.
PARTLY = "partly_seen"

LOCKS = {
    "people_child": seen("any", "id"),
    "people_othername": seen("any"),
    "people_equalityanswer": seen("core"),
    "people_identifier": seen("any"),
    "people_nameword": f"{seen('any')} OR {OF_PERSON}",
    "people_relationship": seen("core"),
    "people_adult": f"{through('id', 'people_relationship', 'adult_id')} OR "
    f"{through('id', 'referrals_referraladult', 'adult_id')}",
    "care_periodofcare": seen("core"),
    "care_placement": seen("core"),
    "care_need": seen("core"),
    "care_stateddetails": seen("core"),
    "care_legalstatus": seen("legal"),
    "care_carereview": seen("legal"),
    "care_unaccompanied": seen("legal"),
    "care_missingepisode": seen("safety"),
    "measures_sdq": seen("health"),
    "measures_toolscore": seen("health"),
    "measures_attendance": seen("education"),
    "referrals_referralchild": f"{seen('core')} AND referral_id NOT IN (SELECT homeward_seen('{PARTLY}'))",
    "people_familytie": f"{through('one_id', 'people_adult', 'id')} AND "
    f"{through('other_id', 'people_adult', 'id')}",
    "files_file": f"EXISTS ({OF_FILE}) AND "
    f"NOT EXISTS ({OF_FILE} AND pair.child_id NOT IN (SELECT homeward_seen({{0}}.data_group)))",
    "files_caughtfile": seen("core"),
    "referrals_referral": through("id", "referrals_referralchild", "referral_id"),
    "referrals_referraladult": OF_REFERRAL,
    "referrals_screening": OF_REFERRAL,
    "referrals_crisis": OF_REFERRAL,
    "referrals_eligibilitycheck": OF_REFERRAL,
    "referrals_criterionanswer": through("of_id", "referrals_eligibilitycheck", "id"),
    "referrals_reply": through("screening_id", "referrals_screening", "id"),
    "referrals_waiting": OF_REFERRAL,
    "referrals_waitingreview": through("waiting_id", "referrals_waiting", "id"),
    "referrals_agendaitem": OF_REFERRAL,
    "referrals_interest": OF_ITEM,
    "referrals_condition": OF_ITEM,
    "referrals_dissent": OF_ITEM,
    "referrals_minute": OF_ITEM,
    "referrals_expectation": OF_ITEM,
    "decisions_decision": f"signed_by_id = {ME} OR "
    f"({every_child('id', 'decisions_decisionchild', 'decision_id')})",
    "decisions_option": OF_DECISION,
    "decisions_evidence": OF_DECISION,
    "decisions_view": OF_DECISION,
    "disagreements_disagreement": every_child(
        "id", "disagreements_disagreementchild", "disagreement_id"
    ),
    "disagreements_levelreached": OF_DISAGREEMENT,
    "disagreements_side": OF_DISAGREEMENT,
    "disagreements_settlement": OF_DISAGREEMENT,
    "letters_letter": every_child("id", "letters_letterchild", "letter_id"),
    "family_familygroup": every_child("id", "family_groupchild", "group_id"),
    "family_relative": OF_FAMILY,
    "family_ability": OF_RELATIVE,
    "family_viability": OF_FAMILY,
    "family_helpgiven": OF_RELATIVE,
    "family_offer": OF_FAMILY,
    "family_invitation": OF_FAMILY,
    "family_meeting": OF_FAMILY,
    "family_familyplan": OF_FAMILY,
    "family_planstep": through("plan_id", "family_familyplan", "id"),
    "family_planreview": through("plan_id", "family_familyplan", "id"),
    "family_preproceedings": OF_COURT,
    "family_gatewaydecision": OF_COURT,
    "family_premeeting": OF_COURT,
    "family_proceedings": OF_COURT,
    "family_courttime": OF_COURT,
    "governance_breachchild": seen("core"),
    "support_episodeofhelp": "EXISTS (SELECT FROM support_episodechild pair "
    f"WHERE pair.episode_id = {{0}}.id AND {one_seen('any', 'pair.child_id')})",
    "support_allocation": OF_EPISODE,
    "support_agreementtoengage": OF_WHOLE_EPISODE,
    "support_safetydecision": OF_DECISION,
    "support_happening": f"{seen('safety')} OR recorded_by_id = {ME}",
    "support_interviewoffer": f"{seen('safety')} OR recorded_by_id = {ME}",
    "support_returninterview": f"{seen('safety')} OR recorded_by_id = {ME}",
    "duty_nightcard": seen("safety"),
    "duty_cardopening": f"{seen('safety')} OR worker_id = {ME}",
    "duty_nightnote": f"{seen('safety')} OR written_by_id = {ME}",
    "duty_nighttold": through("note_id", "duty_nightnote", "id"),
    "support_followup": seen("core"),
    "support_plan": OF_WHOLE_EPISODE,
    "support_safetyplan": OF_WHOLE_EPISODE,
    **dict.fromkeys(
        [f"support_safety{part}" for part in ("step", "place", "told", "review")],
        through("plan_id", "support_safetyplan", "id"),
    ),
    "support_promise": seen("core"),
    "support_earlyend": through("promise_id", "support_promise", "id"),
    "support_goal": through("plan_id", "support_plan", "id"),
    "support_goalscore": through("goal_id", "support_goal", "id"),
    "support_intensity": OF_EPISODE,
    "support_visitchild": f"{seen('core')} OR visit_id IN (SELECT homeward_written())",
    "support_visit": through("id", "support_visitchild", "visit_id"),
    "support_photochild": seen("core"),
    "support_photo": through("id", "support_photochild", "photo_id"),
    "voice_saying": seen("core"),
    "voice_safeway": f"{seen('core')} OR {OF_PERSON}",
    "voice_decisiontold": OF_DECISION,
    "voice_issuedplan": OF_WHOLE_EPISODE,
    "voice_familylink": OF_WHOLE_EPISODE,
    # Without a name it is about no child: the query says which teams it reached.
    "voice_feedback": f"({every_child('id', 'voice_feedbackchild', 'feedback_id')}) OR NOT EXISTS "
    "(SELECT FROM voice_feedbackchild pair WHERE pair.feedback_id = {0}.id)",
    "voice_alreadytold": seen("core"),
    "voice_askedagain": through("told_id", "voice_alreadytold", "id"),
    "reunification_returnplan": seen("core"),
    **{
        f"reunification_{table}": OF_RETURN_PLAN
        for table in (
            "returndecision",
            "assessment",
            "factor",
            "classification",
            "override",
            "mustchange",
            "lightshown",
            "familyagreement",
            "agreementsigned",
            "stephome",
            "crisisplan",
            "returncheck",
            "lookback",
        )
    },
    "safeguarding_childinneed": seen("core"),
    "safeguarding_leadpractitioner": seen("core"),
    "safeguarding_advocacyoffer": seen("core"),
    "safeguarding_protectionplan": seen("safety"),
    **dict.fromkeys(
        ["safeguarding_plancategory", "safeguarding_reviewconference"],
        through("plan_id", "safeguarding_protectionplan", "id"),
    ),
    "trail_content": seen("core"),
}

# Tables with personal data that are not locked, each with the reason.
FREE = {
    "decisions_decisionchild": "pairs of numbers: whether every child of it is seen is asked of them",
    "disagreements_disagreementchild": "pairs of numbers: whether every child of it is seen is asked of them",
    "files_filechild": "pairs of numbers, with keys that open nothing without the child's own: whether every child of "
    "a file is seen is asked of them",
    "family_groupchild": "pairs of numbers: whether every child of it is seen is asked of them",
    "family_meeting_came": "pairs of numbers",
    "family_preproceedings_letter_to": "pairs of numbers",
    "governance_breach": "written without names, for leads who need not see the child: the rule says who reads it, "
    "and who the child is stands in governance_breachchild",
    "governance_finding": "the leads' own words on a breach, without names",
    "governance_confirmation": "who confirmed that all of a breach is answered",
    "letters_letterchild": "pairs of numbers: whether every child of it is seen is asked of them",
    "support_episodechild": "pairs of numbers: whether every child of it is seen is asked of them",
    "duty_nightcard_keep_away": "pairs of numbers, read with the card",
    "support_happening_tasks": "pairs of numbers",
    "voice_feedbackchild": "pairs of numbers: whether every child of it is seen is asked of them",
    "voice_feedback_reached": "which team was told of what: pairs of numbers",
    "tasks_task_children": "pairs of numbers, by which it is known that a task is about children",
    "tasks_task": "a team's list: its words are hidden with its children (`Task.hidden`)",
    "sharing_involvement": "who works with whom, from which sight is worked out",
    "sharing_restriction": "from which sight is worked out; why it was closed is read by its keepers, by rule",
    "sharing_namedinrestriction": "from which sight is worked out",
    "sharing_brokenglass": "from which sight is worked out; its reason is read by the leads, by rule",
    "trail_entry": "what was done, to which number, and digests: what was written is in trail_content",
    "trail_childkey": "the keys: read while unlocked",
}


def lists_of(worker_id: int, day: date, moment: datetime) -> dict[str, str]:
    """What the policies compare with: ids with commas, by the name of the list. Two queries."""
    lists = seen_by(worker_id, day, moment)
    core = [int(number) for number in lists[DataGroup.CORE].split(",") if number]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(DISTINCT unseen.referral_id::text, ',') FROM referrals_referralchild mine "
            "JOIN referrals_referralchild unseen USING (referral_id) "
            "WHERE mine.child_id = ANY (%s) AND unseen.child_id <> ALL (%s)",
            [core, core],
        )
        (partly,) = cursor.fetchone()
    return lists | {PARTLY: partly or ""}


def install() -> None:
    """Put every lock on, as `LOCKS` has it now: what there was before goes. Run by a migration when the table
    above changes; of tables that are made by later migrations nothing happens yet."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER])
        if cursor.fetchone() is None:
            cursor.execute(MAKE_ROLE)
        cursor.execute(f"GRANT {READER} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {READER}")
        for what in ("TABLES", "SEQUENCES"):
            rights = "SELECT, INSERT, UPDATE, DELETE" if what == "TABLES" else "USAGE, SELECT"
            cursor.execute(f"GRANT {rights} ON ALL {what} IN SCHEMA public TO {READER}")
            cursor.execute(
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {what} TO {READER}"
            )
        cursor.execute(SEEN)
        for name, rows in OWNERS.items():
            cursor.execute(owners(name, rows))
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'seen'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"DROP POLICY seen ON {table}")
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        for table in sorted(present & set(LOCKS)):
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(
                f"CREATE POLICY seen ON {table} TO {READER} USING ({LOCKS[table].format(table)})"
            )


# Two who migrate at once make the role once.
MAKE_ROLE = f"""
DO $$ BEGIN CREATE ROLE {READER} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
"""
