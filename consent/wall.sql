-- What she signs is the access rule: only these functions write shares. What cannot be done is told by SQLSTATE DC0xx, which
-- consent/agreements/actions puts into words.

-- The words of a form are written once: a version that was published is never changed again, but for being offered no more.
CREATE OR REPLACE FUNCTION wall.guard_form() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL
     AND (to_jsonb(NEW) - 'retired_at') IS DISTINCT FROM (to_jsonb(OLD) - 'retired_at') THEN
    RAISE EXCEPTION 'this version is published' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_form BEFORE UPDATE ON consent_consentform FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_form();
CREATE OR REPLACE FUNCTION wall.guard_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked, so that publishing at this moment is seen; and no page leaves the version that it was written for.
  PERFORM FROM consent_consentform f WHERE f.id = NEW.form_id FOR KEY SHARE;
  IF TG_OP = 'UPDATE' AND NEW.form_id <> OLD.form_id
     OR EXISTS (SELECT FROM consent_consentform f WHERE f.id = NEW.form_id AND f.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this version is published' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_part BEFORE INSERT OR UPDATE ON consent_formpart FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_part();

-- What she said is written while the form is being filled in, and never after; it is signed by wall.sign_agreement alone.
CREATE OR REPLACE FUNCTION wall.guard_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.signed_at IS NOT NULL OR NEW.replaced_at IS NOT NULL OR NEW.withdrawn_at IS NOT NULL
     OR TG_OP = 'UPDATE' AND (OLD.signed_at IS NOT NULL OR OLD.left_at IS NOT NULL OR NEW.client_id <> OLD.client_id) THEN
    RAISE EXCEPTION 'an agreement is signed, and taken back, by nobody by hand' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_agreement BEFORE INSERT OR UPDATE ON consent_agreement FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_agreement();
CREATE OR REPLACE FUNCTION wall.guard_choice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM consent_agreement a WHERE a.id = NEW.agreement_id FOR KEY SHARE;  -- behind a signature that is being written
  IF NEW.withdrawn_at IS NOT NULL OR to_jsonb(NEW) ->> 'share_id' IS NOT NULL OR TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id
     OR EXISTS (SELECT FROM consent_agreement a WHERE a.id = NEW.agreement_id AND (a.signed_at IS NOT NULL OR a.left_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'what was signed stands as it was signed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_choice BEFORE INSERT OR UPDATE ON consent_outsidechoice FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_choice();
CREATE OR REPLACE TRIGGER guard_choice BEFORE INSERT OR UPDATE ON consent_partnerchoice FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_choice();

-- A name on the list of those who are told nothing is taken off, and never rewritten.
CREATE OR REPLACE FUNCTION wall.guard_not_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL
     OR (to_jsonb(NEW) - '{ended_at,ended_by_id}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{ended_at,ended_by_id}'::text[]) THEN
    RAISE EXCEPTION 'her list keeps the names that were on it' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_not_told BEFORE UPDATE ON consent_nottobetold FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_not_told();

-- The midnight that ends a day here; null where there is no last day.
CREATE OR REPLACE FUNCTION wall.end_of(day date) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (day + 1)::timestamp AT TIME ZONE 'Europe/London' $$;

-- End what is open of a woman's file, and of those joined into it; with one agency, or of one category, where they are given.
CREATE OR REPLACE FUNCTION wall.end_shares(file bigint, with_agency bigint, about text) RETURNS void LANGUAGE sql AS $$
  UPDATE casework_clientshare s SET ends = greatest(s.starts, statement_timestamp())
    FROM casework_client c
   WHERE c.id = s.client_id AND (c.id = file OR c.joined_into_id = file) AND (s.ends IS NULL OR s.ends > statement_timestamp())
     AND (with_agency IS NULL OR s.agency_id = with_agency) AND (about IS NULL OR s.category = about) $$;

-- The file of an agreement, or the one that it was joined into, locked; and an error where it is not for the caller to deal with.
CREATE OR REPLACE FUNCTION wall.file_of_agreement(number bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE file bigint;
BEGIN
  SELECT coalesce(c.joined_into_id, c.id) INTO file FROM consent_agreement a JOIN casework_client c ON c.id = a.client_id
   WHERE a.id = number AND c.agency_id = wall.reads('casework') AND c.id <> ALL (wall.blocked());
  IF file IS NULL THEN
    RAISE EXCEPTION 'this agreement is not for this role' USING ERRCODE = '42501';
  END IF;
  PERFORM FROM casework_client c WHERE c.id = file OR c.joined_into_id = file ORDER BY c.id FOR UPDATE;
  RETURN file;
END $$;

-- She signs: what she agreed to before is replaced, and what she agreed to now is open from this moment on. Where she says no to
-- storing, nothing is open and the file is restricted; where she says yes to it again, it is so no longer.
-- DC001 signed, or given up, already; DC002 the form was never published; DC003 something is not answered, or not signed; DC007 it is
-- typed in late: she has said something else since the day it was signed. On one day a paper, which has no time, does not count as later.
CREATE OR REPLACE FUNCTION wall.sign_agreement(number bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE file bigint := wall.file_of_agreement(number); a consent_agreement; c consent_partnerchoice; opened bigint;
        now_is timestamptz := statement_timestamp();
BEGIN
  SELECT * INTO a FROM consent_agreement WHERE id = number FOR UPDATE;
  IF a.signed_at IS NOT NULL OR a.left_at IS NOT NULL THEN
    RAISE EXCEPTION 'this has been signed or given up' USING ERRCODE = 'DC001';
  ELSIF NOT EXISTS (SELECT FROM consent_consentform f WHERE f.id = a.form_id AND f.published_at IS NOT NULL) THEN
    RAISE EXCEPTION 'this form was never published' USING ERRCODE = 'DC002';
  ELSIF a.service IS NULL OR a.storing IS NULL OR a.research IS NULL OR a.signature = '' OR a.print_name = '' OR a.signed_on IS NULL
        OR a.review_on IS NULL OR a.signed_on > (now_is AT TIME ZONE 'Europe/London')::date THEN
    RAISE EXCEPTION 'something is not answered' USING ERRCODE = 'DC003';
  ELSIF EXISTS (SELECT FROM consent_agreement o JOIN casework_client k ON k.id = o.client_id
                 WHERE (k.id = file OR k.joined_into_id = file) AND o.signed_at IS NOT NULL AND o.id <> number
                   AND (o.signed_on > a.signed_on OR o.signed_on = a.signed_on AND a.signature = 'paper' AND o.signature <> 'paper'))
     OR EXISTS (SELECT FROM consent_withdrawal w JOIN casework_client k ON k.id = w.client_id
                 WHERE (k.id = file OR k.joined_into_id = file)
                   AND (w.told_on > a.signed_on OR w.told_on = a.signed_on AND a.signature = 'paper')) THEN
    RAISE EXCEPTION 'she has said something else since' USING ERRCODE = 'DC007';
  END IF;
  UPDATE consent_agreement o SET replaced_at = now_is FROM casework_client k
   WHERE k.id = o.client_id AND (k.id = file OR k.joined_into_id = file) AND o.signed_at IS NOT NULL AND o.replaced_at IS NULL
     AND o.withdrawn_at IS NULL;
  PERFORM wall.end_shares(file, NULL, NULL);
  UPDATE consent_agreement SET signed_at = now_is WHERE id = number;
  IF NOT a.storing THEN
    PERFORM wall.put_restriction(file, 'refused');
    RETURN;
  END IF;
  UPDATE casework_restriction r SET lifted_at = now_is, lifted_by_id = wall.staff(), lifted_because = 'She signed that it may be stored'
    FROM casework_client k WHERE k.id = r.client_id AND (k.id = file OR k.joined_into_id = file) AND r.lifted_at IS NULL;
  FOR c IN SELECT p.* FROM consent_partnerchoice p WHERE p.agreement_id = number AND p.agreed AND p.agency_id <> a.owner_id ORDER BY p.id LOOP
    CONTINUE WHEN wall.end_of(least(c.until, a.ends_on)) <= now_is;
    INSERT INTO casework_clientshare (client_id, owner_id, agency_id, category, starts, ends, covers_from, made_by_id, made_at)
    VALUES (file, a.owner_id, c.agency_id, c.category, now_is, wall.end_of(least(c.until, a.ends_on)),
            CASE WHEN c.from_today THEN now_is END, wall.staff(), now_is) RETURNING id INTO opened;
    UPDATE consent_partnerchoice SET share_id = opened WHERE id = c.id;
  END LOOP;
END $$;

-- She takes something back, by telling any worker of the agency that keeps the file.
--   number: the agreement; told: the day she said so; parts: any of 'everything', 'service', 'storing', 'research';
--   outside, partners: choices of this agreement that she takes back; why: her words, or none.
-- Returns the withdrawal. DC004 told before she signed, or on a day to come; DC005 nothing is taken back that still stood; DC006 the
-- agreement does not hold (any more).
CREATE OR REPLACE FUNCTION wall.withdraw(number bigint, told date, parts text[], outside bigint[], partners bigint[], why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE file bigint := wall.file_of_agreement(number); a consent_agreement; c consent_partnerchoice; taken bigint;
        now_is timestamptz := statement_timestamp(); everything boolean := 'everything' = ANY (parts); found_any boolean;
BEGIN
  SELECT * INTO a FROM consent_agreement WHERE id = number FOR UPDATE;
  IF a.signed_at IS NULL OR a.replaced_at IS NOT NULL OR a.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'this agreement does not hold' USING ERRCODE = 'DC006';
  ELSIF told IS NULL OR told < a.signed_on OR told > (now_is AT TIME ZONE 'Europe/London')::date THEN
    RAISE EXCEPTION 'told on no such day' USING ERRCODE = 'DC004';
  END IF;
  found_any := everything
    OR 'service' = ANY (parts) AND a.service AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.agreement_id = number AND w.service)
    OR 'research' = ANY (parts) AND a.research AND NOT EXISTS (SELECT FROM consent_withdrawal w WHERE w.agreement_id = number AND w.research)
    OR 'storing' = ANY (parts) AND a.storing
    OR EXISTS (SELECT FROM consent_outsidechoice o WHERE o.agreement_id = number AND o.agreed AND o.withdrawn_at IS NULL AND o.id = ANY (outside))
    OR EXISTS (SELECT FROM consent_partnerchoice p WHERE p.agreement_id = number AND p.agreed AND p.withdrawn_at IS NULL AND p.id = ANY (partners));
  IF NOT found_any THEN
    RAISE EXCEPTION 'nothing is taken back' USING ERRCODE = 'DC005';
  END IF;
  INSERT INTO consent_withdrawal (uid, client_id, owner_id, agency_id, made_by_id, made_at, agreement_id, told_on, everything, service, storing, research, note)
  VALUES (gen_random_uuid(), a.client_id, a.owner_id, a.owner_id, wall.staff(), now_is, number, told, everything,
          everything OR 'service' = ANY (parts), everything OR 'storing' = ANY (parts), everything OR 'research' = ANY (parts), why)
  RETURNING id INTO taken;
  UPDATE consent_outsidechoice SET withdrawn_at = now_is
   WHERE agreement_id = number AND agreed AND withdrawn_at IS NULL
     AND (everything OR 'storing' = ANY (parts) OR id = ANY (outside));
  FOR c IN UPDATE consent_partnerchoice SET withdrawn_at = now_is
            WHERE agreement_id = number AND agreed AND withdrawn_at IS NULL
              AND (everything OR 'storing' = ANY (parts) OR id = ANY (partners)) RETURNING * LOOP
    PERFORM wall.end_shares(file, c.agency_id, c.category);
    -- With the last part goes what a joining of files left of the others: that it knows who she is.
    IF NOT EXISTS (SELECT FROM consent_partnerchoice p WHERE p.agreement_id = number AND p.agency_id = c.agency_id AND p.agreed
                      AND p.withdrawn_at IS NULL) THEN
      PERFORM wall.end_shares(file, c.agency_id, NULL);
    END IF;
  END LOOP;
  IF everything OR 'storing' = ANY (parts) THEN
    PERFORM wall.end_shares(file, NULL, NULL);
    UPDATE consent_agreement SET withdrawn_at = now_is WHERE id = number;
    PERFORM wall.put_restriction(file, 'withdrawn');
  END IF;
  RETURN taken;
END $$;

-- What was said while two files were one is nobody's for certain once they are two again, so it errs on the side of less: whatever one of
-- the two women signed or took back since, nothing stays open of either file and no agreement holds, until each is asked again; a file that
-- was restricted since leaves both restricted; whoever is to be told nothing is so on both lists.
CREATE OR REPLACE FUNCTION wall.unsay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pair bigint[] := ARRAY[NEW.client_id, NEW.joined_id]; files bigint[]; file bigint; why text; now_is timestamptz := statement_timestamp();
BEGIN
  files := ARRAY(SELECT c.id FROM casework_client c WHERE c.id = ANY (pair) OR c.joined_into_id = ANY (pair));
  SELECT r.why INTO why FROM casework_restriction r
   WHERE r.client_id = ANY (files) AND r.lifted_at IS NULL AND r.made_at >= NEW.made_at LIMIT 1;
  IF why IS NOT NULL
     OR EXISTS (SELECT FROM consent_withdrawal w WHERE w.client_id = ANY (files) AND w.made_at >= NEW.made_at)
     OR EXISTS (SELECT FROM consent_agreement a WHERE a.client_id = ANY (files) AND a.signed_at >= NEW.made_at) THEN
    FOREACH file IN ARRAY pair LOOP
      PERFORM wall.end_shares(file, NULL, NULL);
    END LOOP;
    UPDATE consent_agreement a SET replaced_at = now_is
     WHERE a.client_id = ANY (files) AND a.signed_at IS NOT NULL AND a.replaced_at IS NULL AND a.withdrawn_at IS NULL;
  END IF;
  IF why IS NOT NULL THEN
    PERFORM wall.put_restriction(NEW.client_id, why), wall.put_restriction(NEW.joined_id, why);
  END IF;
  UPDATE consent_agreement a SET left_at = now_is
   WHERE a.client_id = ANY (files) AND a.signed_at IS NULL AND a.left_at IS NULL AND a.made_at >= NEW.made_at;
  UPDATE consent_nottobetold t SET ended_at = NULL, ended_by_id = NULL WHERE t.client_id = ANY (files) AND t.ended_at >= NEW.made_at;
  INSERT INTO consent_nottobetold (uid, client_id, owner_id, agency_id, made_by_id, made_at, agreement_id, name, relationship)
  SELECT gen_random_uuid(), NEW.joined_id, t.owner_id, t.agency_id, t.made_by_id, now_is, NULL, t.name, t.relationship
    FROM consent_nottobetold t WHERE t.client_id = NEW.client_id AND t.made_at >= NEW.made_at AND t.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER unsay AFTER UPDATE OF undone_at ON casework_joining FOR EACH ROW
  WHEN (OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL) EXECUTE FUNCTION wall.unsay();
