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
-- referral, for the kind that the service is of, or for the one agency that she named. It holds the agreement, so that nobody takes
-- it back in the middle of this.
CREATE OR REPLACE FUNCTION wall.her_yes_stands(yes bigint, file bigint, of_agency bigint, place bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM consent_agreement a JOIN consent_outsidechoice o ON o.agreement_id = a.id WHERE o.id = yes FOR SHARE OF a;
  RETURN EXISTS (
    SELECT FROM consent_outsidechoice o JOIN consent_agreement a ON a.id = o.agreement_id JOIN casework_client c ON c.id = a.client_id
      LEFT JOIN consent_service s ON s.id = place
     WHERE o.id = yes AND o.agreed AND o.withdrawn_at IS NULL AND (o.kind = '' OR o.kind = s.outside)
       AND a.signed_at IS NOT NULL AND a.replaced_at IS NULL AND a.withdrawn_at IS NULL AND a.owner_id = of_agency
       AND (a.ends_on IS NULL OR a.ends_on >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date)
       AND file IN (c.id, c.joined_into_id));
END $$;

-- DR003 she has not agreed, or not any more, that this service is told.
CREATE OR REPLACE FUNCTION wall.guard_referral() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE free text[] := ARRAY['why', 'wants', 'urgency', 'to_whom'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
      RAISE EXCEPTION 'a referral goes where it was sent, and stands where its steps say' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> 'sent' OR NEW.state_on <> NEW.made_on
     OR NEW.service_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM consent_service s WHERE s.id = NEW.service_id AND s.agency_id = NEW.agency_id
          AND (NEW.to_agency_id IS NULL OR NEW.to_agency_id = s.partner_id))
     OR NEW.service_id IS NULL AND NEW.to_agency_id IS NOT NULL THEN
    RAISE EXCEPTION 'a referral begins where it is sent' USING ERRCODE = '42501';
  ELSIF NEW.basis = 'consent' AND NOT wall.her_yes_stands(NEW.choice_id, NEW.client_id, NEW.agency_id, NEW.service_id) THEN
    RAISE EXCEPTION 'she has not agreed to this' USING ERRCODE = 'DR003';
  ELSIF NEW.basis = 'share' AND NEW.to_agency_id <> NEW.owner_id AND NOT EXISTS (
      SELECT FROM casework_clientshare h WHERE h.client_id = NEW.client_id AND h.agency_id = NEW.to_agency_id
         AND h.starts <= statement_timestamp() AND (h.ends IS NULL OR h.ends > statement_timestamp())) THEN
    RAISE EXCEPTION 'she lets them see nothing' USING ERRCODE = 'DR003';
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
