-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE trades (
    trade_id text NOT NULL,
    agent text NOT NULL,
    symbol text NOT NULL,
    exchange text NOT NULL,
    side text NOT NULL,
    entry_price numeric NOT NULL,
    exit_price numeric,
    size numeric NOT NULL,
    pnl numeric,
    fees numeric NOT NULL,
    stop_loss numeric,
    take_profit numeric,
    entry_time timestamp with time zone NOT NULL,
    exit_time timestamp with time zone,
    status text NOT NULL DEFAULT 'open'::text,
    CONSTRAINT trades_pkey PRIMARY KEY (trade_id),
    CONSTRAINT trades_check CHECK (((status = 'closed'::text) = (exit_time IS NOT NULL))),
    CONSTRAINT trades_check1 CHECK (((entry_price > (0)::numeric) AND (size > (0)::numeric))),
    CONSTRAINT trades_side_check CHECK ((side = ANY (ARRAY['long'::text, 'short'::text]))),
    CONSTRAINT trades_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE INDEX trades_agent_entry_time_idx ON trades USING btree (agent, entry_time DESC);
CREATE INDEX trades_symbol_entry_time_idx ON trades USING btree (symbol, entry_time DESC);
