-- Times are RFC 3339 text in UTC with nine digits of a second, so that they
-- sort as text; '' is "never". Blobs named data are JSON of their writers.
-- Everything is scoped by account, which is an e-mail address.

CREATE TABLE account (
    account    TEXT NOT NULL PRIMARY KEY,
    first_pass TEXT NOT NULL,
    last_pass  TEXT NOT NULL
) STRICT;

CREATE TABLE mail (
    account  TEXT    NOT NULL,
    identity TEXT    NOT NULL,
    received TEXT    NOT NULL,
    relevant INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    PRIMARY KEY (account, identity)
) STRICT;
CREATE INDEX mail_received ON mail (account, received);

CREATE TABLE sighting (
    account     TEXT    NOT NULL,
    folder      TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    identity    TEXT    NOT NULL,
    PRIMARY KEY (account, folder, uidvalidity, uid),
    FOREIGN KEY (account, identity) REFERENCES mail (account, identity) ON DELETE CASCADE
) STRICT;
CREATE INDEX sighting_identity ON sighting (account, identity);

CREATE TABLE cursor (
    account     TEXT    NOT NULL,
    folder      TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    last_uid    INTEGER NOT NULL,
    modseq      INTEGER NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT;

CREATE TABLE draft (
    account     TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    ask         TEXT    NOT NULL,
    action      TEXT    NOT NULL,
    revision    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    folder      TEXT    NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uid         INTEGER NOT NULL,
    at          TEXT    NOT NULL,
    data        BLOB    NOT NULL,
    PRIMARY KEY (account, key)
) STRICT;

CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    key     TEXT NOT NULL,
    step    TEXT NOT NULL,
    at      TEXT NOT NULL,
    detail  TEXT NOT NULL
) STRICT;
CREATE INDEX journal_key ON journal (account, key, seq);

-- What was done to the world can't be undone by forgetting it.
CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE act (
    account TEXT NOT NULL,
    ask     TEXT NOT NULL,
    at      TEXT NOT NULL,
    action  TEXT NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (account, ask, at, action)
) STRICT;

CREATE TABLE summary (
    account    TEXT NOT NULL,
    date       TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    PRIMARY KEY (account, date)
) STRICT;

CREATE TABLE problem (
    account TEXT NOT NULL,
    key     TEXT NOT NULL,
    since   TEXT NOT NULL,
    at      TEXT NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (account, key)
) STRICT;
