-- Whether the rows of an import lie in order of their pairs, so that a question about two countries reads a few of them:
-- true for large files, whose rows are written in that order, and for all after the table was put in order as a whole.
ALTER TABLE imports ADD COLUMN settled BOOLEAN DEFAULT false;

-- What was mended while it was read: JSON, kind -> count.
ALTER TABLE imports ADD COLUMN repaired VARCHAR DEFAULT '{}';
