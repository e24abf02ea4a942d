-- Run where the extension timescaledb is available, statement by statement, outside a transaction; every statement
-- may be run again. A statement ends with a semicolon and an empty line.
-- 1m -> 5m -> 1h -> 1d: each from the one before. The plain views of the same names make way.

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'ohlcv_5m')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'ohlcv_5m') THEN
        DROP VIEW ohlcv_5m;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS ohlcv_5m
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '5 minutes', time) AS time,
    symbol,
    exchange,
    first(open, time) AS open,
    max(high) AS high,
    min(low) AS low,
    last(close, time) AS close,
    sum(volume) AS volume
FROM ohlcv
WHERE interval = '1m'
GROUP BY time_bucket(INTERVAL '5 minutes', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('ohlcv_5m', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'ohlcv_5m', start_offset => INTERVAL '1 day', end_offset => INTERVAL '5 minutes',
    schedule_interval => INTERVAL '5 minutes', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'ohlcv_1h')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'ohlcv_1h') THEN
        DROP VIEW ohlcv_1h;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS ohlcv_1h
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 hour', time) AS time,
    symbol,
    exchange,
    first(open, time) AS open,
    max(high) AS high,
    min(low) AS low,
    last(close, time) AS close,
    sum(volume) AS volume
FROM ohlcv_5m
GROUP BY time_bucket(INTERVAL '1 hour', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('ohlcv_1h', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'ohlcv_1h', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour',
    schedule_interval => INTERVAL '1 hour', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'ohlcv_1d')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'ohlcv_1d') THEN
        DROP VIEW ohlcv_1d;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS ohlcv_1d
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 day', time) AS time,
    symbol,
    exchange,
    first(open, time) AS open,
    max(high) AS high,
    min(low) AS low,
    last(close, time) AS close,
    sum(volume) AS volume
FROM ohlcv_1h
GROUP BY time_bucket(INTERVAL '1 day', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('ohlcv_1d', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'ohlcv_1d', start_offset => INTERVAL '30 days', end_offset => INTERVAL '1 day',
    schedule_interval => INTERVAL '1 day', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'liquidations_5m')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'liquidations_5m') THEN
        DROP VIEW liquidations_5m;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS liquidations_5m
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '5 minutes', time) AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidation_snapshots
WHERE timeframe = '1m'
GROUP BY time_bucket(INTERVAL '5 minutes', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('liquidations_5m', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'liquidations_5m', start_offset => INTERVAL '1 day', end_offset => INTERVAL '5 minutes',
    schedule_interval => INTERVAL '5 minutes', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'liquidations_1h')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'liquidations_1h') THEN
        DROP VIEW liquidations_1h;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS liquidations_1h
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 hour', time) AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidations_5m
GROUP BY time_bucket(INTERVAL '1 hour', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('liquidations_1h', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'liquidations_1h', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour',
    schedule_interval => INTERVAL '1 hour', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'liquidations_1d')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'liquidations_1d') THEN
        DROP VIEW liquidations_1d;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS liquidations_1d
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 day', time) AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidations_1h
GROUP BY time_bucket(INTERVAL '1 day', time), symbol, exchange
WITH NO DATA;

CALL refresh_continuous_aggregate('liquidations_1d', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'liquidations_1d', start_offset => INTERVAL '30 days', end_offset => INTERVAL '1 day',
    schedule_interval => INTERVAL '1 day', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'pnl_5m')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'pnl_5m') THEN
        DROP VIEW pnl_5m;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS pnl_5m
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '5 minutes', time) AS time,
    account,
    first(equity, time) AS open_equity,
    max(equity) AS high_equity,
    min(equity) AS low_equity,
    last(equity, time) AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM equity
GROUP BY time_bucket(INTERVAL '5 minutes', time), account
WITH NO DATA;

CALL refresh_continuous_aggregate('pnl_5m', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'pnl_5m', start_offset => INTERVAL '1 day', end_offset => INTERVAL '5 minutes',
    schedule_interval => INTERVAL '5 minutes', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'pnl_1h')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'pnl_1h') THEN
        DROP VIEW pnl_1h;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS pnl_1h
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 hour', time) AS time,
    account,
    first(open_equity, time) AS open_equity,
    max(high_equity) AS high_equity,
    min(low_equity) AS low_equity,
    last(close_equity, time) AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM pnl_5m
GROUP BY time_bucket(INTERVAL '1 hour', time), account
WITH NO DATA;

CALL refresh_continuous_aggregate('pnl_1h', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'pnl_1h', start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour',
    schedule_interval => INTERVAL '1 hour', if_not_exists => TRUE);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_views WHERE schemaname = current_schema() AND viewname = 'pnl_1d')
        AND NOT EXISTS (
            SELECT FROM timescaledb_information.continuous_aggregates
            WHERE view_schema = current_schema() AND view_name = 'pnl_1d') THEN
        DROP VIEW pnl_1d;
    END IF;
END
$$;

CREATE MATERIALIZED VIEW IF NOT EXISTS pnl_1d
WITH (timescaledb.continuous, timescaledb.materialized_only = FALSE) AS
SELECT
    time_bucket(INTERVAL '1 day', time) AS time,
    account,
    first(open_equity, time) AS open_equity,
    max(high_equity) AS high_equity,
    min(low_equity) AS low_equity,
    last(close_equity, time) AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM pnl_1h
GROUP BY time_bucket(INTERVAL '1 day', time), account
WITH NO DATA;

CALL refresh_continuous_aggregate('pnl_1d', NULL, NULL);

SELECT add_continuous_aggregate_policy(
    'pnl_1d', start_offset => INTERVAL '30 days', end_offset => INTERVAL '1 day',
    schedule_interval => INTERVAL '1 day', if_not_exists => TRUE);
