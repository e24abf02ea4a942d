-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE signals (
    signal_id text NOT NULL,
    agent text NOT NULL,
    signal_type text NOT NULL,
    symbol text NOT NULL,
    exchange text NOT NULL,
    params jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT signals_pkey PRIMARY KEY (signal_id)
);
CREATE INDEX signals_agent_created_at_idx ON signals USING btree (agent, created_at DESC);
CREATE INDEX signals_symbol_created_at_idx ON signals USING btree (symbol, created_at DESC);
