-- Run where the extension timescaledb is available, statement by statement, outside a transaction; every statement
-- may be run again. A statement ends with a semicolon and an empty line.

ALTER TABLE ohlcv SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'symbol, exchange, interval',
    timescaledb.compress_orderby = 'time DESC');

SELECT add_compression_policy('ohlcv', INTERVAL '30 days', if_not_exists => TRUE);

ALTER TABLE liquidation_snapshots SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'symbol, exchange, timeframe',
    timescaledb.compress_orderby = 'time DESC');

SELECT add_compression_policy('liquidation_snapshots', INTERVAL '30 days', if_not_exists => TRUE);

ALTER TABLE equity SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'account',
    timescaledb.compress_orderby = 'time DESC');

SELECT add_compression_policy('equity', INTERVAL '90 days', if_not_exists => TRUE);

ALTER TABLE agent_logs SET (
    timescaledb.compress,
    timescaledb.compress_segmentby = 'agent',
    timescaledb.compress_orderby = 'created_at DESC, log_id DESC');

SELECT add_compression_policy('agent_logs', INTERVAL '14 days', if_not_exists => TRUE);
