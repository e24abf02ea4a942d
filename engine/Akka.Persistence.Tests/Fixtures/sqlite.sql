-- A journal and a snapshot store as the published plugin leaves them after some use: tables, indexes and rows of each
-- kind. The specs recover from it and go on; afterwards the tables must have this form still.

CREATE TABLE event_journal (
    ordering INTEGER PRIMARY KEY NOT NULL,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr INTEGER(8) NOT NULL,
    is_deleted INTEGER(1) NOT NULL,
    manifest VARCHAR(255) NULL,
    timestamp INTEGER NOT NULL,
    payload BLOB NOT NULL,
    tags VARCHAR(2000) NULL,
    serializer_id INTEGER(4),
    UNIQUE (persistence_id, sequence_nr)
);

CREATE TABLE journal_metadata (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr INTEGER(8) NOT NULL,
    PRIMARY KEY (persistence_id, sequence_nr)
);

CREATE TABLE snapshot (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr INTEGER(8) NOT NULL,
    created_at INTEGER(8) NOT NULL,
    manifest VARCHAR(255) NOT NULL,
    payload BLOB NOT NULL,
    serializer_id INTEGER(4),
    PRIMARY KEY (persistence_id, sequence_nr)
);

-- Manifests: a short one (serializer 4711), the assembly-qualified name of a type (4712), none (4713).
INSERT INTO event_journal
    (persistence_id, sequence_nr, is_deleted, timestamp, manifest, payload, tags, serializer_id) VALUES
    ('tagged', 1, 0, 638000000000000000, 'n', CAST('one' AS BLOB), ';a;', 4711),
    ('tagged', 2, 0, 638000000000000001, 'n', CAST('two' AS BLOB), ';a;b;', 4711),
    ('by-hand', 1, 1, 638000000000000002, 'n', CAST('marked as deleted' AS BLOB), ';a;', 4711),
    ('tagged', 3, 0, 638000000000000003, 'n', CAST('three' AS BLOB), NULL, 4711),
    ('by-hand', 2, 0, 638000000000000004, 'n', CAST('kept' AS BLOB), NULL, 4711),
    ('cut', 3, 0, 638000000000000005, 'n', CAST('behind the cut' AS BLOB), ';b;', 4711),
    ('typed', 1, 0, 638000000000000006, 'Akka.Persistence.Tests.Support.Typed, Akka.Persistence.Tests',
        CAST('with a type' AS BLOB), NULL, 4712),
    ('bare', 1, 0, 638000000000000007, '', CAST('without' AS BLOB), NULL, 4713),
    ('snapped', 3, 0, 638000000000000008, 'n', CAST('after' AS BLOB), NULL, 4711);

-- The highest number when events were deleted: 'cut' went on afterwards, 'emptied' has nothing left.
INSERT INTO journal_metadata (persistence_id, sequence_nr) VALUES ('cut', 2), ('emptied', 5), ('snapped', 2);

INSERT INTO snapshot (persistence_id, sequence_nr, created_at, manifest, payload, serializer_id) VALUES
    ('snapped', 1, 638000000000000000, 's', CAST('older state' AS BLOB), 4711),
    ('snapped', 2, 638000000000000001, 's', CAST('state' AS BLOB), 4711);
