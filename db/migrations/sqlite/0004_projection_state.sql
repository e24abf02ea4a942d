-- What keeps a projection from going on; null while nothing does.
ALTER TABLE projections ADD COLUMN trouble TEXT;

-- What a projection remembers between events, by key; in one transaction with its rows.
CREATE TABLE projection_states (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state)),
    PRIMARY KEY (name, key)
);
