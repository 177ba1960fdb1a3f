/** Layout 1. STRICT, so that a wrong type is an error and not a surprise years later. */
export const LAYOUT = 1;
export const TABLES = `
CREATE TABLE events (
  sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
  run           TEXT NOT NULL,
  version       INTEGER NOT NULL,
  type          TEXT NOT NULL,
  event_version INTEGER NOT NULL,
  engine        TEXT NOT NULL,
  payload       TEXT NOT NULL,
  previous      TEXT NOT NULL,
  hash          TEXT NOT NULL,
  UNIQUE (run, version)
) STRICT;
CREATE TABLE holds (hold TEXT PRIMARY KEY, run TEXT NOT NULL) STRICT;
CREATE TABLE run_numbers (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE documents (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE leases (run TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE presences (holder TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
CREATE TABLE progress (run TEXT NOT NULL, operation TEXT NOT NULL, session TEXT NOT NULL, report TEXT NOT NULL,
  PRIMARY KEY (run, operation, session)) STRICT;
CREATE TABLE slack_messages (run TEXT NOT NULL, subject TEXT NOT NULL, channel TEXT NOT NULL, ts TEXT NOT NULL,
  drawn_hash TEXT NOT NULL, PRIMARY KEY (run, subject)) STRICT;
CREATE TABLE preferences (person TEXT PRIMARY KEY, language TEXT NOT NULL) STRICT;
`;
