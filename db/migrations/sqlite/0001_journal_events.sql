-- The identity of this journal: client order ids are hashed from it, so that no two journals ever give the same id.
CREATE TABLE journal_incarnation (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    incarnation TEXT NOT NULL,
    created_at  TEXT NOT NULL
);

-- The journal for people and dashboards: one row an event of ours (serializer 2001), payload as JSON text.
-- time: the event's own. agent: the trader, scanner or feed it is about, otherwise who wrote it. symbol: empty where an
-- event is about no single instrument. Numbers in payload are exact; json_extract reads them as binary floating point.
CREATE VIEW journal_events AS
SELECT
    ordering,
    persistence_id,
    sequence_nr,
    COALESCE(
        json_extract(body, '$.time'),
        json_extract(body, '$.watermark.time'),
        json_extract(body, '$.fill.time'),
        json_extract(body, '$.payment.time'),
        json_extract(body, '$.order.decidedAt.time')) AS time,
    COALESCE(
        json_extract(body, '$.trader'),
        json_extract(body, '$.order.trader'),
        json_extract(body, '$.fill.trader'),
        json_extract(body, '$.payment.trader'),
        json_extract(body, '$.signal.agent'),
        json_extract(body, '$.feed'),
        persistence_id) AS agent,
    substr(coin, instr(coin, ':') + 1) AS symbol,
    manifest AS type,
    payload
FROM (
    SELECT
        *,
        COALESCE(
            json_extract(body, '$.order.coin'),
            json_extract(body, '$.fill.coin'),
            json_extract(body, '$.payment.coin'),
            json_extract(body, '$.signal.coin'),
            '') AS coin
    FROM (
        SELECT
            ordering,
            persistence_id,
            sequence_nr,
            manifest,
            CAST(payload AS TEXT) AS payload,
            CASE WHEN json_valid(CAST(payload AS TEXT)) THEN CAST(payload AS TEXT) END AS body
        FROM event_journal
        WHERE serializer_id = 2001 AND is_deleted = 0));
