// The worker's side of events.jsonl: appends one line per event, flushed to the system before it returns.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "jobs/job_event.h"

namespace up5::jobs {

/// Progress is thinned out to ten events a second; a new stage and a stage's last step always pass. Not
/// thread-safe.
class EventWriter : public EventSink {
public:
    /// Opens (or creates) the file for appending and locks it, so that a run is never written by two workers;
    /// closes a line torn by an earlier writer (see event_reader.h). Throws Error{Conflict} when locked,
    /// Error{Io} otherwise.
    explicit EventWriter(const std::filesystem::path& file);
    ~EventWriter() override;
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;

    /// Throws Error{Io} when the file cannot be written, Error{Internal} after an end event or when the line
    /// is too long.
    void emitEvent(const JobEvent& event) override;

private:
    bool isThinnedOut(const ProgressEvent& progress);
    void append(std::string_view bytes);

    std::filesystem::path m_file;
    int m_descriptor = -1;
    bool m_ended = false;
    std::optional<ProgressEvent> m_lastProgress;
    std::chrono::steady_clock::time_point m_lastProgressTime;
};

} // namespace up5::jobs
