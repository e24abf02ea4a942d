-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE liquidation_snapshots (
    time timestamp with time zone NOT NULL,
    symbol text NOT NULL,
    exchange text NOT NULL,
    timeframe text NOT NULL,
    long_liq numeric NOT NULL,
    short_liq numeric NOT NULL,
    total_liq numeric NOT NULL,
    agent text NOT NULL,
    CONSTRAINT liquidation_snapshots_pkey PRIMARY KEY ("time", symbol, exchange, timeframe),
    CONSTRAINT liquidation_snapshots_check CHECK (((long_liq >= (0)::numeric) AND (short_liq >= (0)::numeric) AND (total_liq = (long_liq + short_liq))))
);
CREATE INDEX liquidation_snapshots_symbol_time_idx ON liquidation_snapshots USING btree (symbol, "time" DESC);
