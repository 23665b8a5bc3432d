-- What a calendar of the user's says about when they are taken, as it was read
-- last, so that every command decides by the same times. data is JSON of its
-- writer.

CREATE TABLE calendar (
    account TEXT NOT NULL,
    name    TEXT NOT NULL,
    read_at TEXT NOT NULL,
    data    BLOB NOT NULL,
    PRIMARY KEY (account, name)
) STRICT;
