-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE models (
    model_id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    model_name text NOT NULL,
    version text NOT NULL,
    agent text NOT NULL,
    params jsonb NOT NULL,
    trained_at timestamp with time zone NOT NULL,
    CONSTRAINT models_pkey PRIMARY KEY (model_id),
    CONSTRAINT models_model_name_version_key UNIQUE (model_name, version)
);
