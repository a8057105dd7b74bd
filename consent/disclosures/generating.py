"""Releases of some of the generated women who signed: sent, waiting, being prepared and refused. Nobody here exists."""

from django.db import connection

from casework.generating.past import Past
from consent.disclosures.models import Disclosure, DisclosureApproval, DisclosureMatch

# Of every twentieth woman who signed, one: in turn sent on ground A, waiting on ground B, being prepared, and refused.
_RELEASES = """
INSERT INTO consent_disclosure (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, what, to_kind, to_name, to_words, to_person, way,
       asked, asked_who, ground, bases, why, talked_by, she_said, not_talked, not_talked_words, checked, state,
       written_by_id, had_part, put_forward_by_id, put_forward_at, round, sent, sent_at, sent_way, sent_note, refusal,
       closed_words, told_them, closed_at, closed_by_id)
SELECT a.client_id, a.owner_id, a.agency_id, a.made_by_id, begun.at, md5('release ' || a.id)::uuid,
       'What they need to know to keep somebody safe', to_whom.kind, '', to_whom.words, to_whom.person, 'phone', 'we',
       '', to_whom.ground, to_whom.bases, CASE WHEN to_whom.ground <> '' THEN 'Somebody is at risk' ELSE '' END, '',
       '', CASE WHEN to_whom.ground <> '' THEN 'not_reached' ELSE '' END, '',
       ARRAY(SELECT n.id FROM consent_nottobetold n WHERE n.agreement_id = a.id), to_whom.state, a.made_by_id,
       ARRAY[a.made_by_id],
       CASE WHEN goes_on THEN a.made_by_id END, CASE WHEN goes_on THEN begun.at + interval '10 minutes' END,
       CASE WHEN goes_on THEN 1 ELSE 0 END,
       CASE WHEN was_sent THEN 'Where the child sleeps tonight.' ELSE '' END,
       CASE WHEN was_sent THEN begun.at + interval '40 minutes' END, CASE WHEN was_sent THEN 'phone' ELSE '' END, '',
       CASE WHEN to_whom.state = 'refused' THEN 'no_ground' ELSE '' END, '', '',
       CASE WHEN is_over THEN begun.at + interval '50 minutes' END, CASE WHEN is_over THEN a.made_by_id END
  FROM (SELECT g.*, row_number() OVER (ORDER BY g.id) AS nth FROM consent_agreement g) a
 CROSS JOIN LATERAL (SELECT a.signed_at + interval '1 hour' AS at) begun
  JOIN (VALUES (0, 'social_services', 'Social services', 'Ms Orla Fenn', 'A', 'released',
                ARRAY['6-interests', '9-public', 's1-safeguarding']),
               (1, 'police', 'The police', 'PC Dean Carver', 'B', 'waiting', ARRAY['6-life', '9-public', 's1-crime']),
               (2, 'dwp', 'The DWP', '', '', 'asked', ARRAY[]::text[]),
               (3, 'solicitors', 'Solicitors', 'Mr Penry', '', 'refused', ARRAY[]::text[]))
       to_whom (turn, kind, words, person, ground, state, bases) ON to_whom.turn = (a.nth / 20 + 2) %% 4
 CROSS JOIN LATERAL (SELECT to_whom.state IN ('waiting', 'released') AS goes_on, to_whom.state = 'released' AS was_sent,
                            to_whom.state IN ('released', 'refused') AS is_over) stands
 WHERE a.nth %% 20 = 0 ORDER BY a.id
"""
_APPROVALS = """
INSERT INTO consent_disclosureapproval (uid, disclosure_id, round, approved, reason, made_by_id, made_at)
SELECT md5('approval ' || d.id)::uuid, d.id, 1, true, 'A child is at risk today', m.staff_id,
       d.made_at + interval '30 minutes'
  FROM consent_disclosure d CROSS JOIN LATERAL (
       SELECT min(p.staff_id) AS staff_id FROM staff_post p
        WHERE p.agency_id = d.agency_id AND p.role = 'manager' AND p.staff_id <> d.made_by_id) m
 WHERE d.state = 'released' AND m.staff_id IS NOT NULL ORDER BY d.id
"""
_MATCHES = """
INSERT INTO consent_disclosurematch (
       uid, disclosure_id, person_id, listed_name, listed_as, part, typed, how, word, listed_word, recipient, found_at,
       dismissed_because)
SELECT md5('match ' || d.id)::uuid, d.id, n.id, n.name, n.relationship, 'person', d.to_person, 'same', 'dean', 'dean',
       concat_ws('|', d.to_kind, d.to_words, d.to_person, d.asked_who), d.made_at, ''
  FROM consent_disclosure d JOIN consent_nottobetold n ON n.id = ANY (d.checked)
 WHERE d.state = 'waiting' ORDER BY d.id
"""

_NOT_YET = dict.fromkeys(("sent", "sent_way", "sent_note", "refusal", "closed_words", "told_them"), "''")
_NOBODY_YET = dict.fromkeys(("put_forward_by_id", "put_forward_at", "sent_at", "closed_at", "closed_by_id"), "NULL")


def _of_release(model: type[DisclosureApproval | DisclosureMatch], page: str, at: str, by: str) -> Past:
    joined = "JOIN consent_disclosure p ON p.id = r.disclosure_id"
    return Past(model, page, at=at, by=by, agency="p.agency_id", belongs=joined)


PASTS = (
    Past(
        Disclosure,
        "releases:new",
        before={"state": "'asked'", "round": "0"} | _NOT_YET | _NOBODY_YET,
        changed="r.state <> 'asked'",
        changed_at="coalesce(r.closed_at, r.put_forward_at)",
    ),
    _of_release(DisclosureApproval, "releases:decide", "r.made_at", "r.made_by_id"),
    _of_release(DisclosureMatch, "releases:new", "r.found_at", "p.made_by_id"),
)


def give_releases() -> None:
    """Release something of some of them. As the owner, after their agreements, with these tables laid bare."""
    with connection.cursor() as cursor:
        for statement in (_RELEASES, _APPROVALS, _MATCHES):
            cursor.execute(statement, {})
