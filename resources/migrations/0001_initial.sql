-- The first schema of workspace.db. Times are ISO 8601 UTC texts; 64-bit seeds are stored as signed numbers.
CREATE TABLE datasets (
    hash TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    users INTEGER NOT NULL,
    items INTEGER NOT NULL,
    interactions INTEGER NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
    name TEXT NOT NULL,
    dataset TEXT REFERENCES datasets (hash),
    backbone_run TEXT REFERENCES runs (id),
    prompt_run TEXT REFERENCES runs (id),
    seed INTEGER NOT NULL,
    device TEXT NOT NULL,
    spec TEXT NOT NULL,
    created TEXT NOT NULL,
    started TEXT,
    finished TEXT,
    program_version TEXT NOT NULL DEFAULT '',
    libtorch_version TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT '',
    error_message TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    -- Place in the waiting line; a resumed run goes to its end.
    queue_order INTEGER NOT NULL,
    -- Device whose line the run waits in, as asked; empty for kinds that use none.
    queue_device TEXT NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    -- The host that serves the run, and until when (milliseconds since 1970) it may be taken for living.
    host_name TEXT NOT NULL DEFAULT '',
    host_pid INTEGER NOT NULL DEFAULT 0,
    host_start INTEGER NOT NULL DEFAULT 0,
    host_instance INTEGER NOT NULL DEFAULT 0, -- tells hosts within one process apart
    lease_until INTEGER NOT NULL DEFAULT 0,
    -- The worker process; 0 while none was started.
    worker_host TEXT NOT NULL DEFAULT '',
    worker_pid INTEGER NOT NULL DEFAULT 0,
    worker_start INTEGER NOT NULL DEFAULT 0,
    -- Byte offset in events.jsonl up to which events are in this database.
    event_offset INTEGER NOT NULL DEFAULT 0,
    -- Whether the worker of the present attempt has said hello.
    hello_seen INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_state ON runs (state, queue_order);
CREATE INDEX runs_by_kind ON runs (kind, created);
CREATE INDEX runs_by_dataset ON runs (dataset);
CREATE INDEX runs_by_backbone ON runs (backbone_run);
CREATE INDEX runs_by_prompt ON runs (prompt_run);

CREATE TABLE run_attributes (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    attribute TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
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
    PRIMARY KEY (run, name, split, task, attribute, class, k, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    step INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run, name, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_values (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    split TEXT NOT NULL,
    task TEXT NOT NULL,
    attribute TEXT NOT NULL,
    users BLOB NOT NULL,       -- little-endian int32 per user
    user_values BLOB NOT NULL, -- little-endian float64 per user
    PRIMARY KEY (run, name, split, task, attribute)
) STRICT;

CREATE TABLE artifacts (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    subject TEXT PRIMARY KEY, -- run id or data set hash
    text TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT;
