-- Run where the extension timescaledb is available, statement by statement, outside a transaction; every statement
-- may be run again. A statement ends with a semicolon and an empty line.
-- Days to keep come from config/retention.yaml; 0 keeps all. Run again whenever they change.

SELECT remove_retention_policy('ohlcv', if_exists => TRUE);

SELECT add_retention_policy('ohlcv', make_interval(days => :ohlcv_days))
WHERE :ohlcv_days > 0;

SELECT remove_retention_policy('liquidation_snapshots', if_exists => TRUE);

SELECT add_retention_policy('liquidation_snapshots', make_interval(days => :liquidation_snapshots_days))
WHERE :liquidation_snapshots_days > 0;

SELECT remove_retention_policy('equity', if_exists => TRUE);

SELECT add_retention_policy('equity', make_interval(days => :equity_days))
WHERE :equity_days > 0;

SELECT remove_retention_policy('agent_logs', if_exists => TRUE);

SELECT add_retention_policy('agent_logs', make_interval(days => :agent_logs_days))
WHERE :agent_logs_days > 0;
