-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE metrics (
    metric_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    model_name text NOT NULL,
    version text NOT NULL,
    metric text NOT NULL,
    value double precision NOT NULL,
    agent text NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    CONSTRAINT metrics_pkey PRIMARY KEY (metric_id)
);
CREATE INDEX metrics_model_measured_at_idx ON metrics USING btree (model_name, version, measured_at DESC);
