-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE projections (
    name text NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    trouble text,
    CONSTRAINT projections_pkey PRIMARY KEY (name)
);
