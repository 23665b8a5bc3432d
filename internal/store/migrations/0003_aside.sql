-- An answer that says nothing of interest is put aside: it is relevant only once
-- its conversation is, whose first Message-ID is its root.

ALTER TABLE mail ADD COLUMN root TEXT NOT NULL DEFAULT '';
CREATE INDEX mail_aside ON mail (account, root) WHERE root <> '' AND NOT relevant;
