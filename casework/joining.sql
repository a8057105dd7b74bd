-- Two files of one woman made one, and made two again. These functions move the rows of every agency, past row security, so each
-- begins by asking whether this is for the caller to do: her agency keeps both files, her role reads casework, and she is blocked
-- from neither. What cannot be done is told by SQLSTATE DJ0xx, which casework/clients/actions/joining.py puts into words.

-- The tables whose rows move with a file. What stays, and why, is in tests/casework/clients/test_joining_tables.py, which fails
-- while a table about clients is in neither.
CREATE OR REPLACE FUNCTION wall.moving_tables() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['casework_alert', 'casework_block', 'casework_clientname', 'casework_contact', 'casework_followup',
               'casework_recruitment', 'casework_safecontact', 'casework_screening', 'casework_statuschange',
               'casework_informationsheet', 'casework_child', 'casework_significantother', 'casework_otheragency',
               'casework_keptfact', 'casework_importantdate', 'casework_assessment', 'casework_journeymark',
               'casework_careplan', 'casework_goal', 'casework_step', 'casework_planversion', 'casework_planreview',
               'casework_paperchoice', 'consent_disclosure', 'consent_referral'] $$;

-- The file that an old reference leads to, where its reader may see that one; null otherwise, and where nothing was joined.
CREATE OR REPLACE FUNCTION wall.leads_to(old_reference text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT kept.id FROM casework_client old JOIN casework_client kept ON kept.id = old.joined_into_id
   WHERE old.reference = old_reference AND kept.id <> ALL (wall.blocked())
     AND (kept.agency_id = wall.reads('identity') OR kept.id = ANY (wall.emergency('identity')) OR EXISTS (
       SELECT FROM casework_clientshare s WHERE s.client_id = kept.id AND s.agency_id = wall.reads('identity')
          AND s.starts <= statement_timestamp() AND (s.ends IS NULL OR s.ends > statement_timestamp()))) $$;

-- A row written on a file at the moment in which it is joined waits for that, goes to the kept file, and is remembered with the
-- rows that were moved. As the owner, because the writer may see neither what joined them nor, any more, the file.
CREATE OR REPLACE FUNCTION wall.write_on_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE into_file bigint; of_joining casework_joining;
BEGIN
  SELECT c.joined_into_id INTO into_file FROM casework_client c WHERE c.id = NEW.client_id FOR KEY SHARE;
  WHILE into_file IS NOT NULL AND NEW.client_id <> into_file LOOP
    SELECT j.* INTO STRICT of_joining FROM casework_joining j WHERE j.joined_id = NEW.client_id AND j.undone_at IS NULL;
    INSERT INTO casework_joinedrow (joining_id, "table", "row", was) VALUES (of_joining.id, TG_TABLE_NAME, NEW.id, '{}')
    ON CONFLICT DO NOTHING;
    NEW.client_id := of_joining.client_id;
  END LOOP;
  RETURN NEW;
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY wall.moving_tables() LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER write_on_kept BEFORE INSERT ON %I FOR EACH ROW'
      ' WHEN (NEW.client_id IS NOT NULL AND current_user = ''dussk_app'') EXECUTE FUNCTION wall.write_on_kept()', t);
    EXECUTE format('CREATE OR REPLACE TRIGGER write_on_kept_later BEFORE UPDATE OF client_id ON %I FOR EACH ROW'
      ' WHEN (NEW.client_id IS DISTINCT FROM OLD.client_id AND NEW.client_id IS NOT NULL AND current_user = ''dussk_app'')'
      ' EXECUTE FUNCTION wall.write_on_kept()', t);
  END LOOP;
END $$;

-- Which file leads where, who keeps it and its reference are never written by hand: only by what runs as the owner.
CREATE OR REPLACE FUNCTION wall.refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a file is joined, or given away, by nobody by hand' USING ERRCODE = '42501';
END $$;
CREATE OR REPLACE TRIGGER guard_client_new BEFORE INSERT ON casework_client FOR EACH ROW
  WHEN (current_user = 'dussk_app' AND NEW.joined_into_id IS NOT NULL) EXECUTE FUNCTION wall.refuse_by_hand();
CREATE OR REPLACE TRIGGER guard_client BEFORE UPDATE ON casework_client FOR EACH ROW
  WHEN (current_user = 'dussk_app' AND (NEW.joined_into_id IS DISTINCT FROM OLD.joined_into_id
        OR NEW.agency_id <> OLD.agency_id OR NEW.reference <> OLD.reference)) EXECUTE FUNCTION wall.refuse_by_hand();

-- What of a file can be chosen when two are joined: the columns of a fact, null where it is none.
CREATE OR REPLACE FUNCTION wall.columns_of(fact text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE fact WHEN 'age' THEN ARRAY['born', 'estimated_age', 'estimated_on']
                   WHEN 'keyworker' THEN ARRAY['keyworker_id']
                   WHEN 'status' THEN ARRAY['status', 'status_on', 'status_word_id']
                   ELSE CASE WHEN fact IN ('language', 'interpreter', 'never_through', 'adjustments', 'adjustments_note',
                                           'what_helps', 'what_to_avoid') THEN ARRAY[fact] END END $$;

CREATE OR REPLACE FUNCTION wall.pick(of_row jsonb, columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT jsonb_object_agg(name, of_row -> name) FROM unnest(columns) name $$;

CREATE OR REPLACE FUNCTION wall.put_facts(file bigint, changes jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE casework_client c
     SET born = n.born, estimated_age = n.estimated_age, estimated_on = n.estimated_on, language = n.language,
         interpreter = n.interpreter, never_through = n.never_through, adjustments = n.adjustments,
         adjustments_note = n.adjustments_note, what_helps = n.what_helps, what_to_avoid = n.what_to_avoid,
         keyworker_id = n.keyworker_id, status = n.status, status_on = n.status_on, status_word_id = n.status_word_id
    FROM casework_client o, jsonb_populate_record(o, changes) n
   WHERE c.id = file AND o.id = file AND changes <> '{}' $$;

-- Nobody is keyworker of a woman from any of whose files she is blocked.
CREATE OR REPLACE FUNCTION wall.kept_away(who bigint, files bigint[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM casework_block b JOIN casework_client c ON c.id = b.client_id
                  WHERE b.blocked_id = who AND b.ended_at IS NULL AND (c.id = ANY (files) OR c.joined_into_id = ANY (files))) $$;

-- How the service stands with her, from the changes on her file; null where there are none.
CREATE OR REPLACE FUNCTION wall.latest_status(file bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('status', s.status, 'status_on', s."on", 'status_word_id', s.word_id)
    FROM casework_statuschange s WHERE s.client_id = file ORDER BY s."on" DESC, s.id DESC LIMIT 1 $$;

-- When a file is open to an agency from a moment on: for one category, or for any (null), which says who she is.
CREATE OR REPLACE FUNCTION wall.open_times(file bigint, to_agency bigint, about text, since timestamptz) RETURNS tstzmultirange
LANGUAGE sql STABLE AS $$
  SELECT coalesce(range_agg(tstzrange(s.starts, s.ends) * tstzrange(since, NULL)), '{}') FROM casework_clientshare s
   WHERE s.client_id = file AND s.agency_id = to_agency AND (about IS NULL OR s.category = about) $$;

-- The narrower sharing, agency by agency and category by category: open only when both files were. It is written into the shares
-- themselves; the joined file's all end. A share that is open in several stretches becomes several. Where one file was open in one
-- category and the other in another, both let that agency know who she is, and so does a new share of identity.
-- What was written before a moment stays closed where it is closed on either file: the later of the two moments.
CREATE OR REPLACE FUNCTION wall.narrow_shares(joining bigint, kept casework_client, twin casework_client) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE now_is timestamptz := statement_timestamp(); other bigint; s casework_clientshare; known tstzmultirange; both_open tstzmultirange;
        stretch tstzrange; made bigint[] := '{}'; covered timestamptz;
BEGIN
  INSERT INTO casework_joinedshare (joining_id, share_id, starts_before, ends_before, starts_after, ends_after, covers_before)
  SELECT joining, c.id, c.starts, c.ends, c.starts, c.ends, c.covers_from FROM casework_clientshare c WHERE c.client_id IN (kept.id, twin.id);
  FOR other IN SELECT DISTINCT c.agency_id FROM casework_clientshare c WHERE c.client_id = kept.id AND (c.ends IS NULL OR c.ends > now_is) LOOP
    known := wall.open_times(kept.id, other, NULL, now_is) * wall.open_times(twin.id, other, NULL, now_is);
    FOR s IN SELECT c.* FROM casework_clientshare c WHERE c.client_id = kept.id AND c.agency_id = other
                AND (c.ends IS NULL OR c.ends > now_is) ORDER BY c.id LOOP
      both_open := wall.open_times(twin.id, other, nullif(s.category, 'identity'), now_is)
                   * tstzmultirange(tstzrange(s.starts, s.ends));
      covered := greatest(s.covers_from, (
        SELECT max(c.covers_from) FROM casework_clientshare c WHERE c.client_id = twin.id AND c.agency_id = other
           AND c.category = s.category AND (c.ends IS NULL OR c.ends > now_is)));
      UPDATE casework_clientshare SET covers_from = covered WHERE id = s.id AND covers_from IS DISTINCT FROM covered;
      -- What is open now stays open in the row that it is, up to the end of its first stretch.
      IF s.starts > now_is AND NOT isempty(both_open) THEN
        UPDATE casework_clientshare SET starts = lower(both_open), ends = (SELECT upper(r) FROM unnest(both_open) r LIMIT 1) WHERE id = s.id;
        both_open := both_open - tstzmultirange((SELECT r FROM unnest(both_open) r LIMIT 1));
      ELSIF s.starts <= now_is AND both_open @> now_is THEN
        UPDATE casework_clientshare SET ends = (SELECT upper(r) FROM unnest(both_open) r LIMIT 1) WHERE id = s.id;
        both_open := both_open - tstzmultirange((SELECT r FROM unnest(both_open) r LIMIT 1));
      ELSE
        UPDATE casework_clientshare SET ends = greatest(starts, now_is) WHERE id = s.id;
      END IF;
      FOR stretch IN SELECT r FROM unnest(both_open) r LOOP
        made := made || wall.add_share(kept, other, s.category, stretch, now_is, covered);
      END LOOP;
    END LOOP;
    FOR stretch IN SELECT r FROM unnest(known - wall.open_times(kept.id, other, NULL, now_is)) r LOOP
      made := made || wall.add_share(kept, other, 'identity', stretch, now_is, NULL);
    END LOOP;
  END LOOP;
  UPDATE casework_clientshare c SET ends = greatest(c.starts, now_is) WHERE c.client_id = twin.id AND (c.ends IS NULL OR c.ends > now_is);
  UPDATE casework_joinedshare n SET starts_after = c.starts, ends_after = c.ends FROM casework_clientshare c
   WHERE n.joining_id = joining AND c.id = n.share_id AND (n.starts_after, n.ends_after) IS DISTINCT FROM (c.starts, c.ends);
  -- One that the joining made opened nothing before it.
  INSERT INTO casework_joinedshare (joining_id, share_id, starts_before, ends_before, starts_after, ends_after)
  SELECT joining, c.id, c.starts, c.starts, c.starts, c.ends FROM casework_clientshare c WHERE c.id = ANY (made);
END $$;

DROP FUNCTION IF EXISTS wall.add_share(casework_client, bigint, text, tstzrange, timestamptz);
CREATE OR REPLACE FUNCTION wall.add_share(file casework_client, to_agency bigint, about text, stretch tstzrange, at timestamptz,
                                          covers timestamptz)
RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO casework_clientshare (client_id, owner_id, agency_id, category, starts, ends, covers_from, made_by_id, made_at)
  VALUES (file.id, file.agency_id, to_agency, about, lower(stretch), upper(stretch), covers, wall.staff(), at) RETURNING id $$;

-- Move the rows of one file to the other and remember them. Names that stand on the kept file already stay where they are, and so
-- does a block of somebody who is blocked from that one as well: wall.blocked() and wall.search() look at both.
CREATE OR REPLACE FUNCTION wall.move_rows(joining bigint, kept bigint, twin bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t text;
BEGIN
  WITH moved AS (
    UPDATE casework_clientname n SET client_id = kept, kind = CASE WHEN n.kind = 'called' AND n.ends IS NULL THEN 'other' ELSE n.kind END
      FROM (SELECT id, kind FROM casework_clientname WHERE client_id = twin) o
     WHERE o.id = n.id AND (n.ends IS NOT NULL OR NOT EXISTS (
       SELECT FROM casework_clientname k WHERE k.ends IS NULL AND k.plain = n.plain
          AND (k.client_id = kept AND k.kind = n.kind OR n.kind = 'called' AND k.kind = 'other' AND k.client_id IN (kept, twin))))
    RETURNING n.id, CASE WHEN o.kind = n.kind THEN '{}' ELSE jsonb_build_object('kind', o.kind) END AS was)
  INSERT INTO casework_joinedrow (joining_id, "table", "row", was) SELECT joining, 'casework_clientname', id, was FROM moved;
  WITH moved AS (
    UPDATE casework_contact n
       SET client_id = kept,
           second_line = n.second_line OR (n.session_id IS NOT NULL AND n.mistake_at IS NULL AND EXISTS (
             SELECT FROM casework_contact k WHERE k.client_id = kept AND k.session_id = n.session_id
                AND k.mistake_at IS NULL AND NOT k.second_line))
      FROM (SELECT id, second_line FROM casework_contact WHERE client_id = twin) o
     WHERE o.id = n.id
    RETURNING n.id, CASE WHEN o.second_line = n.second_line THEN '{}' ELSE '{"second_line": false}'::jsonb END AS was)
  INSERT INTO casework_joinedrow (joining_id, "table", "row", was) SELECT joining, 'casework_contact', id, was FROM moved;
  WITH moved AS (
    UPDATE casework_block n SET client_id = kept
     WHERE n.client_id = twin AND (n.ended_at IS NOT NULL OR NOT EXISTS (
       SELECT FROM casework_block k WHERE k.client_id = kept AND k.blocked_id = n.blocked_id AND k.ended_at IS NULL))
    RETURNING n.id)
  INSERT INTO casework_joinedrow (joining_id, "table", "row", was) SELECT joining, 'casework_block', id, '{}' FROM moved;
  FOREACH t IN ARRAY wall.moving_tables() LOOP
    CONTINUE WHEN t IN ('casework_clientname', 'casework_contact', 'casework_block');
    EXECUTE format('WITH moved AS (UPDATE %I SET client_id = $1 WHERE client_id = $2 RETURNING id)'
      ' INSERT INTO casework_joinedrow (joining_id, "table", "row", was) SELECT $3, %L, id, ''{}'' FROM moved', t, t)
      USING kept, twin, joining;
  END LOOP;
  -- Files that were joined into this one earlier lead straight to the kept one, so that no chain has to be followed.
  WITH moved AS (UPDATE casework_client SET joined_into_id = kept WHERE joined_into_id = twin RETURNING id)
  INSERT INTO casework_joinedrow (joining_id, "table", "row", was) SELECT joining, 'casework_client', id, '{}' FROM moved;
END $$;

-- What the kept file says from now on where the joined one holds (or both do), as {fact: {was, became}}.
CREATE OR REPLACE FUNCTION wall.chosen_facts(kept casework_client, twin casework_client, holds jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE fact text; chosen text; a jsonb := to_jsonb(kept); b jsonb := to_jsonb(twin); became jsonb; facts jsonb := '{}';
BEGIN
  FOR fact, chosen IN SELECT key, value FROM jsonb_each_text(holds) LOOP
    IF wall.columns_of(fact) IS NULL OR fact = 'status' OR chosen NOT IN ('kept', 'joined', 'both') THEN
      RAISE EXCEPTION 'no such choice' USING ERRCODE = '22023';
    END IF;
    CONTINUE WHEN chosen = 'kept';
    IF chosen = 'joined' THEN
      became := wall.pick(b, wall.columns_of(fact));
    ELSIF fact = 'adjustments' THEN
      became := jsonb_build_object(fact, (SELECT coalesce(jsonb_agg(DISTINCT v), '[]') FROM jsonb_array_elements((a -> fact) || (b -> fact)) v));
    ELSIF fact IN ('never_through', 'adjustments_note', 'what_helps', 'what_to_avoid') THEN
      became := jsonb_build_object(fact, concat_ws(E'\n', nullif(a ->> fact, ''), nullif(b ->> fact, '')));
    ELSE
      RAISE EXCEPTION 'not both' USING ERRCODE = '22023';
    END IF;
    facts := facts || jsonb_build_object(fact, jsonb_build_object('was', wall.pick(a, wall.columns_of(fact)), 'became', became));
  END LOOP;
  RETURN facts;
END $$;

-- Join a file into another.
--   kept, twin: the two files; why: how it is known; holds: for each fact, which file's holds ('kept', 'joined', or 'both' for notes).
-- Returns the joining. DJ001 one and the same file; DJ002 the kept file has been joined itself; DJ003 the other one has.
CREATE OR REPLACE FUNCTION wall.join_files(kept bigint, twin bigint, why text, holds jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE here bigint := wall.reads('casework'); a casework_client; b casework_client; joining bigint; facts jsonb; t text; newest bigint;
        latest jsonb := '{}'; keyworker bigint; became jsonb;
BEGIN
  PERFORM FROM casework_client c WHERE c.agency_id = here AND (c.id IN (kept, twin) OR c.joined_into_id = twin) ORDER BY c.id FOR UPDATE;
  SELECT c.* INTO a FROM casework_client c WHERE c.id = kept AND c.agency_id = here AND c.id <> ALL (wall.blocked());
  SELECT c.* INTO b FROM casework_client c WHERE c.id = twin AND c.agency_id = here AND c.id <> ALL (wall.blocked());
  IF a.id IS NULL OR b.id IS NULL THEN
    RAISE EXCEPTION 'these files are not for this role to join' USING ERRCODE = '42501';
  ELSIF kept = twin THEN
    RAISE EXCEPTION 'one file' USING ERRCODE = 'DJ001';
  ELSIF a.joined_into_id IS NOT NULL THEN
    RAISE EXCEPTION 'the kept file has been joined' USING ERRCODE = 'DJ002';
  ELSIF b.joined_into_id IS NOT NULL THEN
    RAISE EXCEPTION 'the file has been joined' USING ERRCODE = 'DJ003';
  END IF;
  facts := wall.chosen_facts(a, b, holds);
  INSERT INTO casework_joining (uid, client_id, owner_id, agency_id, made_by_id, made_at, joined_id, reason, before, undo_reason)
  VALUES (gen_random_uuid(), kept, here, here, wall.staff(), statement_timestamp(), twin, why, '{}', '') RETURNING id INTO joining;
  PERFORM wall.narrow_shares(joining, a, b);
  PERFORM wall.move_rows(joining, kept, twin);
  UPDATE casework_client SET joined_into_id = kept WHERE id = twin;
  keyworker := coalesce(facts -> 'keyworker' -> 'became', wall.pick(to_jsonb(a), ARRAY['keyworker_id'])) ->> 'keyworker_id';
  IF wall.kept_away(keyworker, ARRAY[kept]) THEN
    facts := facts || jsonb_build_object('keyworker', jsonb_build_object(
      'was', wall.pick(to_jsonb(a), ARRAY['keyworker_id']), 'became', '{"keyworker_id": null}'::jsonb));
  END IF;
  became := wall.latest_status(kept);
  IF EXISTS (SELECT FROM casework_joinedrow m WHERE m.joining_id = joining AND m."table" = 'casework_statuschange') THEN
    facts := facts || jsonb_build_object('status', jsonb_build_object('was', wall.pick(to_jsonb(a), wall.columns_of('status')), 'became', became));
  END IF;
  PERFORM wall.put_facts(kept, (SELECT coalesce(jsonb_object_agg(c.key, c.value), '{}') FROM jsonb_each(facts) f, jsonb_each(f.value -> 'became') c));
  FOREACH t IN ARRAY wall.moving_tables() || 'casework_clientshare'::text LOOP
    EXECUTE format('SELECT coalesce(max(id), 0) FROM %I', t) INTO newest;
    latest := latest || jsonb_build_object(t, newest);
  END LOOP;
  UPDATE casework_joining SET before = jsonb_build_object('facts', facts, 'latest', latest) WHERE id = joining;
  RETURN joining;
END $$;

-- A joining, where it is for the caller to undo; nothing otherwise.
CREATE OR REPLACE FUNCTION wall.joining_to_undo(number bigint) RETURNS SETOF casework_joining LANGUAGE sql STABLE AS $$
  SELECT j.* FROM casework_joining j WHERE j.id = number AND j.owner_id = wall.reads('casework')
     AND j.client_id <> ALL (wall.blocked()) AND j.joined_id <> ALL (wall.blocked()) $$;

-- What was written on the kept file since: of every agency, and nothing of what it says. A follow-up goes with its contact, a screening
-- with its offer, a referral with the release that it stands on, a plan with the assessment that it was made from, and what is in a plan
-- with that plan: none of them is asked for; nor is what another joining brought.
CREATE OR REPLACE FUNCTION wall.tables_of_plans() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['casework_goal', 'casework_step', 'casework_planversion', 'casework_planreview'] $$;
CREATE OR REPLACE FUNCTION wall.written_since(number bigint) RETURNS TABLE ("table" text, "row" bigint, agency_id bigint, at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE j casework_joining; t text;
BEGIN
  SELECT * INTO j FROM wall.joining_to_undo(number);
  IF j.id IS NULL THEN
    RAISE EXCEPTION 'this joining is not for this role to undo' USING ERRCODE = '42501';
  END IF;
  FOREACH t IN ARRAY wall.moving_tables() LOOP
    RETURN QUERY EXECUTE format(
      'SELECT %L::text, r.id, r.agency_id, r.made_at FROM %I r WHERE r.client_id = $1 AND r.id > $2 AND NOT EXISTS ('
      ' SELECT FROM casework_joinedrow m JOIN casework_joining o ON o.id = m.joining_id'
      ' WHERE o.client_id = $1 AND o.undone_at IS NULL AND m."table" = %L AND m."row" = r.id) %s ORDER BY r.made_at, r.id',
      t, t, t, CASE WHEN t = 'casework_followup' THEN 'AND r.contact_id IS NULL' WHEN t = 'consent_referral' THEN 'AND r.disclosure_id IS NULL'
           WHEN t = 'casework_careplan' THEN 'AND r.assessment_id IS NULL' WHEN t = ANY (wall.tables_of_plans() || 'casework_screening'::text) THEN 'AND false' END)
      USING j.client_id, coalesce((j.before -> 'latest' ->> t)::bigint, 0);
  END LOOP;
  RETURN QUERY SELECT 'casework_clientshare', s.id, s.agency_id, s.made_at FROM casework_clientshare s
    WHERE s.client_id = j.client_id AND s.id > coalesce((j.before -> 'latest' ->> 'casework_clientshare')::bigint, 0)
      AND NOT EXISTS (SELECT FROM casework_joinedshare n WHERE n.share_id = s.id AND n.starts_before = n.ends_before)
    ORDER BY s.made_at, s.id;
END $$;

-- Everybody is called something: the name that came last, taken up again where it had been given up for another's.
CREATE OR REPLACE FUNCTION wall.settle_name(file bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE casework_clientname SET ends = NULL WHERE id = (
    SELECT n.id FROM casework_clientname n WHERE n.client_id = file AND n.kind = 'called' AND NOT EXISTS (
      SELECT FROM casework_joinedrow m JOIN casework_joining o ON o.id = m.joining_id
       WHERE o.client_id = file AND o.undone_at IS NULL AND m."table" = 'casework_clientname' AND m."row" = n.id)
     ORDER BY n.ends DESC NULLS FIRST, n.id DESC LIMIT 1) AND ends IS NOT NULL;
  UPDATE casework_client c SET called = n.name, sort_key = n.plain FROM casework_clientname n
   WHERE c.id = file AND n.client_id = file AND n.kind = 'called' AND n.ends IS NULL AND c.called <> n.name $$;

-- One line of each register is her first, where any counts.
CREATE OR REPLACE FUNCTION wall.settle_lines(file bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE casework_contact SET second_line = false WHERE id IN (
    SELECT min(c.id) FROM casework_contact c WHERE c.client_id = file AND c.session_id IS NOT NULL AND c.mistake_at IS NULL
     GROUP BY c.session_id HAVING bool_and(c.second_line)) $$;

-- When joinings that were undone were made, and undone, of the files that were kept: what such a file says was another woman's in between.
-- It says when, and nothing of the other file: so also to whoever is blocked from that one. History has the moment of its transaction.
CREATE OR REPLACE FUNCTION wall.joined_by_mistake(files bigint[]) RETURNS TABLE (file bigint, at timestamptz, undone boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT j.client_id, e.pgh_created_at, e.undone_at IS NOT NULL
    FROM casework_joining j JOIN casework_joiningevent e ON e.pgh_obj_id = j.id
   WHERE j.undone_at IS NOT NULL AND j.client_id = ANY (files) AND j.owner_id = wall.reads('identity')
     AND j.client_id <> ALL (wall.blocked()) $$;

-- What papers for either woman leave out, once files are two again. Nobody knows which of them said what while they were one, and a paper
-- that says too much may be read by whoever she lives with: so all that either had said holds again, and what was said since holds for both.
CREATE OR REPLACE FUNCTION wall.settle_papers(j casework_joining) RETURNS void LANGUAGE sql AS $$
  UPDATE casework_paperchoice SET ended_at = NULL, ended_by_id = NULL
   WHERE client_id IN (j.client_id, j.joined_id) AND ended_at >= j.made_at;
  INSERT INTO casework_paperchoice (uid, client_id, owner_id, agency_id, made_by_id, made_at, leaves_out, words, no_paper, why)
  SELECT gen_random_uuid(), o.id, o.agency_id, p.agency_id, p.made_by_id, p.made_at, p.leaves_out, p.words, p.no_paper, p.why
    FROM casework_paperchoice p JOIN casework_client o ON o.id IN (j.client_id, j.joined_id) AND o.id <> p.client_id
   WHERE p.client_id IN (j.client_id, j.joined_id) AND p.id > coalesce((j.before -> 'latest' ->> 'casework_paperchoice')::bigint, 0)
     AND NOT EXISTS (SELECT FROM casework_joinedrow m JOIN casework_joining i ON i.id = m.joining_id
                      WHERE i.undone_at IS NULL AND m."table" = 'casework_paperchoice' AND m."row" = p.id)
   ORDER BY p.id, o.id $$;

-- Undo a joining.
--   number: the joining; why: how it is known; answers: {"table-row": "kept" or "joined"} for every row of wall.written_since.
-- DJ004 something written since has no answer; DJ005 the kept file has been joined on; DJ006 it has been undone already.
CREATE OR REPLACE FUNCTION wall.undo_joining(number bigint, why text, answers jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE j casework_joining; kept casework_client; t text; going bigint[]; given bigint[]; facts jsonb; renamed boolean; file bigint;
BEGIN
  SELECT * INTO j FROM wall.joining_to_undo(number);
  IF j.id IS NULL THEN
    RAISE EXCEPTION 'this joining is not for this role to undo' USING ERRCODE = '42501';
  END IF;
  PERFORM FROM casework_client c WHERE c.id IN (j.client_id, j.joined_id) OR c.joined_into_id = j.client_id ORDER BY c.id FOR UPDATE;
  SELECT * INTO j FROM casework_joining WHERE id = number;
  SELECT c.* INTO kept FROM casework_client c WHERE c.id = j.client_id;
  IF j.undone_at IS NOT NULL THEN
    RAISE EXCEPTION 'undone already' USING ERRCODE = 'DJ006';
  ELSIF kept.joined_into_id IS NOT NULL THEN
    RAISE EXCEPTION 'joined on further' USING ERRCODE = 'DJ005';
  ELSIF EXISTS (SELECT FROM wall.written_since(number) w
                 WHERE coalesce(answers ->> (w."table" || '-' || w."row"), '') NOT IN ('kept', 'joined')) THEN
    RAISE EXCEPTION 'not every row has an answer' USING ERRCODE = 'DJ004';
  END IF;
  UPDATE casework_client SET joined_into_id = NULL WHERE id = j.joined_id;
  UPDATE casework_client c SET joined_into_id = j.joined_id FROM casework_joinedrow m
   WHERE m.joining_id = number AND m."table" = 'casework_client' AND m."row" = c.id AND c.joined_into_id = j.client_id;
  FOREACH t IN ARRAY wall.moving_tables() || 'casework_clientshare'::text LOOP
    given := ARRAY(SELECT w."row" FROM wall.written_since(number) w
                    WHERE w."table" = t AND answers ->> (w."table" || '-' || w."row") = 'joined');
    going := given || ARRAY(SELECT m."row" FROM casework_joinedrow m WHERE m.joining_id = number AND m."table" = t);
    IF t = 'casework_clientname' THEN
      -- A name she asked for since is the later wish: then the one she had is another name of hers.
      renamed := EXISTS (SELECT FROM casework_clientname n WHERE n.id = ANY (given) AND n.kind = 'called' AND n.ends IS NULL);
      UPDATE casework_clientname n SET client_id = j.joined_id, kind = CASE WHEN renamed THEN n.kind ELSE coalesce(m.was ->> 'kind', n.kind) END
        FROM unnest(going) g LEFT JOIN casework_joinedrow m ON m.joining_id = number AND m."table" = t AND m."row" = g
       WHERE n.id = g AND n.client_id = j.client_id;
    ELSE
      EXECUTE format('UPDATE %I SET client_id = $1 WHERE id = ANY ($2) AND client_id = $3', t) USING j.joined_id, going, j.client_id;
    END IF;
  END LOOP;
  UPDATE casework_followup f SET client_id = j.joined_id FROM casework_contact c
   WHERE c.id = f.contact_id AND c.client_id = j.joined_id AND f.client_id = j.client_id;
  UPDATE casework_screening s SET client_id = j.joined_id FROM casework_recruitment r
   WHERE r.id = s.recruitment_id AND r.client_id = j.joined_id AND s.client_id = j.client_id;
  UPDATE casework_careplan p SET client_id = j.joined_id FROM casework_assessment a
   WHERE a.id = p.assessment_id AND a.client_id = j.joined_id AND p.client_id = j.client_id;
  FOREACH t IN ARRAY wall.tables_of_plans() LOOP
    EXECUTE format('UPDATE %I r SET client_id = p.client_id FROM casework_careplan p WHERE p.client_id = $1 AND r.client_id = $2 AND p.id = %s',
      t, CASE t WHEN 'casework_step' THEN '(SELECT g.plan_id FROM casework_goal g WHERE g.id = r.goal_id)' ELSE 'r.plan_id' END)
      USING j.joined_id, j.client_id;
  END LOOP;
  -- A plan that was ended since was one of two that stood on one file: each woman has hers again.
  UPDATE casework_careplan p SET ended_at = NULL, ended_by_id = NULL, ended_why = ''
   WHERE p.client_id IN (j.client_id, j.joined_id) AND p.ended_at >= j.made_at;
  UPDATE consent_referral r SET client_id = d.client_id FROM consent_disclosure d
   WHERE d.id = r.disclosure_id AND d.client_id = j.joined_id AND r.client_id = j.client_id;
  PERFORM wall.give_back_facts(j.client_id, j.joined_id);
  UPDATE casework_contact SET second_line = false WHERE id IN (
    SELECT min(c.id) FROM casework_contact c JOIN casework_joinedrow m ON m.joining_id = number AND m."table" = 'casework_contact'
           AND m."row" = c.id AND m.was ? 'second_line'
     WHERE c.client_id = j.joined_id AND c.second_line AND NOT EXISTS (
       SELECT FROM casework_contact k WHERE k.client_id = c.client_id AND k.session_id = c.session_id AND k.mistake_at IS NULL AND NOT k.second_line)
     GROUP BY c.session_id);
  -- What the joining changed on the kept file goes back to what it was, where nobody has changed it since.
  SELECT coalesce(jsonb_object_agg(c.key, c.value), '{}') INTO facts FROM jsonb_each(j.before -> 'facts') f, jsonb_each(f.value -> 'was') c
   WHERE wall.pick(to_jsonb(kept), wall.columns_of(f.key)) = f.value -> 'became';
  facts := facts || coalesce(wall.latest_status(j.client_id), '{}');
  PERFORM wall.put_facts(j.client_id, facts), wall.put_facts(j.joined_id, coalesce(wall.latest_status(j.joined_id), '{}'));
  FOREACH file IN ARRAY ARRAY[j.client_id, j.joined_id] LOOP
    PERFORM wall.settle_name(file), wall.settle_lines(file);
    UPDATE casework_client c SET keyworker_id = NULL WHERE c.id = file AND wall.kept_away(c.keyworker_id, ARRAY[file]);
  END LOOP;
  PERFORM wall.settle_papers(j);
  -- Shares open again as before only with an agency with which nothing was agreed or withdrawn since.
  UPDATE casework_clientshare s SET starts = n.starts_before, ends = n.ends_before, covers_from = n.covers_before FROM casework_joinedshare n
   WHERE n.joining_id = number AND n.share_id = s.id
     AND (n.starts_before, n.ends_before, n.covers_before) IS DISTINCT FROM (n.starts_after, n.ends_after, s.covers_from)
     AND NOT EXISTS (
       SELECT FROM casework_clientshare o LEFT JOIN casework_joinedshare r ON r.joining_id = number AND r.share_id = o.id
        WHERE o.client_id IN (j.client_id, j.joined_id) AND o.agency_id = s.agency_id
          AND CASE WHEN r.id IS NOT NULL THEN (o.starts, o.ends) IS DISTINCT FROM (r.starts_after, r.ends_after)
              -- One that another joining made and its undoing ended was never agreed: it says nothing of her wishes.
              ELSE o.ends IS DISTINCT FROM o.starts OR NOT EXISTS (
                SELECT FROM casework_joinedshare n2 WHERE n2.share_id = o.id AND n2.starts_before = n2.ends_before) END);
  UPDATE casework_joining SET undone_at = statement_timestamp(), undone_by_id = wall.staff(), undo_reason = why WHERE id = number;
END $$;
