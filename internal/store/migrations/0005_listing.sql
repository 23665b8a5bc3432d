-- What a folder looked like when it was listed last, and when that was: while it
-- looks the same, what the rows say of what stands in it holds.

CREATE TABLE listing (
    account TEXT NOT NULL,
    folder  TEXT NOT NULL,
    mark    TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT;
