-- How each account is watched by the program that runs: for other processes to
-- show, and of no use to the next run.

CREATE TABLE watch (
    account TEXT NOT NULL PRIMARY KEY,
    state   TEXT NOT NULL,
    since   TEXT NOT NULL,
    next    TEXT NOT NULL
) STRICT;
