-- Who may do what in a database that holds a store: kawat_writer makes the tables, adds and judges; kawat_reader
-- reads. An administrator runs it in that database, before the first 'kawat add' or later, as often as need be:
--
--   psql --dbname kawat --set ON_ERROR_STOP=1 --file roles.sql
--
-- With --set writer_password=... and --set reader_password=... the roles get these; else '\password kawat_reader'.
\set QUIET on
SELECT format('CREATE ROLE %I LOGIN', role)
  FROM unnest(ARRAY['kawat_writer', 'kawat_reader']) AS role
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec

\if :{?writer_password}
ALTER ROLE kawat_writer PASSWORD :'writer_password';
\endif
\if :{?reader_password}
ALTER ROLE kawat_reader PASSWORD :'reader_password';
\endif
ALTER ROLE kawat_reader SET default_transaction_read_only = on;

-- nobody else gets in
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT, CREATE ON DATABASE %I TO kawat_writer', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO kawat_reader', current_database()) \gexec

-- what the writer will make, now and after an upgrade
ALTER DEFAULT PRIVILEGES FOR ROLE kawat_writer GRANT USAGE ON SCHEMAS TO kawat_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE kawat_writer GRANT SELECT ON TABLES TO kawat_reader;
-- and what is there
SELECT format('GRANT USAGE ON SCHEMA %I TO kawat_reader', nspname)
  FROM pg_namespace WHERE nspname IN ('kawat', 'kawat_as_of') \gexec
SELECT format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO kawat_reader', nspname)
  FROM pg_namespace WHERE nspname IN ('kawat', 'kawat_as_of') \gexec
