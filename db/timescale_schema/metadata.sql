-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE metadata (
    persistence_id character varying(255) NOT NULL,
    sequence_nr bigint NOT NULL,
    CONSTRAINT metadata_pk PRIMARY KEY (persistence_id, sequence_nr)
);
