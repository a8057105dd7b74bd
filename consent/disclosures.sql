-- What leaves the building: moved on, approved and released as consent/disclosures/rules says, and in no other way. What cannot be
-- done is told by SQLSTATE DD0xx, which consent/disclosures/actions puts into words.

-- Her list of those who are told nothing, for whoever is about to release something of her file: also where another agency keeps the
-- file and does not show it its list. Only to those whose role reads casework and who see the file.
CREATE OR REPLACE FUNCTION wall.people_not_told(file bigint) RETURNS TABLE (id bigint, name text, relationship text)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5 SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE kept bigint := wall.file_to_release_of(file);
BEGIN
  RETURN QUERY SELECT n.id, n.name::text, n.relationship::text FROM consent_nottobetold n JOIN casework_client c ON c.id = n.client_id
                WHERE n.ended_at IS NULL AND (c.id = kept OR c.joined_into_id = kept) ORDER BY n.id;
END $$;

-- The file that something is released of, or the one that it was joined into; an error where the caller does not see it, or her role
-- reads no casework.
CREATE OR REPLACE FUNCTION wall.file_to_release_of(file bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE kept bigint;
BEGIN
  SELECT coalesce(c.joined_into_id, c.id) INTO kept FROM casework_client c
   WHERE c.id = file AND wall.reads('casework') IS NOT NULL AND c.id <> ALL (wall.blocked())
     AND (c.agency_id = wall.reads('identity') OR c.id = ANY (wall.emergency('identity')) OR wall.is_shared('identity', c.id, c.made_at));
  IF kept IS NULL THEN
    RAISE EXCEPTION 'this file is not for this role' USING ERRCODE = '42501';
  END IF;
  RETURN kept;
END $$;

-- Whom something is released to, all of it: what was found and answered holds for this recipient, and is gone where it has changed.
CREATE OR REPLACE FUNCTION wall.recipient_of(d consent_disclosure) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws('|', d.to_kind, d.to_words, d.to_person, d.asked_who) $$;

-- What is said of a release is changed while it is being prepared, and never after; it moves on by the table of rules.MOVES. Whoever asked
-- for it, changed it or put it forward, however long ago, had a part in it, and that is never taken from her.
CREATE OR REPLACE FUNCTION wall.guard_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := '{state,had_part,written_by_id,put_forward_by_id,put_forward_at,round,checked,sent,sent_at,sent_way,sent_note,refusal,closed_words,told_them,closed_at,closed_by_id}';
        me bigint := wall.staff();
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'asked' OR NEW.round <> 0 OR NEW.put_forward_by_id IS NOT NULL THEN
      RAISE EXCEPTION 'a release begins by being asked for' USING ERRCODE = '42501';
    END IF;
    NEW.written_by_id := me;
    NEW.had_part := ARRAY[me];
    RETURN NEW;
  ELSIF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  ELSIF OLD.state IN ('released', 'refused', 'dropped') THEN
    RAISE EXCEPTION 'what is closed stands as it is' USING ERRCODE = 'DD001';
  ELSIF (NEW.sent, NEW.sent_at, NEW.sent_way, NEW.sent_note, NEW.client_id, NEW.owner_id, NEW.agency_id, NEW.made_by_id, NEW.made_at, NEW.uid)
        IS DISTINCT FROM (OLD.sent, OLD.sent_at, OLD.sent_way, OLD.sent_note, OLD.client_id, OLD.owner_id, OLD.agency_id, OLD.made_by_id, OLD.made_at, OLD.uid) THEN
    RAISE EXCEPTION 'nothing is released by hand' USING ERRCODE = '42501';
  END IF;
  NEW.had_part := OLD.had_part;
  IF (to_jsonb(NEW) - moving) IS DISTINCT FROM (to_jsonb(OLD) - moving) THEN
    IF OLD.state <> 'asked' THEN
      RAISE EXCEPTION 'what was put forward is not changed' USING ERRCODE = 'DD001';
    END IF;
    NEW.written_by_id := me;
    NEW.had_part := array_remove(OLD.had_part, me) || me;
    IF wall.recipient_of(NEW) <> wall.recipient_of(OLD) THEN
      NEW.checked := NULL;
    END IF;
  ELSE
    NEW.written_by_id := OLD.written_by_id;
  END IF;
  NEW.round := OLD.round;
  NEW.put_forward_by_id := OLD.put_forward_by_id;
  NEW.put_forward_at := OLD.put_forward_at;
  NEW.closed_at := NULL;
  NEW.closed_by_id := NULL;
  IF NEW.state = OLD.state THEN
    RETURN NEW;
  ELSIF OLD.state = 'asked' AND NEW.state = 'waiting' THEN
    NEW.round := OLD.round + 1;
    NEW.put_forward_by_id := me;
    NEW.had_part := array_remove(OLD.had_part, me) || me;
    NEW.put_forward_at := statement_timestamp();
  ELSIF NEW.state IN ('refused', 'dropped') AND (NEW.state = 'dropped' OR OLD.state = 'asked') THEN
    NEW.closed_at := statement_timestamp();
    NEW.closed_by_id := me;
  ELSIF NOT (OLD.state IN ('waiting', 'approved') AND NEW.state = 'asked') THEN
    RAISE EXCEPTION 'a release is approved, and released, by nobody by hand' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_disclosure BEFORE INSERT OR UPDATE ON consent_disclosure FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_disclosure();

-- That a recipient resembles somebody on her list stays said. It is answered once: by somebody who had no part in asking, or by an approval;
-- and for this recipient alone. Where the recipient was changed since, it is gone, answered or not, and another is found.
CREATE OR REPLACE FUNCTION wall.guard_match() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE d consent_disclosure; answers text[] := '{gone_at,dismissed_at,dismissed_by_id,dismissed_because}';
BEGIN
  SELECT * INTO d FROM consent_disclosure WHERE id = NEW.disclosure_id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.gone_at IS NOT NULL OR NEW.dismissed_at IS NOT NULL OR NEW.approval_id IS NOT NULL THEN
      RAISE EXCEPTION 'a match is not answered before it is found' USING ERRCODE = '42501';
    END IF;
    NEW.recipient := wall.recipient_of(d);
    RETURN NEW;
  ELSIF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  ELSIF d.state IN ('released', 'refused', 'dropped') OR (to_jsonb(NEW) - answers) IS DISTINCT FROM (to_jsonb(OLD) - answers)
        OR OLD.gone_at IS NOT NULL OR OLD.dismissed_at IS NOT NULL
        AND (NEW.dismissed_at, NEW.dismissed_by_id, NEW.dismissed_because)
            IS DISTINCT FROM (OLD.dismissed_at, OLD.dismissed_by_id, OLD.dismissed_because) THEN
    RAISE EXCEPTION 'what was found stands as it was found' USING ERRCODE = '42501';
  ELSIF NEW.gone_at IS NOT NULL AND OLD.recipient = wall.recipient_of(d) THEN
    RAISE EXCEPTION 'it is still released to the same' USING ERRCODE = '42501';
  ELSIF NEW.dismissed_at IS NOT NULL AND OLD.dismissed_at IS NULL THEN
    IF wall.staff() = ANY (d.had_part) THEN
      RAISE EXCEPTION 'nobody answers for her own release' USING ERRCODE = 'DD002';
    ELSIF OLD.recipient <> wall.recipient_of(d) THEN
      RAISE EXCEPTION 'it is released to somebody else by now' USING ERRCODE = '42501';
    END IF;
    NEW.dismissed_by_id := wall.staff();
    NEW.dismissed_at := statement_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_match BEFORE INSERT OR UPDATE ON consent_disclosurematch FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_match();

-- A release of the caller's agency, locked after her file, as everything that changes what she agreed to locks them.
CREATE OR REPLACE FUNCTION wall.take_disclosure(number bigint) RETURNS consent_disclosure LANGUAGE plpgsql AS $$
DECLARE d consent_disclosure; kept bigint;
BEGIN
  SELECT r.* INTO d FROM consent_disclosure r WHERE r.id = number AND r.agency_id = wall.reads('casework') AND r.client_id <> ALL (wall.blocked());
  IF d.id IS NULL THEN
    RAISE EXCEPTION 'this release is not for this role' USING ERRCODE = '42501';
  END IF;
  kept := wall.file_to_release_of(d.client_id);
  PERFORM FROM casework_client c WHERE c.id = kept OR c.joined_into_id = kept ORDER BY c.id FOR UPDATE;
  SELECT r.* INTO d FROM consent_disclosure r WHERE r.id = number FOR UPDATE;
  RETURN d;
END $$;

-- What she agreed to, where it holds today and is the release's own agency's; null where nothing does.
CREATE OR REPLACE FUNCTION wall.agreement_for(d consent_disclosure) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT a.id FROM consent_agreement a JOIN casework_client c ON c.id = a.client_id JOIN casework_client mine ON mine.id = d.client_id
   WHERE coalesce(c.joined_into_id, c.id) = coalesce(mine.joined_into_id, mine.id) AND a.agency_id = d.agency_id AND a.storing
     AND a.signed_at IS NOT NULL AND a.replaced_at IS NULL AND a.withdrawn_at IS NULL
     AND (a.ends_on IS NULL OR a.ends_on >= (statement_timestamp() AT TIME ZONE 'Europe/London')::date)
   ORDER BY a.signed_at DESC, a.id DESC LIMIT 1 $$;

-- Letters and digits alone, small: enough for two spellings of one name to be the same without any list.
CREATE OR REPLACE FUNCTION wall.bare(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT lower(regexp_replace(words, '[^[:alnum:]]+', '', 'g')) $$;

-- Whether she has taken back, since she gave her permission for exactly this (ground E): everything, storing, or whatever of what she
-- signed was about this recipient. Somebody talked with her on a day, so of what she took back on that day it counts what is younger than
-- the release; and whatever day was written down, nothing outlives what she took back after it was approved. rules.permission_is_over says
-- the same.
CREATE OR REPLACE FUNCTION wall.permission_is_over(d consent_disclosure) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM casework_client mine JOIN casework_client c ON coalesce(c.joined_into_id, c.id) = coalesce(mine.joined_into_id, mine.id)
     CROSS JOIN LATERAL (
       SELECT w.made_at FROM consent_withdrawal w WHERE w.client_id = c.id AND (w.everything OR w.storing)
       UNION ALL
       SELECT o.withdrawn_at FROM consent_outsidechoice o JOIN consent_agreement a ON a.id = o.agreement_id
        WHERE a.client_id = c.id AND o.withdrawn_at IS NOT NULL
          AND (o.kind = d.to_kind OR o.name <> '' AND wall.bare(o.name) IN (wall.bare(d.to_words), wall.bare(d.to_name)))
       UNION ALL
       SELECT p.withdrawn_at FROM consent_partnerchoice p JOIN consent_agreement a ON a.id = p.agreement_id
        WHERE a.client_id = c.id AND p.withdrawn_at IS NOT NULL AND p.agency_id = d.to_agency_id) took (back_at)
     WHERE mine.id = d.client_id
       AND (d.talked_on IS NULL OR d.talked_on < (took.back_at AT TIME ZONE 'Europe/London')::date
            OR d.talked_on = (took.back_at AT TIME ZONE 'Europe/London')::date AND d.made_at < took.back_at
            OR took.back_at > (SELECT max(a.made_at) FROM consent_disclosureapproval a
                                WHERE a.disclosure_id = d.id AND a.round = d.round AND a.approved))) $$;

-- Why a release may not be made on its ground now: the SQLSTATE that says so, or null.
--   DD005 she has no standing yes to this recipient, or took back since what she gave permission for; DD009 the form that she signed does
--   not name ground G.
CREATE OR REPLACE FUNCTION wall.fault_of_ground(d consent_disclosure) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF d.ground = 'consent' AND NOT EXISTS (
       SELECT FROM consent_outsidechoice o WHERE o.id = d.choice_id AND o.agreement_id = wall.agreement_for(d) AND o.agreed
          AND o.withdrawn_at IS NULL AND (o.kind = d.to_kind OR o.name <> '' AND wall.bare(o.name) = wall.bare(d.to_words))) THEN
    RETURN 'DD005';
  ELSIF d.ground = 'E' AND wall.permission_is_over(d) THEN
    RETURN 'DD005';
  ELSIF d.ground = 'G' AND NOT EXISTS (
       SELECT FROM consent_agreement a JOIN consent_consentform f ON f.id = a.form_id WHERE a.id = wall.agreement_for(d) AND f.with_reputation) THEN
    RETURN 'DD009';
  END IF;
  RETURN NULL;
END $$;

-- What of her list keeps a release from being made: the SQLSTATE that says so, or null.
--   DD006 her list has names that the recipient was not compared with; DD003 the recipient resembles somebody, and nobody has answered.
-- An answer counts for the recipient that it was given for, and for no other. The comparison is the application's (rules.near); the same
-- name, however written, is seen here too.
CREATE OR REPLACE FUNCTION wall.stopped_by_list(d consent_disclosure) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE listed bigint[]; whom text := wall.recipient_of(d); names text[] := ARRAY[wall.bare(d.to_words), wall.bare(d.to_person), wall.bare(d.asked_who)];
BEGIN
  listed := ARRAY(SELECT n.id FROM consent_nottobetold n JOIN casework_client c ON c.id = n.client_id JOIN casework_client mine ON mine.id = d.client_id
                   WHERE n.ended_at IS NULL AND coalesce(c.joined_into_id, c.id) = coalesce(mine.joined_into_id, mine.id));
  IF d.checked IS NULL OR NOT listed <@ d.checked THEN
    RETURN 'DD006';
  ELSIF EXISTS (
      SELECT FROM consent_nottobetold n WHERE n.id = ANY (listed) AND wall.bare(n.name) <> '' AND wall.bare(n.name) = ANY (names)
         AND NOT EXISTS (SELECT FROM consent_disclosurematch m WHERE m.disclosure_id = d.id AND m.person_id = n.id AND m.gone_at IS NULL
                            AND m.recipient = whom AND wall.bare(m.typed) = wall.bare(n.name)))
     OR EXISTS (
      SELECT FROM consent_disclosurematch m LEFT JOIN consent_disclosureapproval a ON a.id = m.approval_id
       WHERE m.disclosure_id = d.id AND m.person_id = ANY (listed) AND m.gone_at IS NULL
         AND (m.recipient <> whom OR m.dismissed_at IS NULL
              AND (a.id IS NULL OR a.round <> d.round OR NOT a.approved OR d.ground IN ('consent', 'E')))) THEN
    RETURN 'DD003';
  END IF;
  RETURN NULL;
END $$;

-- A manager who had no part in asking decides about a release that was put forward.
--   number: the release; yes: whether it is approved; because: in her words; named: matches with her list that it is approved in spite of.
-- DD001 it does not wait (any more); DD002 nobody approves her own; DD004 on this ground nothing goes to anybody on her list; DD008 she
-- gives no reason; and what wall.fault_of_ground and wall.stopped_by_list say. Returns the approval.
CREATE OR REPLACE FUNCTION wall.decide_disclosure(number bigint, yes boolean, because text, named bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE d consent_disclosure := wall.take_disclosure(number); made bigint; fault text; now_is timestamptz := statement_timestamp();
BEGIN
  IF NOT wall.holds('manager') THEN
    RAISE EXCEPTION 'a manager decides' USING ERRCODE = '42501';
  ELSIF d.state <> 'waiting' THEN
    RAISE EXCEPTION 'it does not wait' USING ERRCODE = 'DD001';
  ELSIF wall.staff() = ANY (d.had_part) THEN
    RAISE EXCEPTION 'nobody approves her own' USING ERRCODE = 'DD002';
  ELSIF btrim(because) = '' THEN
    RAISE EXCEPTION 'she gives no reason' USING ERRCODE = 'DD008';
  ELSIF yes AND d.ground IN ('consent', 'E') AND named <> '{}' THEN
    RAISE EXCEPTION 'not on this ground' USING ERRCODE = 'DD004';
  END IF;
  INSERT INTO consent_disclosureapproval (uid, disclosure_id, round, approved, reason, made_by_id, made_at)
  VALUES (gen_random_uuid(), number, d.round, yes, because, wall.staff(), now_is) RETURNING id INTO made;
  IF NOT yes THEN
    UPDATE consent_disclosure SET state = 'refused', refusal = 'manager', closed_words = because, closed_at = now_is, closed_by_id = wall.staff()
     WHERE id = number;
    RETURN made;
  END IF;
  UPDATE consent_disclosurematch SET approval_id = made
   WHERE disclosure_id = number AND id = ANY (named) AND gone_at IS NULL AND dismissed_at IS NULL AND recipient = wall.recipient_of(d);
  fault := coalesce(wall.fault_of_ground(d), wall.stopped_by_list(d));
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'it may not be released' USING ERRCODE = fault;
  END IF;
  UPDATE consent_disclosure SET state = 'approved' WHERE id = number;
  RETURN made;
END $$;

-- It leaves the building: with her consent at once, on any other ground with the approval of somebody else.
--   number: the release; words: what was told, word by word; at: when; by_way: how; noted: how and to whom, in words.
-- DD001 it is not to be released (any more); DD007 nobody else has approved it; DD008 there are no words, or the time is to come; and
-- what wall.fault_of_ground and wall.stopped_by_list say.
CREATE OR REPLACE FUNCTION wall.release_disclosure(number bigint, words text, at timestamptz, by_way text, noted text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE d consent_disclosure := wall.take_disclosure(number); fault text; now_is timestamptz := statement_timestamp();
BEGIN
  IF NOT (d.state = 'approved' OR d.state = 'asked' AND d.ground = 'consent') THEN
    RAISE EXCEPTION 'it is not to be released' USING ERRCODE = CASE WHEN d.state IN ('asked', 'waiting') THEN 'DD007' ELSE 'DD001' END;
  ELSIF d.ground <> 'consent' AND NOT EXISTS (
      SELECT FROM consent_disclosureapproval a WHERE a.disclosure_id = number AND a.round = d.round AND a.approved
         AND a.made_by_id <> ALL (d.had_part)) THEN
    RAISE EXCEPTION 'nobody else has approved it' USING ERRCODE = 'DD007';
  ELSIF btrim(words) = '' OR btrim(by_way) = '' OR at IS NULL OR at > now_is THEN
    RAISE EXCEPTION 'it does not say what was told, and when' USING ERRCODE = 'DD008';
  END IF;
  fault := coalesce(wall.fault_of_ground(d), wall.stopped_by_list(d));
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'it may not be released' USING ERRCODE = fault;
  END IF;
  UPDATE consent_disclosure
     SET state = 'released', sent = words, sent_at = at, sent_way = by_way, sent_note = noted, closed_at = now_is, closed_by_id = wall.staff()
   WHERE id = number;
END $$;
