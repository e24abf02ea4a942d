-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE projection_states (
    name text NOT NULL,
    key text NOT NULL,
    state json NOT NULL,
    CONSTRAINT projection_states_pkey PRIMARY KEY (name, key)
);
