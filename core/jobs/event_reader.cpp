#include "jobs/event_reader.h"

#include <fmt/format.h>

namespace up5::jobs {

EventReader::EventReader(std::int64_t offset, bool expectHello)
    : m_state(expectHello ? State::ExpectHello : State::Running), m_offset(offset) {}

void EventReader::feed(std::string_view bytes) {
    m_buffer.erase(0, m_begin);
    m_scanned -= m_begin;
    m_begin = 0;
    m_buffer.append(bytes);
}

std::optional<ReadEvent> EventReader::next() {
    for (;;) {
        const std::size_t newline = m_buffer.find('\n', m_scanned);
        const bool complete = newline != std::string::npos;
        if ((complete ? newline : m_buffer.size()) - m_begin > kMaxEventLine) {
            refuse(fmt::format("is longer than the {} bytes allowed", kMaxEventLine));
        }
        if (!complete) {
            m_scanned = m_buffer.size();
            return std::nullopt;
        }
        const std::string_view line(m_buffer.data() + m_begin, newline - m_begin);
        const std::int64_t endOffset = m_offset + static_cast<std::int64_t>(line.size()) + 1;
        std::optional<ReadEvent> read = readLine(line, endOffset);
        m_begin = m_scanned = newline + 1;
        m_offset = endOffset;
        if (read) {
            return read;
        }
    }
}

std::optional<ReadEvent> EventReader::readLine(std::string_view line, std::int64_t endOffset) {
    if (!line.empty() && line.back() == kTornLine) {
        if (m_state == State::Done) {
            refuse("follows the end of the run");
        }
        m_state = State::ExpectHello;
        return std::nullopt;
    }
    try {
        JobEvent event = jobEventFromJson(nlohmann::json::parse(line));
        advance(event);
        return ReadEvent{std::move(event), endOffset};
    } catch (const nlohmann::json::exception&) {
        refuse("is no valid JSON: " + std::string(line.substr(0, 60)));
    } catch (const Error& error) {
        refuse(std::string("is refused: ") + error.what());
    }
}

void EventReader::advance(const JobEvent& event) {
    const bool hello = std::holds_alternative<HelloEvent>(event);
    if (m_state == State::Done || (m_state == State::Ended && !hello)) {
        throw Error(ErrorCode::Protocol, "Nothing may follow the end of the run.");
    }
    if (m_state == State::ExpectHello && !hello && !std::holds_alternative<FailedEvent>(event)) {
        throw Error(ErrorCode::Protocol, "The first event must be hello.");
    }
    if (std::holds_alternative<DoneEvent>(event)) {
        m_state = State::Done;
    } else {
        m_state = isEnd(event) ? State::Ended : State::Running;
    }
}

void EventReader::requireComplete() const {
    if (m_begin != m_buffer.size()) {
        refuse("has no end");
    }
    if (!hasEnded()) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("The events break off at byte {} without an end.", m_offset));
    }
}

void EventReader::refuse(const std::string& reason) const {
    throw Error(ErrorCode::Protocol,
                fmt::format("The line at byte {} of the worker's events {}", m_offset, reason));
}

} // namespace up5::jobs
