-- Run where the extension timescaledb is available, statement by statement, outside a transaction; every statement
-- may be run again. A statement ends with a semicolon and an empty line.

SELECT create_hypertable('ohlcv', by_range('time', INTERVAL '7 days'), if_not_exists => TRUE, migrate_data => TRUE);

SELECT create_hypertable(
    'liquidation_snapshots', by_range('time', INTERVAL '7 days'), if_not_exists => TRUE, migrate_data => TRUE);

SELECT create_hypertable('equity', by_range('time', INTERVAL '30 days'), if_not_exists => TRUE, migrate_data => TRUE);

SELECT create_hypertable(
    'agent_logs', by_range('created_at', INTERVAL '7 days'), if_not_exists => TRUE, migrate_data => TRUE);
