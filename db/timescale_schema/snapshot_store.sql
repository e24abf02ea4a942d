-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE snapshot_store (
    persistence_id character varying(255) NOT NULL,
    sequence_nr bigint NOT NULL,
    created_at bigint NOT NULL,
    manifest character varying(500) NOT NULL,
    payload bytea NOT NULL,
    serializer_id integer,
    CONSTRAINT snapshot_store_pk PRIMARY KEY (persistence_id, sequence_nr)
);
CREATE INDEX snapshot_store_created_at_idx ON snapshot_store USING btree (created_at);
CREATE INDEX snapshot_store_sequence_nr_idx ON snapshot_store USING btree (sequence_nr);
