-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE pnl (
    pnl_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    agent text NOT NULL,
    period text NOT NULL,
    total_pnl numeric NOT NULL,
    win_rate double precision,
    trades_count bigint NOT NULL,
    calculated_at timestamp with time zone NOT NULL,
    CONSTRAINT pnl_pkey PRIMARY KEY (pnl_id),
    CONSTRAINT pnl_agent_period_key UNIQUE (agent, period),
    CONSTRAINT pnl_check CHECK (((trades_count >= 0) AND ((win_rate IS NULL) OR ((win_rate >= (0)::double precision) AND (win_rate <= (1)::double precision)))))
);
