// Turns the events of a stretch of events.jsonl into one batch for the store, reading the files they name.
#pragma once

#include <cstdint>

#include "jobs/event_reader.h"
#include "jobs/run_folder.h"
#include "store/ingestion.h"

namespace up5::jobs {

class EventBatch {
public:
    /// `begin` is the byte offset at which the stretch begins.
    EventBatch(Workspace workspace, RunFolder folder, std::int64_t begin);

    /// Throws Error{NotFound}, Error{Corrupt} or Error{Protocol} when an artifact is not there, not what its
    /// event says or outside the run folder; the batch stays as it was.
    void add(const ReadEvent& event);

    bool isEmpty() const { return m_batch.begin == m_batch.end; }
    const store::RunBatch& batch() const { return m_batch; }

private:
    void addArtifact(const ArtifactEvent& event);

    Workspace m_workspace;
    RunFolder m_folder;
    store::RunBatch m_batch;
};

} // namespace up5::jobs
