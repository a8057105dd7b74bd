-- What she may see herself (consent/subject_access). Where a request stands is changed by wall.step_access alone; what was released
-- is not changed any more; a clinical part is released by a health professional, who has decided about serious harm. What cannot be
-- done is told by SQLSTATE DA0xx, which consent/subject_access/actions puts into words.

-- Every way in which a request goes on: the same table as consent/subject_access/rules.py, which a test holds equal.
CREATE OR REPLACE FUNCTION wall.access_moves() RETURNS TABLE (source text, step text, target text, managers boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM (VALUES
    ('asked', 'begin', 'preparing', false), ('asked', 'clarify', 'clarifying', false), ('preparing', 'clarify', 'clarifying', false),
    ('clarifying', 'clarified', 'preparing', false), ('preparing', 'release', 'ready', true), ('ready', 'reopen', 'preparing', true),
    ('appointment', 'reopen', 'preparing', true), ('ready', 'arrange', 'appointment', false),
    ('appointment', 'arrange', 'appointment', false), ('appointment', 'missed', 'ready', false), ('ready', 'give', 'given', false),
    ('appointment', 'give', 'given', false), ('asked', 'extend', 'asked', true), ('clarifying', 'extend', 'clarifying', true),
    ('preparing', 'extend', 'preparing', true), ('asked', 'pass_on', 'asked', false), ('clarifying', 'pass_on', 'clarifying', false),
    ('preparing', 'pass_on', 'preparing', false), ('ready', 'pass_on', 'ready', false),
    ('appointment', 'pass_on', 'appointment', false), ('asked', 'refuse', 'refused', true), ('clarifying', 'refuse', 'refused', true),
    ('preparing', 'refuse', 'refused', true), ('asked', 'withdraw', 'withdrawn', false),
    ('clarifying', 'withdraw', 'withdrawn', false), ('preparing', 'withdraw', 'withdrawn', false),
    ('ready', 'withdraw', 'withdrawn', false), ('appointment', 'withdraw', 'withdrawn', false),
    ('refused', 'again', 'asked', true)) moves $$;

-- What is held about a woman, kind by kind: its table, the part it is told in (or the column that says so), the column that says which
-- agency holds it, the one that says whose file it is on, and the one that says when it was written. A test holds it equal to the kinds
-- in casework/clients/kinds.py.
DROP FUNCTION IF EXISTS wall.parts_held(bigint[], bigint);
DROP FUNCTION IF EXISTS wall.held_tables();
CREATE OR REPLACE FUNCTION wall.held_tables()
RETURNS TABLE (kind text, "table" text, part text, part_column text, whose text, file text, written text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM (VALUES
    ('file', 'casework_client', 'identity', NULL, 'agency_id', 'id', 'made_at'),
    ('names', 'casework_clientname', 'identity', NULL, 'agency_id', 'client_id', 'made_at'),
    ('reaching', 'casework_safecontact', 'identity', NULL, 'agency_id', 'client_id', 'made_at'),
    ('own-record', 'casework_ownrecord', 'identity', NULL, 'agency_id', 'client_id', 'made_at'),
    ('shares', 'casework_clientshare', 'identity', NULL, 'owner_id', 'client_id', 'made_at'),
    ('alerts', 'casework_alert', NULL, 'audience', 'agency_id', 'client_id', 'made_at'),
    ('status', 'casework_statuschange', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('contacts', 'casework_contact', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('follow-ups', 'casework_followup', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('offers', 'casework_recruitment', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('screenings', 'casework_screening', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('sheet', 'casework_informationsheet', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('children', 'casework_child', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('others', 'casework_significantother', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('agencies', 'casework_otheragency', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('kept-facts', 'casework_keptfact', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('dates', 'casework_importantdate', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('assessments', 'casework_assessment', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('journey', 'casework_journeymark', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('plans', 'casework_careplan', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('goals', 'casework_goal', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('steps', 'casework_step', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('plan-versions', 'casework_planversion', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('plan-reviews', 'casework_planreview', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('paper', 'casework_paperchoice', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('blocks', 'casework_block', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('joinings', 'casework_joining', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('agreements', 'consent_agreement', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('not-told', 'consent_nottobetold', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('taken-back', 'consent_withdrawal', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('waits', 'consent_longerwait', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('requests', 'consent_subjectaccessrequest', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('releases', 'consent_disclosure', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('referrals', 'consent_referral', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('brought-in', 'casework_broughtin', 'casework', NULL, 'agency_id', 'client_id', 'made_at'),
    ('reviews', 'casework_emergencyreview', 'view_log', NULL, 'owner_id', 'client_id', 'made_at'),
    ('emergencies', 'casework_emergencyaccess', 'view_log', NULL, 'owner_id', 'client_id', 'made_at'),
    ('attempts', 'casework_emergencyattempt', 'view_log', NULL, 'owner_id', 'client_id', 'at'),
    ('restrictions', 'casework_restriction', 'view_log', NULL, 'owner_id', 'client_id', 'made_at'),
    ('views', 'audit_viewlog', 'view_log', NULL, 'owner_id', 'client_id', 'at'))
    held (kind, "table", part, part_column, whose, file, written) $$;

-- Which parts an agency holds of a woman's files; of what was written before a moment, where one is given.
CREATE OR REPLACE FUNCTION wall.parts_held(files bigint[], by_agency bigint, until timestamptz) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE h record; found_parts text[]; parts text[] := '{}';
BEGIN
  FOR h IN SELECT * FROM wall.held_tables() LOOP
    EXECUTE format('SELECT array_agg(DISTINCT %s) FROM %I r WHERE r.%I = ANY ($1) AND r.%I = $2 AND ($3 IS NULL OR r.%I < $3)',
                   coalesce('r.' || quote_ident(h.part_column) || '::text', quote_literal(h.part) || '::text'), h."table", h.file, h.whose,
                   h.written)
      INTO found_parts USING files, by_agency, until;
    parts := parts || coalesce(found_parts, '{}');
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT p FROM unnest(parts) p);
END $$;

-- A request of the caller's own agency, locked; an error where it is not for her.
CREATE OR REPLACE FUNCTION wall.access_request(number bigint) RETURNS consent_subjectaccessrequest LANGUAGE plpgsql AS $$
DECLARE q consent_subjectaccessrequest;
BEGIN
  SELECT r.* INTO q FROM consent_subjectaccessrequest r WHERE r.id = number AND r.agency_id = wall.reads('casework')
     AND r.client_id <> ALL (wall.blocked()) FOR UPDATE;
  IF q.id IS NULL OR NOT (wall.holds('keyworker') OR wall.holds('manager') OR wall.holds('psychologist')) THEN
    RAISE EXCEPTION 'this request is not for this role' USING ERRCODE = '42501';
  END IF;
  RETURN q;
END $$;

-- Her files: the one she asked about, or that it was joined into, and all that lead there. They are held as they are until the caller's
-- transaction ends: a joining waits for that, and is waited for. So what is read after it is of one woman, all of it or nothing.
CREATE OR REPLACE FUNCTION wall.files_of_access(number bigint) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE q consent_subjectaccessrequest := wall.access_request(number); files bigint[]; before bigint[];
BEGIN
  LOOP
    files := ARRAY(SELECT f FROM unnest(wall.with_joined(ARRAY[q.client_id])) f ORDER BY f);
    EXIT WHEN files = before;
    PERFORM FROM casework_client c WHERE c.id = ANY (files) ORDER BY c.id FOR SHARE;
    before := files;
  END LOOP;
  RETURN files;
END $$;

-- The parts that a request needs, each made once; who she is always, so that an agency that holds nothing says so. Of those that
-- somebody had released, none is taken back. Supervision is told by its own room, which knows the two whose it is.
CREATE OR REPLACE FUNCTION wall.make_parts(q consent_subjectaccessrequest) RETURNS void LANGUAGE sql AS $$
  INSERT INTO consent_packpart (uid, request_id, category)
  SELECT gen_random_uuid(), q.id, part FROM (
    SELECT 'identity' AS part UNION SELECT * FROM unnest(wall.parts_held(wall.with_joined(ARRAY[q.client_id]), q.agency_id, NULL))) held
   WHERE part <> 'supervision'
  ON CONFLICT DO NOTHING $$;

-- Parts that came to be held since preparing was begun: a file was joined, an alert is for others now. They are made while it is still
-- being prepared, whoever asks, so that somebody who reads them is asked too.
CREATE OR REPLACE FUNCTION wall.add_parts(number bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE q consent_subjectaccessrequest := wall.access_request(number);
BEGIN
  IF q.state = 'preparing' THEN
    PERFORM wall.make_parts(q);
  END IF;
END $$;

-- Whether a request has a part for everything that was held when she asked, as her files are now.
CREATE OR REPLACE FUNCTION wall.has_every_part(q consent_subjectaccessrequest) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM unnest(wall.parts_held(wall.with_joined(ARRAY[q.client_id]), q.agency_id, q.made_at)) held
     WHERE held <> 'supervision' AND NOT EXISTS (SELECT FROM consent_packpart p WHERE p.request_id = q.id AND p.category = held)) $$;
CREATE OR REPLACE FUNCTION wall.whole_access(number bigint) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT wall.has_every_part(wall.access_request(number)) $$;

-- The last day on which she can be told that it takes longer: the month and the days for which the clock stood still, and the longest
-- run of days that are not worked, as bank holidays are not counted here. So it refuses nothing that the rules allow.
CREATE OR REPLACE FUNCTION wall.extend_by(asked_on date, stood integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (asked_on + interval '1 month')::date + stood + 5 $$;
CREATE OR REPLACE FUNCTION wall.clock_stood(q consent_subjectaccessrequest, today date) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(greatest(0, CASE WHEN q.state = 'clarifying' THEN today ELSE max(s."on") FILTER (WHERE s.step <> 'clarify') END
                           - min(s."on") FILTER (WHERE s.step = 'clarify')), 0)
    FROM consent_requeststep s WHERE s.request_id = q.id AND s.step IN ('clarify', 'clarified', 'refuse') $$;

-- One step of a request.
--   number: the request; move: what is done; day: when; words: what was asked, answered or said; other: the agency it is passed on to.
-- Returns where the request stands now. DA001 it cannot be done as it stands; DA002 something is not released yet, or who she is has not
-- been confirmed; DA003 a day to come, or before she asked; DA004 it says nothing; DA005 it has been extended already; DA006 that agency
-- holds nothing of hers, or has been asked; DA007 a step about an appointment that is not there; DA008 too late to be extended.
CREATE OR REPLACE FUNCTION wall.step_access(number bigint, move text, day date, words text, other bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE q consent_subjectaccessrequest := wall.access_request(number); m record; today date := (statement_timestamp() AT TIME ZONE 'Europe/London')::date;
BEGIN
  SELECT * INTO m FROM wall.access_moves() a WHERE a.source = q.state AND a.step = move;
  IF m IS NULL THEN
    RAISE EXCEPTION 'not as it stands' USING ERRCODE = 'DA001';
  ELSIF m.managers AND NOT wall.holds('manager') THEN
    RAISE EXCEPTION 'a manager does this' USING ERRCODE = '42501';
  ELSIF day IS NULL OR day > today OR day < q.asked_on THEN
    RAISE EXCEPTION 'on no such day' USING ERRCODE = 'DA003';
  ELSIF coalesce(words, '') = '' AND move IN ('clarify', 'clarified', 'extend', 'reopen', 'missed', 'refuse', 'again') THEN
    RAISE EXCEPTION 'it says nothing' USING ERRCODE = 'DA004';
  ELSIF move = 'extend' AND EXISTS (SELECT FROM consent_requeststep s WHERE s.request_id = number AND s.step = 'extend') THEN
    RAISE EXCEPTION 'extended already' USING ERRCODE = 'DA005';
  ELSIF move = 'extend' AND today > wall.extend_by(q.asked_on, wall.clock_stood(q, today)) THEN
    RAISE EXCEPTION 'too late' USING ERRCODE = 'DA008';
  ELSIF move = 'release' AND (q.identity = '' OR EXISTS (
          SELECT FROM consent_packpart p WHERE p.request_id = number AND p.released_at IS NULL)
        OR NOT wall.has_every_part(q) OR NOT EXISTS (SELECT FROM consent_packpart p WHERE p.request_id = number)) THEN
    RAISE EXCEPTION 'not all of it is released' USING ERRCODE = 'DA002';
  ELSIF move = 'arrange' AND NOT EXISTS (SELECT FROM consent_appointment a WHERE a.request_id = number AND a.came IS NULL AND a.moved_at IS NULL)
        OR move = 'missed' AND EXISTS (SELECT FROM consent_appointment a WHERE a.request_id = number AND a.came IS NULL AND a.moved_at IS NULL) THEN
    RAISE EXCEPTION 'no such appointment' USING ERRCODE = 'DA007';
  END IF;
  IF move = 'pass_on' THEN
    PERFORM wall.pass_access_on(q, other, words);
  END IF;
  INSERT INTO consent_requeststep (uid, request_id, step, "on", said, to_agency_id, made_by_id, made_at)
  VALUES (gen_random_uuid(), number, move, day, coalesce(words, ''), CASE WHEN move = 'pass_on' THEN other END, wall.staff(), statement_timestamp());
  UPDATE consent_subjectaccessrequest SET state = m.target WHERE id = number AND state <> m.target;
  IF m.target = 'preparing' AND m.source <> 'preparing' THEN
    PERFORM wall.make_parts(q);
  END IF;
  RETURN m.target;
END $$;

-- She wants another agency asked too: a request of its own there, whose clocks begin today. Only one that may hold something of hers.
CREATE OR REPLACE FUNCTION wall.pass_access_on(q consent_subjectaccessrequest, other bigint, words text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE files bigint[] := wall.with_joined(ARRAY[q.client_id]);
BEGIN
  IF other IS NULL OR other = q.agency_id OR (other <> q.owner_id AND wall.parts_held(files, other, NULL) = '{}'
       AND NOT EXISTS (SELECT FROM casework_clientshare s WHERE s.client_id = ANY (files) AND s.agency_id = other))
     OR EXISTS (SELECT FROM consent_subjectaccessrequest r WHERE r.client_id = ANY (files) AND r.agency_id = other
                   AND r.state NOT IN ('given', 'withdrawn', 'refused')) THEN
    RAISE EXCEPTION 'this agency cannot be asked' USING ERRCODE = 'DA006';
  END IF;
  INSERT INTO consent_subjectaccessrequest (uid, client_id, owner_id, agency_id, made_by_id, made_at, called, how, for_her, authority, asked_on,
         wants, wanted, identity, way, large_type, safe_way, passed_on_by_id, state)
  VALUES (gen_random_uuid(), q.client_id, q.owner_id, other, wall.staff(), statement_timestamp(), q.called, 'passed_on', '', '',
          (statement_timestamp() AT TIME ZONE 'Europe/London')::date, q.wants, q.wanted, '', q.way, q.large_type,
          concat_ws(E'\n', nullif(words, ''), nullif(q.safe_way, '')), q.agency_id, 'asked');
END $$;

-- By hand a request is begun, and what it says is put right while it is open; where it stands, and when she asked, is not.
CREATE OR REPLACE FUNCTION wall.guard_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'asked' OR NEW.how = 'passed_on' THEN
      RAISE EXCEPTION 'a request begins by being asked' USING ERRCODE = '42501';
    END IF;
  ELSIF OLD.state IN ('given', 'withdrawn', 'refused')
     OR (NEW.state, NEW.asked_on, NEW.client_id, NEW.agency_id, NEW.how, NEW.made_by_id, NEW.made_at)
        IS DISTINCT FROM (OLD.state, OLD.asked_on, OLD.client_id, OLD.agency_id, OLD.how, OLD.made_by_id, OLD.made_at) THEN
    RAISE EXCEPTION 'a request goes on by its steps alone' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_access BEFORE INSERT OR UPDATE ON consent_subjectaccessrequest FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_access();

-- A part is gathered and released while its request is being prepared: by somebody whose it is to release, when each record of it has
-- been gone through; the clinical one after a decision about serious harm.
CREATE OR REPLACE FUNCTION wall.guard_part_of_pack() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.request_id, NEW.category, NEW.keeper_id) IS DISTINCT FROM (OLD.request_id, OLD.category, OLD.keeper_id)
     OR NOT EXISTS (SELECT FROM consent_subjectaccessrequest q WHERE q.id = NEW.request_id AND q.state = 'preparing') THEN
    RAISE EXCEPTION 'this part is not being prepared' USING ERRCODE = '42501';
  END IF;
  -- By the clock that joinings go by: undoing one asks what was gathered since (wall.ungather).
  IF NEW.taken_stock_at IS DISTINCT FROM OLD.taken_stock_at THEN
    NEW.taken_stock_at := statement_timestamp();
  END IF;
  IF NEW.released_at IS NOT NULL AND OLD.released_at IS NULL THEN
    IF NEW.released_by_id <> wall.staff() OR NOT (CASE NEW.category
         WHEN 'clinical' THEN wall.holds('psychologist') WHEN 'supervision' THEN NEW.keeper_id = wall.staff() ELSE wall.holds('manager') END) THEN
      RAISE EXCEPTION 'this part is not hers to release' USING ERRCODE = '42501';
    ELSIF EXISTS (SELECT FROM consent_packrecord r WHERE r.part_id = NEW.id AND r.gone_at IS NULL AND r.checked_at IS NULL) THEN
      RAISE EXCEPTION 'not all of it was gone through' USING ERRCODE = '42501';
    ELSIF NEW.category = 'clinical' AND NOT EXISTS (SELECT FROM consent_harmdecision d WHERE d.part_id = NEW.id) THEN
      RAISE EXCEPTION 'nobody has decided about serious harm' USING ERRCODE = '42501';
    ELSIF NEW.category = 'clinical' AND (SELECT d.outcome FROM consent_harmdecision d WHERE d.part_id = NEW.id ORDER BY d.id DESC LIMIT 1) = 'none'
          AND EXISTS (SELECT FROM consent_packrecord r WHERE r.part_id = NEW.id AND r.gone_at IS NULL AND r.withheld = '') THEN
      RAISE EXCEPTION 'none of it can be given' USING ERRCODE = '42501';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_part_of_pack BEFORE UPDATE ON consent_packpart FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_part_of_pack();

-- What is in a part that was released is not changed, and neither is what a record is of. Somebody has gone through a record as it stands,
-- and says so herself: where it says something else, or more of it is given, nobody has.
CREATE OR REPLACE FUNCTION wall.guard_in_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_part bigint := CASE WHEN TG_TABLE_NAME = 'consent_passage'
    THEN (SELECT r.part_id FROM consent_packrecord r WHERE r.id = (to_jsonb(NEW) ->> 'record_id')::bigint)
    ELSE (to_jsonb(NEW) ->> 'part_id')::bigint END;
BEGIN
  IF NOT EXISTS (SELECT FROM consent_packpart p JOIN consent_subjectaccessrequest q ON q.id = p.request_id
                  WHERE p.id = of_part AND p.released_at IS NULL AND q.state = 'preparing') THEN
    RAISE EXCEPTION 'this part is not being prepared' USING ERRCODE = '42501';
  ELSIF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{told,at,fingerprint,checked_at,checked_by_id,gone_at,withheld,withheld_because,ended_at}'::text[])
        IS DISTINCT FROM (to_jsonb(OLD) - '{told,at,fingerprint,checked_at,checked_by_id,gone_at,withheld,withheld_because,ended_at}'::text[]) THEN
    RAISE EXCEPTION 'what it is of stays' USING ERRCODE = '42501';
  END IF;
  IF TG_TABLE_NAME = 'consent_passage' THEN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) ->> 'ended_at') IS NOT NULL THEN
      UPDATE consent_packrecord SET checked_at = NULL, checked_by_id = NULL WHERE id = (to_jsonb(NEW) ->> 'record_id')::bigint;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION wall.guard_checked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ((NEW.told, NEW.at, NEW.fingerprint) IS DISTINCT FROM (OLD.told, OLD.at, OLD.fingerprint)
                           OR NEW.withheld = '' AND OLD.withheld <> '' OR NEW.gone_at IS NULL AND OLD.gone_at IS NOT NULL) THEN
    NEW.checked_at := NULL;
    NEW.checked_by_id := NULL;
  ELSIF NEW.checked_by_id <> wall.staff()
        AND (TG_OP = 'INSERT' OR (NEW.checked_at, NEW.checked_by_id) IS DISTINCT FROM (OLD.checked_at, OLD.checked_by_id)) THEN
    RAISE EXCEPTION 'she says so herself' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER guard_checked BEFORE INSERT OR UPDATE ON consent_packrecord FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_checked();
CREATE OR REPLACE TRIGGER guard_in_part BEFORE INSERT OR UPDATE ON consent_packrecord FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_in_part();
CREATE OR REPLACE TRIGGER guard_in_part BEFORE INSERT OR UPDATE ON consent_passage FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_in_part();
CREATE OR REPLACE TRIGGER guard_in_part BEFORE INSERT ON consent_harmdecision FOR EACH ROW
  WHEN (current_user = 'dussk_app') EXECUTE FUNCTION wall.guard_in_part();

-- Two files that were joined by mistake are two women's again. What a request on either gathered of the other's goes, whatever came of
-- it: the copy, what was taken out of it, and with them what history shows of both. What tells of all her files at once (the file itself,
-- who looked, the joining) goes where it was gathered since they were joined. The part is gathered, gone through and released again, a
-- decision about serious harm is made again, and what is not held of her is no part; no pack that was made of it is left.
CREATE OR REPLACE FUNCTION wall.ungather() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pair bigint[] := ARRAY[NEW.client_id, NEW.joined_id]; part record; files bigint[]; h record; going bigint[];
BEGIN
  FOR part IN SELECT p.*, q.client_id, q.agency_id FROM consent_packpart p JOIN consent_subjectaccessrequest q ON q.id = p.request_id
                JOIN casework_client c ON c.id = q.client_id
               WHERE c.id = ANY (pair) OR c.joined_into_id = ANY (pair) ORDER BY p.id FOR UPDATE OF p LOOP
    files := wall.with_joined(ARRAY[part.client_id]);
    going := ARRAY(SELECT r.id FROM consent_packrecord r WHERE r.part_id = part.id
                      AND r.kind NOT IN (SELECT k.kind FROM wall.held_tables() k));
    FOR h IN SELECT * FROM wall.held_tables() LOOP
      IF h.kind IN ('file', 'views', 'joinings') THEN
        going := going || ARRAY(SELECT r.id FROM consent_packrecord r
                                 WHERE r.part_id = part.id AND r.kind = h.kind AND part.taken_stock_at >= NEW.made_at);
      ELSE
        EXECUTE format('SELECT $1 || ARRAY(SELECT r.id FROM consent_packrecord r WHERE r.part_id = $2 AND r.kind = $3 AND NOT EXISTS ('
                       'SELECT FROM %I t WHERE t.id = r.row AND t.%I = ANY ($4)))', h."table", h.file)
          INTO going USING going, part.id, h.kind, files;
      END IF;
    END LOOP;
    CONTINUE WHEN going = '{}';
    UPDATE consent_correction SET record_id = NULL WHERE record_id = ANY (going);
    DELETE FROM consent_passage WHERE record_id = ANY (going);
    DELETE FROM consent_packrecord WHERE id = ANY (going);
    DELETE FROM consent_harmdecision WHERE part_id = part.id AND made_at >= NEW.made_at;
    UPDATE consent_packpart SET taken_stock_at = NULL, released_at = NULL, released_by_id = NULL WHERE id = part.id;
    DELETE FROM consent_packpart p
     WHERE p.id = part.id AND p.category <> 'identity' AND p.category <> ALL (wall.parts_held(files, part.agency_id, NULL))
       AND NOT EXISTS (SELECT FROM consent_packrecord r WHERE r.part_id = p.id)
       AND NOT EXISTS (SELECT FROM consent_harmdecision d WHERE d.part_id = p.id);
    DELETE FROM consent_sealedpack s USING consent_pack k WHERE k.id = s.pack_id AND k.request_id = part.request_id;
    DELETE FROM consent_pack k WHERE k.request_id = part.request_id;
  END LOOP;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ungather AFTER UPDATE OF undone_at ON casework_joining FOR EACH ROW
  WHEN (OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL) EXECUTE FUNCTION wall.ungather();

-- Packs are made again when they are needed: whatever is a day old goes, whoever asks.
CREATE OR REPLACE FUNCTION wall.forget_packs() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone integer;
BEGIN
  DELETE FROM consent_sealedpack s USING consent_pack k WHERE k.id = s.pack_id AND k.made_at <= statement_timestamp() - interval '24 hours';
  DELETE FROM consent_pack WHERE made_at <= statement_timestamp() - interval '24 hours';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
