-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE agent_logs (
    log_id bigint NOT NULL,
    agent text NOT NULL,
    terminal text NOT NULL,
    event_type text NOT NULL,
    detail jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT agent_logs_pkey PRIMARY KEY (log_id, created_at)
);
CREATE INDEX agent_logs_agent_created_at_idx ON agent_logs USING btree (agent, created_at DESC);
