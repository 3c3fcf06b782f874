// A worker's side of events.jsonl: one line per event, flushed, progress at most ten times a second.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "jobs/job_event.h"

namespace up5::jobs {

class EventWriter : public EventSink {
public:
    /// Appends to the file. Throws Error{Io}.
    explicit EventWriter(const std::filesystem::path& file);
    /// A progress event within 0.1 s of the last one of the same stage is left out, unless it is the stage's last.
    void emitEvent(const JobEvent& event) override;

private:
    bool isTooSoon(const ProgressEvent& progress);

    std::filesystem::path m_file;
    std::ofstream m_out;
    std::chrono::steady_clock::time_point m_lastProgress;
    std::string m_lastStage;
};

} // namespace up5::jobs
