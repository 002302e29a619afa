-- Which earlier report of its site a report is a version of, itself when of none: known from the lines alone, however
-- far linking has come. What is there already stands for what its copies stand for.
ALTER TABLE site_report ADD COLUMN version bigint;
UPDATE site_report SET version = (SELECT origin FROM report WHERE no = site_report.report);
