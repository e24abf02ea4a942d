-- A journal and a snapshot store as the published plugin leaves them after some use: tables, indexes and rows of each
-- kind. The specs recover from it and go on; afterwards the tables must have this form still.

CREATE TABLE event_journal (
    ordering BIGSERIAL NOT NULL PRIMARY KEY,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr BIGINT NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    manifest VARCHAR(500) NOT NULL,
    payload BYTEA NOT NULL,
    tags VARCHAR(2000) NULL,
    serializer_id INTEGER NULL,
    CONSTRAINT event_journal_uq UNIQUE (persistence_id, sequence_nr)
);

CREATE TABLE metadata (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr BIGINT NOT NULL,
    CONSTRAINT metadata_pk PRIMARY KEY (persistence_id, sequence_nr)
);

CREATE TABLE snapshot_store (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    manifest VARCHAR(500) NOT NULL,
    payload BYTEA NOT NULL,
    serializer_id INTEGER NULL,
    CONSTRAINT snapshot_store_pk PRIMARY KEY (persistence_id, sequence_nr)
);
CREATE INDEX snapshot_store_sequence_nr_idx ON snapshot_store (sequence_nr);
CREATE INDEX snapshot_store_created_at_idx ON snapshot_store (created_at);

-- Manifests: a short one (serializer 4711), the assembly-qualified name of a type (4712), none (4713).
INSERT INTO event_journal
    (persistence_id, sequence_nr, is_deleted, created_at, manifest, payload, tags, serializer_id) VALUES
    ('tagged', 1, FALSE, 638000000000000000, 'n', 'one', ';a;', 4711),
    ('tagged', 2, FALSE, 638000000000000001, 'n', 'two', ';a;b;', 4711),
    ('by-hand', 1, TRUE, 638000000000000002, 'n', 'marked as deleted', ';a;', 4711),
    ('tagged', 3, FALSE, 638000000000000003, 'n', 'three', NULL, 4711),
    ('by-hand', 2, FALSE, 638000000000000004, 'n', 'kept', NULL, 4711),
    ('cut', 3, FALSE, 638000000000000005, 'n', 'behind the cut', ';b;', 4711),
    ('typed', 1, FALSE, 638000000000000006, 'Akka.Persistence.Tests.Support.Typed, Akka.Persistence.Tests',
        'with a type', NULL, 4712),
    ('bare', 1, FALSE, 638000000000000007, '', 'without', NULL, 4713),
    ('snapped', 3, FALSE, 638000000000000008, 'n', 'after', NULL, 4711);

-- The highest number when events were deleted: 'cut' went on afterwards, 'emptied' has nothing left.
INSERT INTO metadata (persistence_id, sequence_nr) VALUES ('cut', 2), ('emptied', 5), ('snapped', 2);

INSERT INTO snapshot_store (persistence_id, sequence_nr, created_at, manifest, payload, serializer_id) VALUES
    ('snapped', 1, 638000000000000000, 's', 'older state', 4711),
    ('snapped', 2, 638000000000000001, 's', 'state', 4711);
