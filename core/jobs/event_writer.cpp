#include "jobs/event_writer.h"

namespace up5::jobs {

EventWriter::EventWriter(const std::filesystem::path& file) : m_file(file), m_out(file, std::ios::app) {
    if (!m_out) {
        throw Error(ErrorCode::Io, "Cannot write " + file.string() + ".");
    }
}

bool EventWriter::isTooSoon(const ProgressEvent& progress) {
    const auto now = std::chrono::steady_clock::now();
    const bool isLast = progress.total > 0 && progress.done >= progress.total;
    if (progress.stage == m_lastStage && !isLast && now - m_lastProgress < std::chrono::milliseconds(100)) {
        return true;
    }
    m_lastProgress = now;
    m_lastStage = progress.stage;
    return false;
}

void EventWriter::emitEvent(const JobEvent& event) {
    const auto* progress = std::get_if<ProgressEvent>(&event);
    if (progress != nullptr && isTooSoon(*progress)) {
        return;
    }
    m_out << toJson(event).dump() + "\n" << std::flush;
    if (!m_out) {
        throw Error(ErrorCode::Io, "Cannot write " + m_file.string() + "; is the disk full?");
    }
}

} // namespace up5::jobs
