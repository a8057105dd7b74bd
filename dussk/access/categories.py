"""What a role may read of a client's file, and what it may do: the two vocabularies every other room speaks."""

from enum import StrEnum


class Category(StrEnum):
    """A part of what is held, opened to a role as a whole. The wall (``walls.py``) knows rows by these."""

    IDENTITY = "identity"
    CASEWORK = "casework"
    PATHWAY = "pathway"
    CLINICAL = "clinical"
    SAFETY = "safety"
    SUPERVISION = "supervision"
    SHIFTS = "shifts"
    VIEW_LOG = "view_log"


#: What an agency can open to another. The rest never leaves the agency, or the two people, it belongs to.
SHAREABLE = (Category.IDENTITY, Category.CASEWORK, Category.PATHWAY, Category.CLINICAL, Category.SAFETY)

#: What emergency access opens. Never clinical notes, never supervision (docs/access.md).
EMERGENCY = (Category.IDENTITY, Category.CASEWORK, Category.PATHWAY, Category.SAFETY)

MEANING: dict[Category, str] = {
    Category.IDENTITY: (
        "Her names, age, safe ways to reach her, languages, adjustments, whether she is in touch, alerts for everyone."
    ),
    Category.CASEWORK: "Contacts, registers, follow-ups, why her status changed, blocks; assessments and plans.",
    Category.PATHWAY: "Where she is on the pathway, and her attendance at groups.",
    Category.CLINICAL: "Screening and therapy records of the psychologist's own agency.",
    Category.SAFETY: "Incidents, risk, safety plans and safeguarding.",
    Category.SUPERVISION: "Supervision logs in which she is one of the two people.",
    Category.SHIFTS: "Registers of the sessions she worked on, until 24 hours after they close.",
    Category.VIEW_LOG: "Who opened which file of her agency, and when.",
}


class Permission(StrEnum):
    """Something a role may do. A view names one; ``dussk.staff.roles`` says who holds it."""

    FIND_CLIENT = "find_client"
    LIST_CLIENTS = "list_clients"
    VIEW_CLIENT = "view_client"
    ADD_CLIENT = "add_client"
    CHANGE_CLIENT = "change_client"
    JOIN_FILES = "join_files"
    RECORD_BLOCK = "record_block"
    DECLARE_CONFLICT = "declare_conflict"
    OPEN_EMERGENCY = "open_emergency"
    REVIEW_EMERGENCY = "review_emergency"
    RUN_SESSION = "run_session"
    USE_REGISTER = "use_register"
    LOG_CONTACT = "log_contact"
    FOLLOW_UP = "follow_up"
    EDIT_LISTS = "edit_lists"
    SCREEN = "screen"
    READ_PLANS = "read_plans"
    PLAN_CARE = "plan_care"
    COUNTERSIGN = "countersign"
    TAKE_CONSENT = "take_consent"
    DECIDE_STORING = "decide_storing"
    KEEP_OWN_RECORD = "keep_own_record"
    IMPORT_CLIENTS = "import_clients"
    RELEASE = "release"
    DECIDE_RELEASES = "decide_releases"
    LOOK_UP_SERVICES = "look_up_services"
    KEEP_SERVICES = "keep_services"
    REFER = "refer"
    SEE_REFERRAL_FIGURES = "see_referral_figures"
    SEE_WHO_LOOKED = "see_who_looked"
    SUBJECT_ACCESS = "subject_access"
    RELEASE_ACCESS = "release_access"
    DECIDE_ACCESS = "decide_access"
    EDIT_FORMS = "edit_forms"
    MANAGE_STAFF = "manage_staff"
    APPROVE_STAFF = "approve_staff"


DOES: dict[Permission, str] = {
    Permission.FIND_CLIENT: "Search for a woman by name, reference or date of birth",
    Permission.LIST_CLIENTS: "See the list of women",
    Permission.VIEW_CLIENT: "Open a woman's file",
    Permission.ADD_CLIENT: "Start a file",
    Permission.CHANGE_CLIENT: "Change a woman's details, names, safe contact, alerts and status",
    Permission.JOIN_FILES: "Join two files of one woman, and undo that",
    Permission.RECORD_BLOCK: "Block a worker from a woman's file, and end a block",
    Permission.DECLARE_CONFLICT: "Declare her own conflict and block herself from a file",
    Permission.OPEN_EMERGENCY: "Open a file in an emergency, for four hours, with a reason",
    Permission.REVIEW_EMERGENCY: "See and review who opened her agency's files in an emergency",
    Permission.RUN_SESSION: "Start and close a drop-in or outreach session",
    Permission.USE_REGISTER: "Put women on a register and record what they were given",
    Permission.LOG_CONTACT: "Log contacts outside a session, correct them, and say who an unknown woman was",
    Permission.FOLLOW_UP: "Take, pass on and finish follow-ups",
    Permission.EDIT_LISTS: "Edit the agency's own lists: places, things given out, topics, statuses",
    Permission.SCREEN: "Record offers of the programme and screenings, and see the recruitment flow",
    Permission.READ_PLANS: "Read a woman's information sheet, assessments, care plan and journey",
    Permission.PLAN_CARE: "Fill in a woman's information sheet and assessments, plan care with her, and print that",
    Permission.COUNTERSIGN: "Countersign care plans, and print all of a keyworker or all that are due",
    Permission.TAKE_CONSENT: "Go through consent with a woman, record her signature, and take back what she takes back",
    Permission.DECIDE_STORING: "Decide about files that wait for her answer, and about files that are restricted",
    Permission.KEEP_OWN_RECORD: "Keep her own agency's record of a woman whose file another agency keeps",
    Permission.IMPORT_CLIENTS: "Bring a caseload in from a file, and take it back",
    Permission.RELEASE: "Ask to tell somebody outside, keep what was told, and say no",
    Permission.DECIDE_RELEASES: "Decide about releases that others asked for, and see her agency's register of them",
    Permission.LOOK_UP_SERVICES: "Look up services in the agency's directory",
    Permission.KEEP_SERVICES: "Add services to the agency's directory, change them and check them",
    Permission.REFER: "Make referrals, answer those that come to her agency, and write what became of them",
    Permission.SEE_REFERRAL_FIGURES: "See how referrals went, service by service",
    Permission.SEE_WHO_LOOKED: "See who looked at a woman's file, and print it for her",
    Permission.SUBJECT_ACCESS: "Write down that a woman asks to see what is held, and prepare what she herself reads",
    Permission.RELEASE_ACCESS: "Release the part of a woman's pack that she answers for, and make the pack",
    Permission.DECIDE_ACCESS: "Extend, refuse and reopen a woman's request to see what is held",
    Permission.EDIT_FORMS: "Write and publish versions of the screening criteria and the consent forms",
    Permission.MANAGE_STAFF: "Invite staff, change and suspend accounts, and approve as administrator",
    Permission.APPROVE_STAFF: "Ask for and approve roles and second-factor resets as the agency's manager",
}
