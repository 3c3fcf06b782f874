-- Prompts that a mixture combines, and figures of the subsets of its attributes. `removed` names the subset
-- ("age+gender") and is empty for figures of a run as a whole.
CREATE TABLE run_prompts (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    prompt TEXT NOT NULL REFERENCES runs (id),
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_prompts_by_prompt ON run_prompts (prompt);

CREATE TABLE metrics_with_subsets (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    split TEXT NOT NULL,
    task TEXT NOT NULL,
    attribute TEXT NOT NULL,
    class TEXT NOT NULL,
    k INTEGER NOT NULL,
    step INTEGER NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    n INTEGER NOT NULL,
    removed TEXT NOT NULL,
    PRIMARY KEY (run, name, split, task, attribute, class, k, step, removed)
) STRICT, WITHOUT ROWID;
INSERT INTO metrics_with_subsets
SELECT run, name, split, task, attribute, class, k, step, value, low, high, n, '' FROM metrics;
DROP TABLE metrics;
ALTER TABLE metrics_with_subsets RENAME TO metrics;

CREATE TABLE user_values_with_subsets (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    split TEXT NOT NULL,
    task TEXT NOT NULL,
    attribute TEXT NOT NULL,
    users BLOB NOT NULL,       -- little-endian int32 per user
    user_values BLOB NOT NULL, -- little-endian float64 per user
    removed TEXT NOT NULL,
    PRIMARY KEY (run, name, split, task, attribute, removed)
) STRICT;
INSERT INTO user_values_with_subsets
SELECT run, name, split, task, attribute, users, user_values, '' FROM user_values;
DROP TABLE user_values;
ALTER TABLE user_values_with_subsets RENAME TO user_values;
