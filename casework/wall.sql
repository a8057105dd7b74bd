-- What of the wall knows about clients: shares, emergency access, blocks, shifts, and the searches that must look past row security.

-- Clients whose files are closed to her: those from which she is blocked, and those of her own agency that are restricted, but for
-- its managers; with every file that was joined with one of them: whoever is kept from one of a woman's files sees none. (A joined
-- file always leads straight to the kept one: casework/joining.sql.)
-- Another agency's staff see nothing of a restricted file by a share, as all have ended, nor by emergency access; but what that
-- agency wrote itself stays its own.
CREATE OR REPLACE FUNCTION wall.blocked() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me bigint := wall.staff(); files bigint[];  -- asked once: in a condition it might be asked for every row
BEGIN
  SELECT array_agg(b.client_id) INTO files FROM casework_block b WHERE b.blocked_id = me AND b.ended_at IS NULL;
  IF EXISTS (SELECT FROM casework_restriction r WHERE r.lifted_at IS NULL) AND wall.reads('view_log') IS NULL THEN
    files := coalesce(files, '{}') || ARRAY(
      SELECT r.client_id FROM casework_restriction r WHERE r.lifted_at IS NULL AND r.owner_id = wall.agency());
  END IF;
  IF coalesce(files, '{}') = '{}' THEN
    RETURN '{}';
  END IF;
  RETURN wall.with_joined(files);
END $$;

-- These files, and every one that was joined with one of them.
CREATE OR REPLACE FUNCTION wall.with_joined(files bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  files := ARRAY(SELECT coalesce(c.joined_into_id, c.id) FROM casework_client c WHERE c.id = ANY (files));
  RETURN files || ARRAY(SELECT c.id FROM casework_client c WHERE c.joined_into_id = ANY (files));
END $$;

-- Files that nobody works with, whoever asks.
CREATE OR REPLACE FUNCTION wall.restricted() RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
DECLARE files bigint[] := ARRAY(SELECT r.client_id FROM casework_restriction r WHERE r.lifted_at IS NULL);
BEGIN
  RETURN CASE WHEN files = '{}' THEN files ELSE wall.with_joined(files) END;
END $$;

-- Clients she has opened in an emergency as the agency she works for, also where such a file has been joined into another since. It
-- stands in for a share, never for a role: nothing is opened of a category that her role there does not read.
CREATE OR REPLACE FUNCTION wall.emergencies() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE said jsonb := wall.asking(); files bigint[];
BEGIN
  SELECT array_agg(e.client_id) INTO files FROM casework_emergencyaccess e
   WHERE e.made_by_id = (said ->> 'staff')::bigint AND e.agency_id = (said ->> 'agency')::bigint
     AND e.starts <= statement_timestamp() AND e.ends > statement_timestamp();
  IF files IS NULL THEN
    RETURN '{}';
  END IF;
  files := files || ARRAY(SELECT c.joined_into_id FROM casework_client c WHERE c.id = ANY (files) AND c.joined_into_id IS NOT NULL);
  RETURN ARRAY(SELECT f FROM unnest(files) f WHERE f <> ALL (wall.restricted()));
END $$;

CREATE OR REPLACE FUNCTION wall.emergency(category text) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN wall.reads(category) IS NULL THEN '{}'::bigint[] ELSE wall.emergencies() END;
END $$;

-- Whether a category of a woman's file is open to the agency the caller works as, and read by her role there. Any share at all lets an
-- agency know who the woman is; but for that, a share may cover only what is written from a moment on.
DROP FUNCTION IF EXISTS wall.is_shared(text, bigint) CASCADE;  -- as it was before; the policies that asked it are put in anew
CREATE OR REPLACE FUNCTION wall.is_shared(about text, file bigint, written timestamptz) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp COST 1000 AS $$
DECLARE here bigint := wall.reads(about);
BEGIN
  RETURN here IS NOT NULL AND EXISTS (
    SELECT FROM casework_clientshare s WHERE s.client_id = file AND s.agency_id = here
       AND (about = 'identity' OR s.category = about AND (s.covers_from IS NULL OR written >= s.covers_from))
       AND s.starts <= statement_timestamp() AND (s.ends IS NULL OR s.ends > statement_timestamp()));
END $$;

-- Sessions on whose registers she works, until 24 hours after they close, where her role reads registers only.
CREATE OR REPLACE FUNCTION wall.shifts() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(s.id), '{}') FROM casework_shift h JOIN casework_session s ON s.id = h.session_id
   WHERE h.staff_id = wall.staff() AND s.agency_id = wall.reads('shifts')
     AND (s.closed_at IS NULL OR s.closed_at > statement_timestamp() - interval '24 hours') $$;

-- Search by name, misspelt or as heard. pg_trgm's operators are not leakproof, so behind a policy they cannot use their index.
-- This runs as the owner and applies the client table's own rule before anything is ranked, so that it never names, counts or
-- is slowed down by a woman the searcher may not see.
--   words: the name, plain (lower case, no accents); heard: a code for the sound of each word; most: how many at the most.
-- Equality stands beside likeness because scripts that the database's locale does not know have no trigrams.
-- A name that stayed with a joined file finds the kept one.
-- Returns the client, how like (0 to 1.2), and which kind of name matched best (with "past" where she has given that name up).
-- pg_trgm is loaded first: only then does PostgreSQL know that its thresholds may be set by anyone.
SELECT similarity('', '');
CREATE OR REPLACE FUNCTION wall.search(words text, heard text[], most integer)
RETURNS TABLE (client_id bigint, likeness real, kind text, past boolean)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
SET pg_trgm.similarity_threshold = 0.3 SET pg_trgm.word_similarity_threshold = 0.5 AS $$
  WITH me AS MATERIALIZED (
    SELECT wall.reads('identity') AS agency, wall.blocked() AS blocked, wall.emergency('identity') AS opened),
  open_to_me AS MATERIALIZED (
    SELECT s.client_id FROM casework_clientshare s, me
     WHERE s.agency_id = me.agency AND s.starts <= statement_timestamp() AND (s.ends IS NULL OR s.ends > statement_timestamp())),
  led AS MATERIALIZED (SELECT c.id, c.joined_into_id AS kept FROM casework_client c WHERE c.joined_into_id IS NOT NULL),
  named AS (
    SELECT coalesce(led.kept, n.client_id) AS client_id, n.owner_id, n.plain, n.sounds, n.kind::text AS kind, n.ends IS NOT NULL AS past
      FROM casework_clientname n LEFT JOIN led ON led.id = n.client_id
     WHERE n.plain = words OR n.plain % words OR words <% n.plain OR n.sounds && heard),
  hit AS (
    SELECT n.client_id, n.kind, n.past,
           greatest((n.plain = words)::integer::real, similarity(n.plain, words), word_similarity(words, n.plain) * 0.9,
                    (SELECT count(*) FROM unnest(heard) h WHERE h = ANY (n.sounds))::real / greatest(cardinality(heard), 1) * 0.8)
           + CASE WHEN n.plain = words THEN 0.2 WHEN starts_with(n.plain, words) THEN 0.1 ELSE 0 END AS likeness
      FROM named n, me
     WHERE (n.owner_id = me.agency OR n.client_id = ANY (me.opened) OR n.client_id IN (SELECT o.client_id FROM open_to_me o))
       AND n.client_id <> ALL (me.blocked))
  SELECT DISTINCT ON (best.likeness, best.client_id) best.client_id, best.likeness::real, best.kind, best.past FROM (
    SELECT DISTINCT ON (hit.client_id) hit.* FROM hit ORDER BY hit.client_id, hit.likeness DESC, hit.past) best
   ORDER BY best.likeness DESC, best.client_id LIMIT most $$;

-- Emergency access: asked for by exact reference, or by name and date of birth. What was said of a joined file opens the kept one.
-- No match and several matches answer alike (null), every attempt is kept for the charity's manager, and after five in an hour each is
-- answered with '' and opens nothing.
CREATE OR REPLACE FUNCTION wall.open_emergency(her_reference text, her_name text, her_birth date, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE me bigint := wall.staff(); here bigint := wall.reads('casework'); her casework_client%ROWTYPE; found_ones integer; fits bigint[];
BEGIN
  IF here IS NULL THEN
    RAISE EXCEPTION 'this role may not open files in an emergency' USING ERRCODE = '42501';
  END IF;
  PERFORM pg_advisory_xact_lock(20483, me::integer);
  IF (SELECT count(*) FROM casework_emergencyattempt a
       WHERE a.staff_id = me AND a.at > statement_timestamp() - interval '1 hour') >= 5 THEN
    INSERT INTO casework_emergencyattempt (staff_id, agency_id, at, by_reference) VALUES (me, here, statement_timestamp(), her_reference <> '');
    RETURN '';
  END IF;
  IF her_reference <> '' THEN
    SELECT kept.* INTO her FROM casework_client c JOIN casework_client kept ON kept.id = coalesce(c.joined_into_id, c.id)
     WHERE c.reference = her_reference AND kept.id <> ALL (wall.blocked() || wall.restricted());
    found_ones := CASE WHEN her.id IS NULL THEN 0 ELSE 1 END;
  ELSE
    fits := ARRAY(
      SELECT DISTINCT kept.id FROM casework_clientname n JOIN casework_client c ON c.id = n.client_id
        JOIN casework_client kept ON kept.id = coalesce(c.joined_into_id, c.id)
       WHERE n.plain = her_name AND kept.id <> ALL (wall.blocked() || wall.restricted()) AND (
         kept.born = her_birth OR EXISTS (SELECT FROM casework_client o WHERE o.joined_into_id = kept.id AND o.born = her_birth)));
    found_ones := cardinality(fits);
    IF found_ones = 1 THEN
      SELECT c.* INTO her FROM casework_client c WHERE c.id = fits[1];
    END IF;
  END IF;
  INSERT INTO casework_emergencyattempt (staff_id, agency_id, at, by_reference, client_id, owner_id)
  VALUES (me, here, statement_timestamp(), her_reference <> '', CASE WHEN found_ones = 1 THEN her.id END, CASE WHEN found_ones = 1 THEN her.agency_id END);
  IF found_ones <> 1 THEN
    RETURN NULL;
  END IF;
  IF her.agency_id = here THEN  -- her own agency's file is open to her already
    RETURN her.reference;
  END IF;
  INSERT INTO casework_emergencyaccess (uid, client_id, owner_id, agency_id, made_by_id, made_at, reason, starts, ends)
  VALUES (gen_random_uuid(), her.id, her.agency_id, here, me, statement_timestamp(), why,
          statement_timestamp(), statement_timestamp() + interval '4 hours');
  RETURN her.reference;
END $$;

-- A file that nobody works with any more: she does not want it stored, and the law asks that part of it is kept (Restriction). Not
-- to be called by the application: it is asked for by a signature, a withdrawal, or a manager's decision.
CREATE OR REPLACE FUNCTION wall.put_restriction(file bigint, reason text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO casework_restriction (uid, client_id, owner_id, agency_id, made_by_id, made_at, why, kept_because, lifted_because)
  SELECT gen_random_uuid(), c.id, c.agency_id, c.agency_id, wall.staff(), statement_timestamp(), reason, '', ''
    FROM casework_client c WHERE c.id = file
  ON CONFLICT (client_id) WHERE lifted_at IS NULL DO NOTHING $$;

-- A manager decides that a woman who could never be asked is not to be worked with from a file; her shares, if any, end.
CREATE OR REPLACE FUNCTION wall.restrict_file(file bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM casework_client c WHERE c.id = file AND c.agency_id = wall.reads('view_log') AND c.id <> ALL (wall.blocked()) FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this file is not for this role to restrict' USING ERRCODE = '42501';
  END IF;
  UPDATE casework_clientshare SET ends = greatest(starts, statement_timestamp())
   WHERE client_id = file AND (ends IS NULL OR ends > statement_timestamp());
  PERFORM wall.put_restriction(file, 'never_asked');
END $$;

-- What a manager writes on a restriction: why part of the file is kept and until when, or that it is over and why.
CREATE OR REPLACE FUNCTION wall.restriction_of_mine(number bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM casework_restriction r WHERE r.id = number AND r.lifted_at IS NULL
                    AND r.owner_id = wall.reads('view_log') AND r.client_id <> ALL (wall.blocked())) $$;
CREATE OR REPLACE FUNCTION wall.say_why_kept(number bigint, because text, until date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.restriction_of_mine(number) THEN
    RAISE EXCEPTION 'this restriction is not for this role' USING ERRCODE = '42501';
  END IF;
  UPDATE casework_restriction SET kept_because = because, kept_until = until WHERE id = number;
END $$;
CREATE OR REPLACE FUNCTION wall.lift_restriction(number bigint, because text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT wall.restriction_of_mine(number) THEN
    RAISE EXCEPTION 'this restriction is not for this role' USING ERRCODE = '42501';
  END IF;
  UPDATE casework_restriction SET lifted_at = statement_timestamp(), lifted_by_id = wall.staff(), lifted_because = because WHERE id = number;
END $$;

-- The file that an agency's own record of a woman is about: where that was joined since, the kept one, which the agency may not see.
CREATE OR REPLACE FUNCTION wall.file_of_own_record(number bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(c.joined_into_id, c.id) FROM casework_ownrecord o JOIN casework_client c ON c.id = o.client_id
   WHERE o.id = number AND o.agency_id = wall.reads('identity') AND c.id <> ALL (wall.blocked()) $$;

-- And the other way: an agency's own record of the woman of a file, also where it was begun on one that was joined into it since.
CREATE OR REPLACE FUNCTION wall.own_record_on(file bigint) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.id FROM casework_client c JOIN casework_ownrecord o ON o.client_id = c.id
   WHERE (c.id = file OR c.joined_into_id = file) AND o.agency_id = wall.reads('identity') AND c.id <> ALL (wall.blocked())
   ORDER BY o.id LIMIT 1 $$;

-- What an agency knew of a woman itself stays with the woman whom it was written about.
CREATE OR REPLACE FUNCTION wall.guard_own_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an own record stays with the woman it was written about' USING ERRCODE = '42501';
END $$;
CREATE OR REPLACE TRIGGER guard_own_record BEFORE UPDATE ON casework_ownrecord FOR EACH ROW
  WHEN (current_user = 'dussk_app' AND (NEW.client_id, NEW.owner_id, NEW.agency_id, NEW.made_by_id, NEW.uid)
        IS DISTINCT FROM (OLD.client_id, OLD.owner_id, OLD.agency_id, OLD.made_by_id, OLD.uid)) EXECUTE FUNCTION wall.guard_own_record();
