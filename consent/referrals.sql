-- What becomes of a referral goes step by step, by the table of consent/referrals/rules/moves.py: a test holds both equal. What cannot
-- be done is told by SQLSTATE DR0xx, which consent/referrals/actions puts into words.
CREATE OR REPLACE FUNCTION wall.referral_moves() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['>sent',
    'sent>waiting', 'sent>accepted', 'sent>refused', 'sent>seen', 'sent>ended',
    'waiting>accepted', 'waiting>refused', 'waiting>seen', 'waiting>ended',
    'accepted>waiting', 'accepted>seen', 'accepted>missed', 'accepted>refused', 'accepted>ended',
    'missed>waiting', 'missed>accepted', 'missed>seen', 'missed>missed', 'missed>refused', 'missed>ended',
    'seen>seen', 'seen>missed', 'seen>ended'] $$;

-- Whether her yes to telling an outside agency stands, on her file or on one that was joined into it: of the agency that made the
-- referral, for the kind that the service is of, or for the one agency that she named, by its name. It holds the agreement, so that nobody
-- takes it back in the middle of this.
CREATE OR REPLACE FUNCTION wall.her_yes_stands(yes bigint, file bigint, of_agency bigint, place bigint, named text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM consent_agreement a JOIN consent_outsidechoice o ON o.agreement_id = a.id WHERE o.id = yes FOR SHARE OF a;
  RETURN EXISTS (
    SELECT FROM consent_outsidechoice o JOIN consent_agreement a ON a.id = o.agreement_id JOIN casework_client c ON c.id = a.client_id
      LEFT JOIN consent_service s ON s.id = place
     WHERE o.id = yes AND o.agreed AND o.withdrawn_at IS NULL
       AND (o.kind <> '' AND o.kind = s.outside OR wall.bare(o.name) <> '' AND wall.bare(o.name) = wall.bare(coalesce(s.name, named)))
       AND a.signed_at IS NOT NULL AND a.replaced_at IS NULL AND a.withdrawn_at IS NULL AND a.owner_id = of_agency
       AND (a.ends_on IS NULL OR a.ends_on >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date)
       AND file IN (c.id, c.joined_into_id));
END $$;

-- Whether a release goes to a service: to the partner agency that it is; to it by its name; or, where the release names no office, to its
-- kind of agency. consent/referrals/rules/permitted.py says the same, and a test holds both equal.
CREATE OR REPLACE FUNCTION wall.release_goes_to(d consent_disclosure, place bigint, named text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT CASE WHEN d.to_kind = 'partner' THEN d.to_agency_id = s.partner_id
                WHEN d.to_name <> '' THEN wall.bare(d.to_name) = wall.bare(coalesce(s.name, named))
                ELSE d.to_kind = s.outside END
      FROM (VALUES (place)) p (id) LEFT JOIN consent_service s ON s.id = p.id), false) $$;

-- Why a referral may not stand on its release: the SQLSTATE that says so, or null. The release is held, so that nobody takes it back
-- in the middle of this.
--   DR005 it is about another woman, another agency's or to somebody else, or it is neither approved nor sent; DR003 what it stood on
--   does not stand any more; DR004 her list has changed since it was approved, and stops it.
CREATE OR REPLACE FUNCTION wall.fault_of_release(r consent_referral) RETURNS text LANGUAGE plpgsql AS $$
DECLARE d consent_disclosure;
BEGIN
  SELECT x.* INTO d FROM consent_disclosure x WHERE x.id = r.disclosure_id AND x.agency_id = r.agency_id FOR SHARE;
  IF d.id IS NULL OR d.state NOT IN ('approved', 'released') OR NOT wall.release_goes_to(d, r.service_id, r.named)
     OR NOT EXISTS (SELECT FROM casework_client a JOIN casework_client b ON coalesce(a.joined_into_id, a.id) = coalesce(b.joined_into_id, b.id)
                     WHERE a.id = d.client_id AND b.id = r.client_id) THEN
    RETURN 'DR005';
  ELSIF wall.fault_of_ground(d) IS NOT NULL THEN
    RETURN 'DR003';
  ELSIF d.state = 'approved' AND wall.stopped_by_list(d) IS NOT NULL THEN
    RETURN 'DR004';
  END IF;
  RETURN NULL;
END $$;

-- Whether somebody on her list would be told by name, however it is written, and the release that it stands on does not answer for that:
-- by saying that this very name is somebody else's, or by an approval that names the match. What only resembles a name is seen by the
-- application (consent/disclosures/rules/near.py).
--   kept: the file that she has now.
CREATE OR REPLACE FUNCTION wall.names_somebody_listed(r consent_referral, kept bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM consent_nottobetold n JOIN casework_client c ON c.id = n.client_id LEFT JOIN consent_service s ON s.id = r.service_id
     WHERE n.ended_at IS NULL AND kept IN (c.id, c.joined_into_id) AND wall.bare(n.name) <> ''
       AND wall.bare(n.name) IN (wall.bare(coalesce(s.name, r.named)), wall.bare(r.to_whom), wall.bare(coalesce(s.ask_for, '')))
       AND NOT EXISTS (
         SELECT FROM consent_disclosurematch m JOIN consent_disclosure d ON d.id = m.disclosure_id
           LEFT JOIN consent_disclosureapproval a ON a.id = m.approval_id
          WHERE d.id = r.disclosure_id AND m.person_id = n.id AND m.gone_at IS NULL AND m.recipient = wall.recipient_of(d)
            AND (m.dismissed_at IS NOT NULL AND wall.bare(m.typed) = wall.bare(n.name) OR a.approved AND a.round = d.round))) $$;

-- The file that a woman has now, held before anything else: a name that comes to her list meanwhile waits, or is seen.
CREATE OR REPLACE FUNCTION wall.hold_file(file bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE kept bigint;
BEGIN
  SELECT coalesce(c.joined_into_id, c.id) INTO kept FROM casework_client c WHERE c.id = file;
  PERFORM FROM casework_client c WHERE c.id = kept OR c.joined_into_id = kept ORDER BY c.id FOR UPDATE;
  RETURN kept;
END $$;

-- DR003 she has not agreed, or not any more, that this service is told; DR004 somebody on her list would be; DR005 the release that it
-- stands on does not go there.
CREATE OR REPLACE FUNCTION wall.guard_referral() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE free text[] := ARRAY['why', 'wants', 'urgency', 'to_whom']; fault text; kept bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
      RAISE EXCEPTION 'a referral goes where it was sent, and stands where its steps say' USING ERRCODE = '42501';
    ELSIF NEW.to_whom <> OLD.to_whom AND NEW.basis <> 'herself' AND wall.names_somebody_listed(NEW, wall.hold_file(NEW.client_id)) THEN
      RAISE EXCEPTION 'somebody on her list would be told' USING ERRCODE = 'DR004';
    END IF;
    RETURN NEW;
  END IF;
  kept := wall.hold_file(NEW.client_id);
  IF NEW.state <> 'sent' OR NEW.state_on <> NEW.made_on
     OR NEW.service_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM consent_service s WHERE s.id = NEW.service_id AND s.agency_id = NEW.agency_id
          AND (NEW.to_agency_id IS NULL OR NEW.to_agency_id = s.partner_id))
     OR NEW.service_id IS NULL AND NEW.to_agency_id IS NOT NULL THEN
    RAISE EXCEPTION 'a referral begins where it is sent' USING ERRCODE = '42501';
  ELSIF NEW.basis = 'consent' AND NOT wall.her_yes_stands(NEW.choice_id, NEW.client_id, NEW.agency_id, NEW.service_id, NEW.named) THEN
    RAISE EXCEPTION 'she has not agreed to this' USING ERRCODE = 'DR003';
  ELSIF NEW.basis = 'share' AND NEW.to_agency_id <> NEW.owner_id AND NOT EXISTS (
      SELECT FROM casework_clientshare h WHERE h.client_id = NEW.client_id AND h.agency_id = NEW.to_agency_id
         AND h.starts <= statement_timestamp() AND (h.ends IS NULL OR h.ends > statement_timestamp())) THEN
    RAISE EXCEPTION 'she lets them see nothing' USING ERRCODE = 'DR003';
  ELSIF NEW.basis = 'disclosure' THEN
    fault := wall.fault_of_release(NEW);
    IF fault IS NOT NULL THEN
      RAISE EXCEPTION 'it may not stand on this release' USING ERRCODE = fault;
    END IF;
  END IF;
  IF NEW.basis <> 'herself' AND wall.names_somebody_listed(NEW, kept) THEN
    RAISE EXCEPTION 'somebody on her list would be told' USING ERRCODE = 'DR004';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_referral BEFORE INSERT OR UPDATE ON consent_referral FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_referral();

-- One step after the other: of two people who write at once, the second sees what the first did. What was written is never changed, but
-- for the last step, which whoever's agency wrote it may mark as a mistake; the first one, that it was sent, never.
-- DR001 this does not follow from where it stands; DR002 before the step before, or after today.
CREATE OR REPLACE FUNCTION wall.guard_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last consent_referralstep; marks text[] := ARRAY['mistake_at', 'mistake_by_id'];
BEGIN
  PERFORM FROM consent_referral r WHERE r.id = NEW.referral_id AND wall.agency() IN (r.agency_id, r.to_agency_id) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NEW;  -- the policy refuses it, and says nothing of what is there
  END IF;
  SELECT s.* INTO last FROM consent_referralstep s WHERE s.referral_id = NEW.referral_id AND s.mistake_at IS NULL ORDER BY s.id DESC LIMIT 1;
  IF TG_OP = 'UPDATE' THEN
    IF NEW = OLD THEN
      RETURN NEW;
    ELSIF (to_jsonb(NEW) - marks) IS DISTINCT FROM (to_jsonb(OLD) - marks) OR OLD.mistake_at IS NOT NULL THEN
      RAISE EXCEPTION 'what became of a referral stays as it was written' USING ERRCODE = '42501';
    ELSIF last.id <> OLD.id OR OLD.state = 'sent' THEN
      RAISE EXCEPTION 'only the last step can be a mistake' USING ERRCODE = 'DR001';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.mistake_at IS NOT NULL OR coalesce(last.state, '') || '>' || NEW.state <> ALL (wall.referral_moves()) THEN
    RAISE EXCEPTION 'this does not follow' USING ERRCODE = 'DR001';
  ELSIF NEW."on" < last."on" OR NEW."on" > (statement_timestamp() AT TIME ZONE 'Europe/London')::date THEN
    RAISE EXCEPTION 'on no such day' USING ERRCODE = 'DR002';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_step BEFORE INSERT OR UPDATE ON consent_referralstep FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_step();

-- Where a referral stands is what its last step says.
CREATE OR REPLACE FUNCTION wall.put_state() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE consent_referral r SET state = s.state, state_on = s."on"
    FROM (SELECT state, "on" FROM consent_referralstep WHERE referral_id = NEW.referral_id AND mistake_at IS NULL ORDER BY id DESC LIMIT 1) s
   WHERE r.id = NEW.referral_id AND (r.state, r.state_on) IS DISTINCT FROM (s.state, s."on");
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER put_state AFTER INSERT OR UPDATE OF mistake_at ON consent_referralstep FOR EACH ROW
  EXECUTE FUNCTION wall.put_state();

-- A release on which a referral stands has told somebody already: it is kept what was told, and it is neither taken back nor dropped.
CREATE OR REPLACE FUNCTION wall.keep_ground() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM consent_referral r WHERE r.disclosure_id = NEW.id) THEN
    RAISE EXCEPTION 'a referral stands on it' USING ERRCODE = 'DD010';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER keep_ground BEFORE UPDATE OF state ON consent_disclosure FOR EACH ROW
  WHEN (OLD.state = 'approved' AND NEW.state NOT IN ('approved', 'released')) EXECUTE FUNCTION wall.keep_ground();
