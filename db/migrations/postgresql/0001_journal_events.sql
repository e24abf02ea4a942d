-- The journal and the snapshots, as Akka.Persistence.PostgreSql lays them out: whoever comes first, this file or the
-- plugin, the other finds the same tables.
CREATE TABLE IF NOT EXISTS event_journal (
    ordering       BIGSERIAL NOT NULL PRIMARY KEY,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr    BIGINT NOT NULL,
    is_deleted     BOOLEAN NOT NULL,
    created_at     BIGINT NOT NULL,
    manifest       VARCHAR(500) NOT NULL,
    payload        BYTEA NOT NULL,
    tags           VARCHAR(2000) NULL,
    serializer_id  INTEGER NULL,
    CONSTRAINT event_journal_uq UNIQUE (persistence_id, sequence_nr)
);

CREATE TABLE IF NOT EXISTS metadata (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr    BIGINT NOT NULL,
    CONSTRAINT metadata_pk PRIMARY KEY (persistence_id, sequence_nr)
);

CREATE TABLE IF NOT EXISTS snapshot_store (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_nr    BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    manifest       VARCHAR(500) NOT NULL,
    payload        BYTEA NOT NULL,
    serializer_id  INTEGER NULL,
    CONSTRAINT snapshot_store_pk PRIMARY KEY (persistence_id, sequence_nr)
);

CREATE INDEX IF NOT EXISTS snapshot_store_sequence_nr_idx ON snapshot_store (sequence_nr);
CREATE INDEX IF NOT EXISTS snapshot_store_created_at_idx ON snapshot_store (created_at);

-- The identity of this journal: client order ids are hashed from it, so that no two journals ever give the same id.
CREATE TABLE journal_incarnation (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    incarnation TEXT NOT NULL,
    created_at  TEXT NOT NULL
);

-- A damaged payload shows as null and hides no other row.
CREATE FUNCTION journal_json(payload BYTEA) RETURNS JSONB LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN convert_from(payload, 'UTF8')::JSONB;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END
$$;

-- The journal for people and dashboards: one row an event of ours (serializer 2001), payload as JSON.
-- time: the event's own. agent: the trader, scanner or feed it is about, otherwise who wrote it. symbol: empty where an
-- event is about no single instrument.
CREATE VIEW journal_events AS
SELECT
    ordering,
    persistence_id,
    sequence_nr,
    COALESCE(
        body ->> 'time',
        body #>> '{watermark,time}',
        body #>> '{fill,time}',
        body #>> '{payment,time}',
        body #>> '{order,decidedAt,time}')::TIMESTAMPTZ AS time,
    COALESCE(
        body ->> 'trader',
        body #>> '{order,trader}',
        body #>> '{fill,trader}',
        body #>> '{payment,trader}',
        body #>> '{signal,agent}',
        body ->> 'feed',
        persistence_id) AS agent,
    substr(coin, strpos(coin, ':') + 1) AS symbol,
    manifest AS type,
    body AS payload
FROM event_journal
CROSS JOIN LATERAL (SELECT journal_json(event_journal.payload) AS body OFFSET 0) AS parsed
CROSS JOIN LATERAL (
    SELECT COALESCE(
        body #>> '{order,coin}',
        body #>> '{fill,coin}',
        body #>> '{payment,coin}',
        body #>> '{signal,coin}',
        '') AS coin) AS named
WHERE serializer_id = 2001 AND NOT is_deleted;
