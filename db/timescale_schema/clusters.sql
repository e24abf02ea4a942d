-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE clusters (
    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    symbol text NOT NULL,
    exchange text NOT NULL,
    price_level numeric NOT NULL,
    cluster_size numeric NOT NULL,
    side text NOT NULL,
    timeframe text NOT NULL,
    detected_at timestamp with time zone NOT NULL,
    agent text NOT NULL,
    CONSTRAINT clusters_pkey PRIMARY KEY (id),
    CONSTRAINT clusters_symbol_exchange_timeframe_price_level_detected_at_key UNIQUE (symbol, exchange, timeframe, price_level, detected_at),
    CONSTRAINT clusters_check CHECK (((price_level > (0)::numeric) AND (cluster_size >= (0)::numeric))),
    CONSTRAINT clusters_side_check CHECK ((side = ANY (ARRAY['long'::text, 'short'::text])))
);
CREATE INDEX clusters_symbol_detected_at_idx ON clusters USING btree (symbol, detected_at DESC);
