-- What becomes of long work is written by these alone. Whoever does it may have lost her post since she asked, so they do not ask who
-- is asking, but whether it is the application that calls: the proof binds backend and job. The ids of jobs stand in the queue, which is
-- open, so that knowing one is not enough.
CREATE OR REPLACE FUNCTION wall.prove_job(job uuid, proof text) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF proof IS DISTINCT FROM wall.mac(concat_ws('|', 'job', pg_backend_pid(), job)) THEN
    RAISE EXCEPTION 'that this is the runner was not proved' USING ERRCODE = '42501';
  END IF;
END $$;

-- Take a job up: once more counted, and told whose it is. Nothing where it has ended.
CREATE OR REPLACE FUNCTION wall.begin_job(job uuid, proof text) RETURNS TABLE (staff bigint, agency bigint, tries integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM wall.prove_job(job, proof);
  RETURN QUERY UPDATE jobs_job j SET started_at = clock_timestamp(), tries = j.tries + 1, done = 0, "of" = 0
   WHERE j.uid = job AND j.outcome = '' RETURNING j.staff_id, j.agency_id, j.tries::integer;
END $$;

-- How far it has come. False where it has ended, or somebody else has taken it up since: whoever does it stops.
CREATE OR REPLACE FUNCTION wall.tell_job(job uuid, proof text, this_try integer, so_far integer, of_all integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM wall.prove_job(job, proof);
  UPDATE jobs_job j SET done = so_far, "of" = of_all WHERE j.uid = job AND j.outcome = '' AND j.tries = this_try;
  RETURN FOUND;
END $$;

-- It has ended. False where it had already, or is another's by now: then nothing of this try may be saved.
CREATE OR REPLACE FUNCTION wall.end_job(job uuid, proof text, this_try integer, how text, words text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM wall.prove_job(job, proof);
  UPDATE jobs_job j SET outcome = how, said = words, ended_at = clock_timestamp()
   WHERE j.uid = job AND j.outcome = '' AND j.tries = this_try;
  RETURN FOUND;
END $$;

-- Whoever asked for it does not want it any more.
CREATE OR REPLACE FUNCTION wall.cancel_job(job uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE jobs_job j SET outcome = 'cancelled', said = 'You cancelled it. Nothing of it was saved', ended_at = clock_timestamp()
   WHERE j.uid = job AND j.outcome = '' AND j.staff_id = wall.staff() AND j.agency_id = wall.agency();
  RETURN FOUND;
END $$;

-- What jobs made is gone after a day, whoever asks; that there was one, after a month.
CREATE OR REPLACE FUNCTION wall.forget_jobs() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE gone integer;
BEGIN
  DELETE FROM jobs_jobresult r WHERE r.made_at < clock_timestamp() - interval '24 hours';
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM jobs_jobresult r USING jobs_job j WHERE j.id = r.job_id AND j.ended_at < clock_timestamp() - interval '30 days';
  DELETE FROM jobs_job j WHERE j.ended_at < clock_timestamp() - interval '30 days';
  RETURN gone;
END $$;
