-- The lines of reports by site: what stands on many pages is the site's. `line` is a hash of a line's letters; `keys`
-- (those of all its lines) and `repeated` (those taken for the site's own) are packed, 8 bytes each.
CREATE TABLE site (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE site_report (
    report INTEGER PRIMARY KEY, site INTEGER NOT NULL, keys BLOB NOT NULL, repeated BLOB NOT NULL
);
CREATE INDEX site_report_site ON site_report (site, report);
CREATE TABLE site_line (
    site INTEGER NOT NULL, line INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (site, line, report)
) WITHOUT ROWID;
