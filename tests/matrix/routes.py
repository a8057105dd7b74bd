"""Every address of the service, with what it is about and which methods it takes. A test fails when one is missing."""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What fills the variable parts of an address, and so whose visibility decides."""

    NOTHING = "nothing"
    CLIENT = "client"
    NAME = "name"
    WAY = "way"
    ALERT = "alert"
    BLOCK = "block"
    TWO_FILES = "two files"
    ANOTHERS_FILE = "another agency's file"
    AS_AGENCY = "file and agency"
    OWN_RECORD = "own record"
    RESTRICTION = "restriction"
    WAITING = "file that waits for her answer"
    JOINING = "joining"
    SESSION = "session"
    LINE = "line"
    UNKNOWN_LINE = "unknown line"
    LIST = "list"
    LISTED = "listed"
    FOLLOW_UP = "follow-up"
    CONTACT = "contact"
    UNKNOWN_CONTACT = "unknown contact"
    OFFER = "offer"
    UNKNOWN_OFFER = "unknown offer"
    CRITERIA = "criteria"
    CRITERION = "criterion"
    AGREEMENT = "agreement being filled in"
    AGREEMENT_PAGE = "page of an agreement"
    HERS = "agreement on her own screen"
    HER_PAGE = "page on her own screen"
    HER_PARTNER = "partner agency on her own screen"
    HER_LAST = "last page on her own screen"
    SIGNED = "signed agreement"
    NOT_TOLD = "somebody not to be told"
    RELEASE = "release"
    RELEASE_TO_DECIDE = "release to decide"
    MATCH = "match with her list"
    REFERRAL = "referral"
    REFERRAL_STEP = "step of a referral"
    SERVICE = "service of the directory"
    SHEET_SECTION = "section of an information sheet"
    SHEET_LIST = "list of an information sheet"
    SHEET_LINE = "line of an information sheet"
    SHEET_LINE_ENDED = "ended line of an information sheet"
    SHEET_BESIDE = "information sheet that another file brought"
    PLAN = "care plan"
    GOAL = "goal"
    PLAN_STEP = "step of a plan"
    PLAN_VERSION = "version of a plan that waits for her"
    PLAN_NUMBER = "version of a plan by its number"
    PLAN_AGREED = "version of a plan that she agreed to"
    PLAN_REVIEW = "review of a plan"
    HER_PLAN = "plan on her own screen"
    HER_PLAN_LAST = "last page of a plan on her own screen"
    ASSESSMENT = "assessment being gone through"
    ASSESSMENT_AREA = "area of an assessment"
    ASSESSMENT_PROMPT = "prompt of an assessment"
    ASSESSMENT_LEFT = "assessment left unfinished"
    ASSESSMENT_HERS = "assessment on her own screen"
    ASSESSMENT_HER_AREA = "area on her own screen"
    ASSESSMENT_HER_LAST = "last page of an assessment on her own screen"
    MARK = "mark on her journey"
    SCALE = "model of change"
    EMERGENCY_REVIEW = "emergency access to review"
    PAPER = "care plan on paper"
    PAPER_VERSION = "version of a care plan on paper"
    FORM = "version of a form"
    FORM_PAGE = "page of a form"
    BATCH = "caseload brought in"
    JOB = "long work"
    JOB_WAITING = "long work that waits"
    ACCESS = "request to see what is held"
    ACCESS_STEP = "step of a request"
    ACCESS_PART = "part of a pack"
    ACCESS_RELEASED = "part of a pack, to be released"
    ACCESS_CLINICAL = "clinical part of a pack"
    ACCESS_RECORD = "record of a pack"
    ACCESS_PASSAGE = "passage of a record"
    ACCESS_VOLUME = "volume of a pack"
    SEALED = "sealed pack"
    CORRECTION = "something she says is wrong"
    DRAFT = "draft"
    STAFF = "staff"
    POST = "post"
    REQUEST = "request"
    CODE = "code"
    FACTOR = "factor"
    RESET_KEY = "reset key"


@dataclass(frozen=True)
class Route:
    """One address.

    ``changes``: it changes what it is about, so a row that she may see and not change answers 403 or 404.
    """

    methods: str
    about: About = About.NOTHING
    changes: bool = False


BOTH, GET, POST = "GET POST", "GET", "POST"


def _about(what: About, methods: str = BOTH, *, changes: bool = True) -> Route:
    return Route(methods, what, changes)


ROUTES: dict[str, Route] = {
    "today:today": Route(GET),
    "today:hidden": Route(GET),
    "today:help": Route(GET),
    "today:healthz": Route(GET),
    "drafts:list": Route(GET),
    "drafts:keep": Route(POST),
    "drafts:kept": Route(GET),
    "drafts:draft": _about(About.DRAFT, GET),
    "drafts:throw_away": _about(About.DRAFT, POST),
    "jobs:list": Route(GET),
    "jobs:job": _about(About.JOB_WAITING, GET, changes=False),
    "jobs:now": _about(About.JOB_WAITING, GET, changes=False),
    "jobs:fetch": _about(About.JOB, GET, changes=False),
    "jobs:cancel": _about(About.JOB_WAITING, POST),
    "importing:list": Route(GET),
    "importing:new": Route(BOTH),
    "importing:example": Route(GET),
    "importing:batch": _about(About.BATCH, GET, changes=False),
    "importing:columns": _about(About.BATCH),
    "importing:read": _about(About.BATCH, POST),
    "importing:check": _about(About.BATCH, POST),
    "importing:bad_rows": _about(About.BATCH, GET, changes=False),
    "importing:bad_rows_file": _about(About.BATCH, GET, changes=False),
    "importing:doubles": _about(About.BATCH, GET, changes=False),
    "importing:bring_in": _about(About.BATCH),
    "importing:undo": _about(About.BATCH),
    "importing:throw_away": _about(About.BATCH, POST),
    "clients:list": Route(GET),
    "clients:find": Route(BOTH),
    "clients:new": Route(BOTH),
    "clients:emergency": Route(BOTH),
    "clients:emergencies": Route(GET),
    "clients:client": _about(About.CLIENT, GET, changes=False),
    "clients:conflict": _about(About.CLIENT, changes=False),
    "clients:details": _about(About.CLIENT),
    "clients:keyworker": _about(About.CLIENT),
    "clients:status": _about(About.CLIENT),
    "clients:called": _about(About.CLIENT),
    "clients:add_name": _about(About.CLIENT),
    "clients:correct_name": _about(About.NAME),
    "clients:give_up_name": _about(About.NAME),
    "clients:add_way": _about(About.CLIENT),
    "clients:change_way": _about(About.WAY),
    "clients:end_way": _about(About.WAY),
    "clients:add_alert": _about(About.CLIENT),
    "clients:end_alert": _about(About.ALERT),
    "clients:join": _about(About.CLIENT),
    "clients:compare": _about(About.TWO_FILES),
    "clients:undo_joining": _about(About.JOINING),
    "clients:block": _about(About.CLIENT, changes=False),  # a partner may block its own staff
    "clients:end_block": _about(About.BLOCK),
    "kept:own_records": Route(GET),
    "kept:own_record": _about(About.OWN_RECORD, GET, changes=False),
    "kept:change_own_record": _about(About.OWN_RECORD),
    "kept:keep_own_record": _about(About.ANOTHERS_FILE),
    "kept:restricted": Route(GET),
    "kept:restriction": _about(About.RESTRICTION),
    "kept:lift": _about(About.RESTRICTION),
    "sharing:as_agency": _about(About.AS_AGENCY, GET),
    "sharing:for_her": _about(About.CLIENT, GET),
    "sharing:print": _about(About.CLIENT, GET),
    "sharing:waiting": _about(About.WAITING),
    "provisional:list": Route(GET),
    "her_access:asked": _about(About.CLIENT, GET, changes=False),
    "her_access:ask": _about(About.CLIENT, changes=False),  # whichever agency she asks
    "her_access:ask_of_own_record": _about(About.OWN_RECORD, changes=False),
    "access:list": Route(GET),
    "access:request": _about(About.ACCESS, GET, changes=False),
    "access:change": _about(About.ACCESS),
    "access:step": _about(About.ACCESS_STEP),
    "access:part": _about(About.ACCESS_PART, GET, changes=False),
    "access:gather": _about(About.ACCESS_PART, POST),
    "access:check": _about(About.ACCESS_PART, POST),
    "access:harm": _about(About.ACCESS_CLINICAL),
    "access:release": _about(About.ACCESS_RELEASED, POST),
    "access:take_back": _about(About.ACCESS_RELEASED, POST),
    "access:record": _about(About.ACCESS_RECORD),
    "access:through": _about(About.ACCESS_RECORD, POST),
    "access:withhold": _about(About.ACCESS_RECORD),
    "access:give_again": _about(About.ACCESS_RECORD, POST),
    "access:put_back": _about(About.ACCESS_PASSAGE, POST),
    "access:read": _about(About.ACCESS_VOLUME, GET),
    "access:print": _about(About.ACCESS_VOLUME, GET),
    "access:pack": _about(About.ACCESS_VOLUME),
    "access:seal": _about(About.ACCESS_VOLUME, POST),
    "access:download": _about(About.SEALED, GET),
    "access:appointment": _about(About.ACCESS),
    "access:held": _about(About.ACCESS),
    "access:wrong": _about(About.ACCESS),
    "access:settle": _about(About.CORRECTION),
    "contacts:nights": Route(GET),
    "contacts:start": Route(BOTH),
    "contacts:blank": Route(GET),
    "lists:lists": Route(GET),
    "lists:list": _about(About.LIST, GET, changes=False),
    "lists:add": _about(About.LIST, POST),
    "lists:thing": _about(About.LISTED, GET, changes=False),
    "lists:rename": _about(About.LISTED),
    "lists:move": _about(About.LISTED, POST),
    "lists:retire": _about(About.LISTED, POST),
    "lists:bring_back": _about(About.LISTED, POST),
    "contacts:follow_ups": Route(GET),
    "contacts:finish": _about(About.FOLLOW_UP),
    "contacts:everybodys": Route(GET),
    "contacts:pass_on": _about(About.FOLLOW_UP),
    "contacts:unknown_women": Route(GET),
    "contacts:log_unknown": Route(BOTH),
    "contacts:unknown_contact": _about(About.UNKNOWN_CONTACT, GET, changes=False),
    "contacts:unknown_correct": _about(About.UNKNOWN_CONTACT),
    "contacts:unknown_mistake": _about(About.UNKNOWN_CONTACT, POST),
    "contacts:unknown_put_back": _about(About.UNKNOWN_CONTACT, POST),
    "contacts:who": _about(About.UNKNOWN_CONTACT),
    "contacts:who_is": _about(About.UNKNOWN_CONTACT, POST),
    "her:timeline": _about(About.CLIENT, GET, changes=False),
    "her:log": _about(About.CLIENT, changes=False),  # whoever met her, also at a partner
    "her:tried": _about(About.CLIENT, changes=False),
    "her:follow_up": _about(About.CLIENT, changes=False),
    "her:contact": _about(About.CONTACT, GET, changes=False),
    "her:correct": _about(About.CONTACT),
    "her:mistake": _about(About.CONTACT, POST),
    "her:put_back": _about(About.CONTACT, POST),
    "her:not_her": _about(About.CONTACT),
    "intake:flow": Route(GET),
    "intake:women": Route(GET),
    "intake:ask_again": Route(GET),
    "intake:unknown_women": Route(GET),
    "intake:new_unknown": Route(BOTH),
    "intake:unknown_offer": _about(About.UNKNOWN_OFFER, GET, changes=False),
    "intake:unknown_correct": _about(About.UNKNOWN_OFFER),
    "intake:unknown_mistake": _about(About.UNKNOWN_OFFER, POST),
    "intake:unknown_put_back": _about(About.UNKNOWN_OFFER, POST),
    "intake:unknown_screen": _about(About.UNKNOWN_OFFER),
    "intake:unknown_decide": _about(About.UNKNOWN_OFFER),
    "intake:who": _about(About.UNKNOWN_OFFER),
    "intake:who_is": _about(About.UNKNOWN_OFFER, POST),
    "intake:criteria": Route(GET),
    "intake:draft": Route(POST),
    "intake:criteria_set": _about(About.CRITERIA, GET, changes=False),
    "intake:add_criterion": _about(About.CRITERIA),
    "intake:publish": _about(About.CRITERIA),
    "intake:criterion": _about(About.CRITERION),
    "intake:leave_out": _about(About.CRITERION, POST),
    "her_intake:intake": _about(About.CLIENT, GET, changes=False),
    "her_intake:new": _about(About.CLIENT, changes=False),  # whoever offered it, also at a partner
    "her_intake:offer": _about(About.OFFER, GET, changes=False),
    "her_intake:correct": _about(About.OFFER),
    "her_intake:mistake": _about(About.OFFER, POST),
    "her_intake:put_back": _about(About.OFFER, POST),
    "her_intake:not_her": _about(About.OFFER),
    "her_intake:screen": _about(About.OFFER),
    "her_intake:decide": _about(About.OFFER),
    "her_information:sheet": _about(About.CLIENT, GET, changes=False),
    "her_information:details": _about(About.CLIENT),
    "her_information:gp": _about(About.CLIENT),
    "her_information:phone": _about(About.CLIENT),
    "her_information:print": _about(About.CLIENT, GET),
    "her_information:section": _about(About.SHEET_SECTION, GET, changes=False),
    "her_information:before": _about(About.SHEET_SECTION, GET, changes=False),
    "her_information:gone_through": _about(About.SHEET_SECTION, POST),
    "her_information:new": _about(About.SHEET_LIST),
    "her_information:entry": _about(About.SHEET_LINE),
    "her_information:ended": _about(About.SHEET_LINE),
    "her_information:put_back": _about(About.SHEET_LINE_ENDED, POST),
    "her_information:beside": _about(About.SHEET_BESIDE),
    "information:blank": Route(GET),
    "her_assessments:list": _about(About.CLIENT, GET, changes=False),
    "her_assessments:begin": _about(About.CLIENT),
    "her_assessments:assessment": _about(About.ASSESSMENT, GET, changes=False),
    "her_assessments:print": _about(About.ASSESSMENT, GET, changes=False),
    "her_assessments:details": _about(About.ASSESSMENT),
    "her_assessments:ratings": _about(About.ASSESSMENT),
    "her_assessments:area": _about(About.ASSESSMENT_AREA),
    "her_assessments:prompt": _about(About.ASSESSMENT_PROMPT),
    "her_assessments:complete": _about(About.ASSESSMENT),
    "her_assessments:leave": _about(About.ASSESSMENT, POST),
    "her_assessments:go_on": _about(About.ASSESSMENT_LEFT, POST),
    "assessments:blank": Route(GET),
    "assessment_hers:hand": _about(About.ASSESSMENT),
    "assessment_hers:start": _about(About.ASSESSMENT_HERS),
    "assessment_hers:area": _about(About.ASSESSMENT_HER_AREA),
    "assessment_hers:stop": _about(About.ASSESSMENT_HERS),
    "assessment_hers:thanks": _about(About.ASSESSMENT_HER_LAST, GET),
    "consent:consent": _about(About.CLIENT, GET, changes=False),
    "consent:begin": _about(About.CLIENT),
    "consent:add_person": _about(About.CLIENT),
    "consent:told_again": _about(About.NOT_TOLD),
    "consent:agreement": _about(About.AGREEMENT, GET, changes=False),
    "consent:print": _about(About.SIGNED, GET, changes=False),
    "consent:part": _about(About.AGREEMENT_PAGE),
    "consent:sign": _about(About.AGREEMENT),
    "consent:paper": _about(About.AGREEMENT),
    "consent:anew": _about(About.AGREEMENT, POST),
    "consent:leave": _about(About.AGREEMENT),
    "consent:withdraw": _about(About.SIGNED),
    "her_referrals:list": _about(About.CLIENT, GET, changes=False),
    "her_referrals:new": _about(About.CLIENT, changes=False),  # also a partner refers her
    "her_referrals:referral": _about(About.REFERRAL, GET, changes=False),
    "her_referrals:step": _about(About.REFERRAL),
    "her_referrals:correct": _about(About.REFERRAL),
    "her_referrals:strike": _about(About.REFERRAL_STEP, POST),
    "referrals:list": Route(GET),
    "referrals:late": Route(GET),
    "referrals:incoming": Route(GET),
    "referrals:figures": Route(GET),
    "services:list": Route(GET),
    "services:new": Route(BOTH),
    "services:service": _about(About.SERVICE, GET, changes=False),
    "services:change": _about(About.SERVICE),
    "services:checked": _about(About.SERVICE, POST),
    "services:retire": _about(About.SERVICE, POST),
    "services:bring_back": _about(About.SERVICE, POST),
    "her_plan:plan": _about(About.CLIENT, GET, changes=False),
    "her_plan:begin": _about(About.CLIENT),
    "her_plan:earlier": _about(About.CLIENT, GET, changes=False),
    "her_plan:versions": _about(About.CLIENT, GET, changes=False),
    "her_plan:one": _about(About.PLAN, GET, changes=False),
    "her_plan:words": _about(About.PLAN),
    "her_plan:crisis": _about(About.PLAN),
    "her_plan:review_date": _about(About.PLAN),
    "her_plan:end": _about(About.PLAN),
    "her_plan:put": _about(About.PLAN),
    "her_plan:reviews": _about(About.PLAN, GET, changes=False),
    "her_plan:review": _about(About.PLAN),
    "her_plan:new_goal": _about(About.PLAN),
    "her_plan:goal": _about(About.GOAL),
    "her_plan:end_goal": _about(About.GOAL),
    "her_plan:reopen_goal": _about(About.GOAL, POST),
    "her_plan:new_step": _about(About.GOAL),
    "her_plan:step": _about(About.PLAN_STEP),
    "her_plan:done": _about(About.PLAN_STEP),
    "her_plan:pressed": _about(About.PLAN_STEP, POST),
    "her_plan:drop": _about(About.PLAN_STEP),
    "her_plan:reopen_step": _about(About.PLAN_STEP, POST),
    "her_plan:version": _about(About.PLAN_NUMBER, GET, changes=False),
    "her_plan:agree": _about(About.PLAN_VERSION),
    "her_plan:otherwise": _about(About.PLAN_VERSION),
    "her_plan:take_back": _about(About.PLAN_VERSION, POST),
    "her_plan:countersign": _about(About.PLAN_AGREED, POST),
    "her_plan:correct_review": _about(About.PLAN_REVIEW),
    "plan_hers:hand": _about(About.PLAN_VERSION),
    "plan_hers:start": _about(About.HER_PLAN),
    "plan_hers:sign": _about(About.HER_PLAN),
    "plan_hers:otherwise": _about(About.HER_PLAN),
    "plan_hers:stop": _about(About.HER_PLAN),
    "plan_hers:thanks": _about(About.HER_PLAN_LAST, GET),
    "care_plans:steps": Route(GET),
    "care_plans:everybodys": Route(GET),
    "care_plans:to_countersign": Route(GET),
    "plans:reviews": Route(GET),
    "her_change:journey": _about(About.CLIENT, GET, changes=False),
    "her_change:areas": _about(About.CLIENT, GET, changes=False),
    "her_change:new": _about(About.SCALE),
    "her_change:mark": _about(About.MARK, GET, changes=False),
    "her_change:correct": _about(About.MARK),
    "her_change:mistake": _about(About.MARK, POST),
    "her_change:put_back": _about(About.MARK, POST),
    "her_looked:looked": _about(About.CLIENT, GET),
    "her_looked:print": _about(About.CLIENT, GET),
    "looking:review": _about(About.EMERGENCY_REVIEW),
    "her_paper:paper": _about(About.CLIENT, GET),
    "her_paper:choice": _about(About.CLIENT),
    "her_paper:print": _about(About.PAPER, GET),
    "her_paper:version": _about(About.PAPER_VERSION, GET),
    "paper:batch": Route(BOTH),
    "handover:give_back": Route(BOTH),
    "consent_hers:hand": _about(About.AGREEMENT),
    "consent_hers:start": _about(About.HERS),
    "consent_hers:part": _about(About.HER_PAGE),
    "consent_hers:partner": _about(About.HER_PARTNER),
    "consent_hers:look": _about(About.HERS),
    "consent_hers:sign": _about(About.HERS),
    "consent_hers:stop": _about(About.HERS),
    "consent_hers:thanks": _about(About.HER_LAST, GET),
    "consent_forms:due": Route(GET),
    "consent_forms:versions": Route(GET),
    "consent_forms:new": Route(BOTH),
    "consent_forms:version": _about(About.FORM, GET, changes=False),
    "consent_forms:blank": _about(About.FORM, GET, changes=False),
    "consent_forms:change": _about(About.FORM),
    "consent_forms:write": _about(About.FORM_PAGE),
    "consent_forms:reputation": _about(About.FORM),
    "consent_forms:publish": _about(About.FORM),
    "consent_forms:retire": _about(About.FORM, POST),
    "releases:releases": _about(About.CLIENT, GET, changes=False),
    "releases:new": _about(About.CLIENT, changes=False),  # whoever knows that it is needed, also at a partner
    "releases:said_no": _about(About.CLIENT, changes=False),
    "releases:release": _about(About.RELEASE, GET, changes=False),
    "releases:print": _about(About.RELEASE, GET, changes=False),
    "releases:change": _about(About.RELEASE),
    "releases:put_forward": _about(About.RELEASE, POST),
    "releases:take_back": _about(About.RELEASE_TO_DECIDE, POST),
    "releases:decide": _about(About.RELEASE_TO_DECIDE),
    "releases:dismiss": _about(About.MATCH),
    "releases:send": _about(About.RELEASE),
    "releases:refuse": _about(About.RELEASE),
    "releases:drop": _about(About.RELEASE),
    "all_releases:register": Route(GET),
    "all_releases:to_decide": Route(GET),
    "contacts:register": _about(About.SESSION, GET, changes=False),
    "contacts:since": _about(About.SESSION, GET, changes=False),
    "contacts:find": _about(About.SESSION, POST),
    "contacts:put": _about(About.SESSION, POST),
    "contacts:new": _about(About.SESSION, POST),
    "contacts:unknown": _about(About.SESSION),
    "contacts:team": _about(About.SESSION),
    "contacts:close": _about(About.SESSION),
    "contacts:print": _about(About.SESSION, GET, changes=False),
    "contacts:line": _about(About.LINE, GET, changes=False),
    "contacts:give": _about(About.LINE, POST),
    "contacts:number": _about(About.LINE),
    "contacts:worry": _about(About.LINE, POST),
    "contacts:note": _about(About.LINE, POST),
    "contacts:topic": _about(About.LINE, POST),
    "contacts:follow_up": _about(About.LINE, POST),
    "contacts:time": _about(About.LINE, POST),
    "contacts:move": _about(About.LINE),
    "contacts:mistake": _about(About.LINE, POST),
    "contacts:put_back": _about(About.LINE, POST),
    "contacts:naming": _about(About.UNKNOWN_LINE),
    "contacts:name": _about(About.UNKNOWN_LINE, POST),
    "staff:sign_in": Route(BOTH),
    "staff:second_factor": Route(BOTH),
    "staff:persona": _about(About.STAFF, POST),
    "staff:enrol": Route(GET),
    "staff:sign_out": Route(POST),
    "staff:invitation": Route(BOTH),
    "staff:invitation_link": _about(About.CODE, GET),
    "staff:choose_agency": Route(BOTH),
    "staff:change_agency": Route(BOTH),
    "staff:lock": Route(BOTH),
    "staff:locked": Route(GET),
    "staff:unlock": Route(POST),
    "staff:alive": Route(POST),
    "staff:account": Route(GET),
    "staff:confirm": Route(BOTH),
    "staff:change_password": Route(BOTH),
    "staff:sign_out_elsewhere": Route(POST),
    "staff:add_app": Route(BOTH),
    "staff:add_passkey": Route(BOTH),
    "staff:remove_factor": _about(About.FACTOR),
    "staff:renew_recovery_codes": Route(BOTH),
    "staff:people": Route(GET),
    "staff:team": Route(GET),
    "staff:new_account": Route(BOTH),
    "staff:answer": _about(About.REQUEST),
    "staff:person": _about(About.STAFF, GET),
    "staff:invite_again": _about(About.STAFF, POST),
    "staff:cancel_invitation": _about(About.STAFF, POST),
    "staff:suspend": _about(About.STAFF, POST),
    "staff:restore": _about(About.STAFF, POST),
    "staff:end_post": _about(About.POST, POST),
    "staff:ask_for_role": _about(About.STAFF),
    "staff:ask_for_reset": _about(About.STAFF),
}

#: The sign-in library's own names for pages of ours, at the same addresses and so with the same views.
LIBRARY_NAMES = ("account_", "mfa_")
#: Its pages for a forgotten password, which have no other name.
ROUTES |= {
    "account_reset_password": Route(BOTH),
    "account_reset_password_done": Route(GET),
    "account_reset_password_from_key_done": Route(GET),
    "account_reset_password_from_key": _about(About.RESET_KEY),
}
