"""Agreements behind the generated shares, and of some women who share nothing. Nobody here exists."""

from django.db import connection

from casework.generating.fill import Besides, generate_besides
from casework.generating.past import Past
from consent.agreements import rules
from consent.agreements.actions import begin_forms
from consent.agreements.models import Agreement, NotToBeTold, OutsideChoice, PartnerChoice
from consent.agreements.rules import Outside, Sharing
from consent.disclosures import generating as releases
from consent.referrals import generating as referrals
from dussk.staff.models import Agency

# All that a woman shares is open from her signature on, so that each share is what she signed.
_AGREEMENTS = """
INSERT INTO consent_agreement (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, form_id, service, storing, research, answered,
       review_on, interpreter, interpreter_name, signature, drawn, print_name, witness, paper_is_at, signed_on,
       signed_at)
SELECT c.id, c.agency_id, c.agency_id, c.made_by_id, begun.at, md5('agreement ' || c.id)::uuid, f.id, true, true,
       c.id %% 2 = 0, %(parts)s, (begun.at + interval '6 months')::date, 'none', '', 'typed', '', c.called, '', '',
       begun.at::date, begun.at
  FROM casework_client c JOIN consent_consentform f ON f.agency_id = c.agency_id
  -- At one go: these tables have no index yet, by which those of one woman could be found.
  LEFT JOIN (SELECT client_id, min(starts) AS at FROM casework_clientshare GROUP BY client_id) s ON s.client_id = c.id
 CROSS JOIN LATERAL (SELECT coalesce(s.at, c.made_at) AS at) begun
 WHERE c.id %% 3 = 0 OR s.client_id IS NOT NULL ORDER BY c.id
"""
_SHARES = """
UPDATE casework_clientshare s SET starts = a.signed_at, made_at = a.signed_at
  FROM consent_agreement a WHERE a.client_id = s.client_id
"""
_OUTSIDE = """
INSERT INTO consent_outsidechoice (uid, agreement_id, kind, name, agreed)
SELECT md5('outside ' || a.id || k)::uuid, a.id, k, '', (a.id + length(k)) %% 3 = 0
  FROM consent_agreement a, unnest(%(kinds)s::text[]) k ORDER BY a.id
"""
_PARTNERS = """
INSERT INTO consent_partnerchoice (uid, agreement_id, agency_id, category, agreed, from_today, share_id, withdrawn_at)
SELECT md5('partner ' || a.id || '-' || o.id || k)::uuid, a.id, o.id, k, s.id IS NOT NULL, false, s.id,
       CASE WHEN s.ends < now() THEN s.ends END
  FROM consent_agreement a JOIN staff_agency o ON o.id <> a.owner_id CROSS JOIN unnest(%(categories)s::text[]) k
  LEFT JOIN casework_clientshare s ON s.client_id = a.client_id AND s.agency_id = o.id AND s.category = k ORDER BY a.id
"""
_NOT_TOLD = """
INSERT INTO consent_nottobetold (
       client_id, owner_id, agency_id, made_by_id, made_at, uid, agreement_id, name, relationship)
SELECT a.client_id, a.owner_id, a.agency_id, a.made_by_id, a.made_at, md5('not told ' || a.id)::uuid, a.id,
       'Dean', 'Ex-partner'
  FROM (SELECT g.*, row_number() OVER (ORDER BY g.id) AS nth FROM consent_agreement g) a
 WHERE a.nth %% 3 = 0 ORDER BY a.id
"""


def give_agreements() -> None:
    """Have about half of the women sign. As the owner, with these tables laid bare."""
    for agency in Agency.objects.all():
        begin_forms(agency)
    values = {
        "parts": [part.value for part in rules.pages(storing=True)],
        "kinds": [kind.value for kind in Outside],
        "categories": [category.value for category in Sharing],
    }
    with connection.cursor() as cursor:
        for statement in (_AGREEMENTS, "ANALYZE consent_agreement", "ANALYZE casework_clientshare"):
            cursor.execute(statement, values)
        for statement in (_SHARES, _OUTSIDE, _PARTNERS, _NOT_TOLD):
            cursor.execute(statement, values)


def _of_agreement(model: type[OutsideChoice | PartnerChoice]) -> Past:
    joined = "JOIN consent_agreement p ON p.id = r.agreement_id"
    return Past(model, "consent:part", at="p.made_at", by="p.made_by_id", agency="p.agency_id", belongs=joined)


generate_besides(
    Besides(
        (
            Past(Agreement, "consent:sign"),
            Past(NotToBeTold, "consent:part"),
            _of_agreement(OutsideChoice),
            _of_agreement(PartnerChoice),
        ),
        give_agreements,
    )
)
generate_besides(Besides(releases.PASTS, releases.give_releases))
generate_besides(Besides(referrals.PASTS, referrals.refer))
