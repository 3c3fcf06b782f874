-- Which runs belong to a sweep (itself a row of runs). A run may serve several sweeps.
CREATE TABLE sweep_children (
    sweep TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, -- in the order in which they joined
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    own INTEGER NOT NULL,      -- 1: queued by this sweep; 0: was there before
    -- How often the present attempt of the sweep has started the run; 0 = not yet.
    tries INTEGER NOT NULL,
    PRIMARY KEY (sweep, position),
    UNIQUE (sweep, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX sweep_children_by_run ON sweep_children (run);
