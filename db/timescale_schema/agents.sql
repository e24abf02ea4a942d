-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE agents (
    agent_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    agent_name text NOT NULL,
    agent_type text NOT NULL,
    status text NOT NULL DEFAULT 'active'::text,
    last_seen timestamp with time zone,
    CONSTRAINT agents_pkey PRIMARY KEY (agent_id),
    CONSTRAINT agents_agent_name_key UNIQUE (agent_name)
);
