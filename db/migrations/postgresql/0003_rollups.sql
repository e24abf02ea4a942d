-- Candles, liquidations and results of an account over longer times. Where TimescaleDB is there (db/timescale), the same
-- names with the same columns are continuous aggregates: a query does not see the difference.

CREATE VIEW ohlcv_5m AS
SELECT
    date_bin('5 minutes', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    (array_agg(open ORDER BY time))[1] AS open,
    max(high) AS high,
    min(low) AS low,
    (array_agg(close ORDER BY time DESC))[1] AS close,
    sum(volume) AS volume
FROM ohlcv
WHERE interval = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW ohlcv_1h AS
SELECT
    date_bin('1 hour', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    (array_agg(open ORDER BY time))[1] AS open,
    max(high) AS high,
    min(low) AS low,
    (array_agg(close ORDER BY time DESC))[1] AS close,
    sum(volume) AS volume
FROM ohlcv
WHERE interval = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW ohlcv_1d AS
SELECT
    date_bin('1 day', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    (array_agg(open ORDER BY time))[1] AS open,
    max(high) AS high,
    min(low) AS low,
    (array_agg(close ORDER BY time DESC))[1] AS close,
    sum(volume) AS volume
FROM ohlcv
WHERE interval = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW liquidations_5m AS
SELECT
    date_bin('5 minutes', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidation_snapshots
WHERE timeframe = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW liquidations_1h AS
SELECT
    date_bin('1 hour', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidation_snapshots
WHERE timeframe = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW liquidations_1d AS
SELECT
    date_bin('1 day', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    symbol,
    exchange,
    sum(long_liq) AS long_liq,
    sum(short_liq) AS short_liq,
    sum(total_liq) AS total_liq
FROM liquidation_snapshots
WHERE timeframe = '1m'
GROUP BY 1, 2, 3;

CREATE VIEW pnl_5m AS
SELECT
    date_bin('5 minutes', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    account,
    (array_agg(equity ORDER BY time))[1] AS open_equity,
    max(equity) AS high_equity,
    min(equity) AS low_equity,
    (array_agg(equity ORDER BY time DESC))[1] AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM equity
GROUP BY 1, 2;

CREATE VIEW pnl_1h AS
SELECT
    date_bin('1 hour', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    account,
    (array_agg(equity ORDER BY time))[1] AS open_equity,
    max(equity) AS high_equity,
    min(equity) AS low_equity,
    (array_agg(equity ORDER BY time DESC))[1] AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM equity
GROUP BY 1, 2;

CREATE VIEW pnl_1d AS
SELECT
    date_bin('1 day', time, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS time,
    account,
    (array_agg(equity ORDER BY time))[1] AS open_equity,
    max(equity) AS high_equity,
    min(equity) AS low_equity,
    (array_agg(equity ORDER BY time DESC))[1] AS close_equity,
    max(max_drawdown) AS max_drawdown
FROM equity
GROUP BY 1, 2;
