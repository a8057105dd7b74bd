-- The database and the two logins of this program. Run once, by a database administrator, in psql:
--
--     psql -d postgres -v ON_ERROR_STOP=1 -f docs/roles.sql
--     \password dussk_owner
--     \password dussk_app
--
-- It may be run again and changes nothing that is there. The embedded PostgreSQL is set up with this very
-- file, so what the tests hold for it holds in production.
--
-- dussk_owner owns the database: migrations and housekeeping sign in as it, web hosts never do.
-- dussk_app is whom the web and job processes sign in as. It owns nothing, can make nothing and bypasses
-- nothing: row-level security decides which clients' records it sees.

SELECT 'CREATE ROLE dussk_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dussk_owner') \gexec

SELECT 'CREATE ROLE dussk_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dussk_app') \gexec

-- The owner may step down to the application's login, to see what it sees; never the other way.
SELECT 'GRANT dussk_app TO dussk_owner'
WHERE NOT pg_has_role('dussk_owner', 'dussk_app', 'MEMBER') \gexec

SELECT 'CREATE DATABASE dussk OWNER dussk_owner TEMPLATE template0 ENCODING ''UTF8'''
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'dussk') \gexec

-- All web processes share one login, and whoever shares a login may read its running statements, with what is in them, in
-- pg_stat_activity: so they are not kept there. Nor may the server's own log hold any. Only a superuser can change these back.
ALTER ROLE dussk_app SET track_activities = off;
ALTER ROLE dussk_app SET log_statement = 'none';
ALTER ROLE dussk_app SET log_min_duration_statement = -1;
ALTER ROLE dussk_app SET log_min_error_statement = 'panic';
ALTER ROLE dussk_app SET log_error_verbosity = 'terse';
