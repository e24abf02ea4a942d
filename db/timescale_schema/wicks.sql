-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE wicks (
    wick_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    symbol text NOT NULL,
    exchange text NOT NULL,
    max_wick_up numeric NOT NULL,
    max_wick_down numeric NOT NULL,
    analyzed_period text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    agent text NOT NULL,
    CONSTRAINT wicks_pkey PRIMARY KEY (wick_id),
    CONSTRAINT wicks_symbol_exchange_analyzed_period_key UNIQUE (symbol, exchange, analyzed_period)
);
