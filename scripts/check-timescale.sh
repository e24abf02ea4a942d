#!/usr/bin/env bash
# Runs db/migrations/postgresql and db/timescale against an empty database with TimescaleDB, and checks what they made.
# For a machine that has one, such as: docker compose --profile services up -d timescaledb
set -euo pipefail

root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)

if [ $# -ne 1 ] || [ "$1" = -h ] || [ "$1" = --help ]; then
  echo "usage: scripts/check-timescale.sh CONNECTION" >&2
  echo "  CONNECTION is what psql takes, such as postgresql://whale@localhost:5432/empty;" >&2
  echo "  the password comes from PGPASSWORD" >&2
  exit 2
fi

sql() { psql "$connection" -X -q -v ON_ERROR_STOP=1 "$@"; }
value() { sql -A -t -c "$1"; }
expect() {
  local found
  found=$(value "$2")
  if [ "$found" = "$3" ]; then
    echo "ok      $1"
  else
    echo "FAILED  $1: found '$found', expected '$3'"
    failed=$((failed + 1))
  fi
}

connection=$1 failed=0
[ "$(value "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" = 0 ] ||
  { echo "check-timescale: the database is not empty" >&2; exit 2; }

for file in "$root"/db/migrations/postgresql/*.sql; do sql -1 -f "$file"; done
plain=$(value "SELECT md5(string_agg(c, ',' ORDER BY c)) FROM (SELECT table_name || '.' || column_name AS c
  FROM information_schema.columns WHERE table_schema = 'public') AS columns")

# Rows from before the extension come along: a day of minutes of one coin that rises by one each minute.
sql -c "
  INSERT INTO ohlcv SELECT t, 'BTCUSDT', 'bybit', '1m', n, n + 2, n - 0.5, n + 1, 10, 'check'
  FROM (SELECT TIMESTAMPTZ '2026-03-05 00:00+00' + n * INTERVAL '1 minute' AS t, n + 1000 AS n
        FROM generate_series(0, 1439) AS n) AS minutes;
  INSERT INTO liquidation_snapshots SELECT time, symbol, exchange, '1m', 2, 3, 5, 'check' FROM ohlcv;
  INSERT INTO equity SELECT time, 'main', 'check', close, high, 1000, 0.01 FROM ohlcv;"
read -r -d '' compared <<'SQL' || true
SELECT md5(string_agg(r::text, '|' ORDER BY r::text)) FROM (
  SELECT time, symbol AS a, open, high, low, close, volume FROM ohlcv_5m
  UNION ALL SELECT time, symbol, open, high, low, close, volume FROM ohlcv_1h
  UNION ALL SELECT time, symbol, open, high, low, close, volume FROM ohlcv_1d
  UNION ALL SELECT time, symbol, long_liq, short_liq, total_liq, 0, 0 FROM liquidations_5m
  UNION ALL SELECT time, symbol, long_liq, short_liq, total_liq, 0, 0 FROM liquidations_1d
  UNION ALL SELECT time, account, open_equity, high_equity, low_equity, close_equity, max_drawdown FROM pnl_5m
  UNION ALL SELECT time, account, open_equity, high_equity, low_equity, close_equity, max_drawdown FROM pnl_1d) AS r
SQL
before=$(value "$compared")

sql -c 'CREATE EXTENSION IF NOT EXISTS timescaledb'
for round in first second; do
  for file in "$root"/db/timescale/*.sql; do
    sql -v ohlcv_days=365 -v liquidation_snapshots_days=365 -v equity_days=0 -v agent_logs_days=90 -f "$file" >/dev/null
  done
  echo "ok      $round run of db/timescale"
done

expect "hypertables" "SELECT string_agg(hypertable_name, ' ' ORDER BY hypertable_name)
  FROM timescaledb_information.hypertables WHERE hypertable_schema = 'public'" \
  "agent_logs equity liquidation_snapshots ohlcv"
expect "continuous aggregates" "SELECT count(*) FROM timescaledb_information.continuous_aggregates" 9
expect "retention policies" "SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'" 3
expect "compression policies" \
  "SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name IN ('policy_compression')" 4
expect "refresh policies" \
  "SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name = 'policy_refresh_continuous_aggregate'" 9
expect "rows kept" "SELECT count(*) FROM ohlcv" 1440
expect "the aggregates say what the views said" "$compared" "$before"
expect "the same tables, views and columns" "SELECT md5(string_agg(c, ',' ORDER BY c)) FROM (
  SELECT table_name || '.' || column_name AS c
  FROM information_schema.columns WHERE table_schema = 'public') AS columns" \
  "$plain"
sql -c "INSERT INTO ohlcv VALUES ('2026-03-06 00:00+00', 'BTCUSDT', 'bybit', '1m', 1, 2, 0.5, 1, 1, 'check')"
expect "what is new is seen at once" "SELECT close FROM ohlcv_1d WHERE time = '2026-03-06 00:00+00'" 1
expect "chunks can be compressed" \
  "SELECT count(compress_chunk(c)) > 0 FROM show_chunks('ohlcv', older_than => TIMESTAMPTZ '2026-03-06') AS c" t

[ "$failed" = 0 ] && echo "all is well"
[ "$failed" = 0 ]
