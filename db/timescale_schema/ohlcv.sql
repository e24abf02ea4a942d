-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE ohlcv (
    time timestamp with time zone NOT NULL,
    symbol text NOT NULL,
    exchange text NOT NULL,
    interval text NOT NULL,
    open numeric NOT NULL,
    high numeric NOT NULL,
    low numeric NOT NULL,
    close numeric NOT NULL,
    volume numeric NOT NULL,
    agent text NOT NULL,
    CONSTRAINT ohlcv_pkey PRIMARY KEY ("time", symbol, exchange, "interval"),
    CONSTRAINT ohlcv_check CHECK (((low > (0)::numeric) AND (low <= LEAST(open, close)) AND (high >= GREATEST(open, close)) AND (volume >= (0)::numeric)))
);
CREATE INDEX ohlcv_symbol_time_idx ON ohlcv USING btree (symbol, "time" DESC);
