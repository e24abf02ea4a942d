-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE event_journal (
    ordering bigint NOT NULL DEFAULT nextval('event_journal_ordering_seq'::regclass),
    persistence_id character varying(255) NOT NULL,
    sequence_nr bigint NOT NULL,
    is_deleted boolean NOT NULL,
    created_at bigint NOT NULL,
    manifest character varying(500) NOT NULL,
    payload bytea NOT NULL,
    tags character varying(2000),
    serializer_id integer,
    CONSTRAINT event_journal_pkey PRIMARY KEY (ordering),
    CONSTRAINT event_journal_uq UNIQUE (persistence_id, sequence_nr)
);
