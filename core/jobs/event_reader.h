// Reads the bytes of events.jsonl as events: an explicit state machine that acts on complete lines only.
//
// A file holds one attempt after another, each `hello … end`, or only `failed` when the worker could not
// begin. An attempt whose worker vanished has no end; a resumed worker appends a new hello to the same file
// (nothing is ever truncated), so a hello may follow a failed or cancelled end, or stand where an attempt
// broke off. Nothing may follow `done`. A line torn by the death of its writer is closed by the next writer
// with the byte CAN (0x18) before the newline; such a line is no event, and only a hello may follow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jobs/job_event.h"

namespace up5::jobs {

/// A line with more bytes than this is a protocol error.
constexpr std::size_t kMaxEventLine = std::size_t{1} << 20;
/// Ends a line that its writer did not finish.
constexpr char kTornLine = '\x18';

/// An event and the byte offset in the file just after its line.
struct ReadEvent {
    JobEvent event;
    std::int64_t endOffset = 0;
};

/// Not tied to a file: bytes of a running worker and of a recorded file are fed alike.
class EventReader {
public:
    /// Bytes fed first stand at `offset` in the file; `expectHello` false goes on in the middle of an
    /// attempt.
    explicit EventReader(std::int64_t offset = 0, bool expectHello = true);

    void feed(std::string_view bytes);
    /// The next complete event, or nothing until more bytes are fed. Throws Error{Protocol} (and again when
    /// called again) with the offset of the offending line; events before it have been given out.
    std::optional<ReadEvent> next();

    /// Offset just after the last complete line that was read.
    std::int64_t offset() const { return m_offset; }
    bool hasEnded() const { return m_state == State::Ended || m_state == State::Done; }
    /// At the end of a recorded file. Throws Error{Protocol} when a line is unfinished or the run has no end.
    void requireComplete() const;

private:
    enum class State { ExpectHello, Running, Ended, Done };

    std::optional<ReadEvent> readLine(std::string_view line, std::int64_t endOffset);
    void advance(const JobEvent& event);
    [[noreturn]] void refuse(const std::string& reason) const;

    State m_state;
    std::int64_t m_offset;
    std::string m_buffer;
    std::size_t m_begin = 0;   ///< of the first unread line in m_buffer
    std::size_t m_scanned = 0; ///< no newline in [m_begin, m_scanned)
};

} // namespace up5::jobs
