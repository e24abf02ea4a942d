-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE journal_incarnation (
    id integer NOT NULL,
    incarnation text NOT NULL,
    created_at text NOT NULL,
    CONSTRAINT journal_incarnation_pkey PRIMARY KEY (id),
    CONSTRAINT journal_incarnation_id_check CHECK ((id = 1))
);
