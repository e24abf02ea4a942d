-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE auto_traders (
    trader_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    trader_name text NOT NULL,
    strategy text NOT NULL,
    status text NOT NULL DEFAULT 'active'::text,
    current_positions jsonb NOT NULL DEFAULT '[]'::jsonb,
    last_trade_time timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT auto_traders_pkey PRIMARY KEY (trader_id),
    CONSTRAINT auto_traders_trader_name_key UNIQUE (trader_name)
);
