-- Generated from db/migrations/postgresql by a test that holds it equal; never run.
CREATE TABLE equity (
    time timestamp with time zone NOT NULL,
    account text NOT NULL,
    agent text NOT NULL,
    equity numeric NOT NULL,
    peak numeric NOT NULL,
    day_start numeric NOT NULL,
    max_drawdown numeric NOT NULL,
    CONSTRAINT equity_pkey PRIMARY KEY ("time", account)
);
