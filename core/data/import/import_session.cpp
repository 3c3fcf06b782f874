#include "data/import/import_session.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "data/utf8.h"

namespace up5::data {

namespace {

constexpr std::size_t kListedRows = 1000;

std::string hashOfFile(const std::filesystem::path& path, const CancelToken& cancel) {
    const auto source = openFile(path);
    std::string buffer(1 << 20, '\0');
    ContentHash hash;
    while (const std::size_t count = source->read(buffer)) {
        cancel.throwIfCancelled();
        hash.add(std::string_view(buffer).substr(0, count));
    }
    return hash.hex();
}

} // namespace

void ImportSession::expect(const SourceFile& file) {
    if (!isUtf8(file.display)) { // it goes into provenance and reports
        throw Error(ErrorCode::InvalidInput, "The name of the file " + latin1ToUtf8(file.display) +
                                                 " is not UTF-8. Rename it and import again.");
    }
    m_total += file.size;
    if (std::find(m_paths.begin(), m_paths.end(), file.path) == m_paths.end()) {
        m_paths.push_back(file.path);
    }
}

void ImportSession::advance(std::int64_t bytes) {
    m_cancel.throwIfCancelled();
    m_done += bytes;
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && now - m_lastReport >= std::chrono::milliseconds(100)) {
        m_lastReport = now;
        m_progress(m_done, m_total);
    }
}

void ImportSession::finish() {
    m_cancel.throwIfCancelled();
    if (m_progress) {
        m_progress(m_total, m_total);
    }
}

void ImportSession::reject(const SourceFile& file, std::int64_t line, const std::string& sentence) {
    if (m_options.onError == OnError::Strict) {
        throw Error(ErrorCode::InvalidInput, fmt::format("{}, line {}: {}", file.display, line, sentence));
    }
    ++m_report.rowsDropped;
    if (m_report.onDropped) {
        m_report.onDropped({file.display, line, sentence});
    }
    if (m_report.dropped.size() < kListedRows) {
        m_report.dropped.push_back({file.display, line, sentence});
    }
}

void ImportSession::refuseUnusable(const SourceFile& file, const std::string& expected) const {
    for (const DroppedRow& row : m_report.dropped) {
        if (row.file == file.display) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}: no row could be used; {} expected. Line {}: {}", file.display,
                                    expected, row.line, row.reason));
        }
    }
    throw Error(ErrorCode::InvalidInput, fmt::format("{} has no rows; {} expected.", file.display, expected));
}

nlohmann::json ImportSession::provenance(const std::string& format) const {
    nlohmann::json files = nlohmann::json::array();
    for (const std::filesystem::path& path : m_paths) {
        files.push_back({{"name", path.filename().string()},
                         {"bytes", std::filesystem::file_size(path)},
                         {"sha256", hashOfFile(path, m_cancel)}});
    }
    nlohmann::json result = {{"importer", format},
                             {"settings", m_options.settings},
                             {"on_error", m_options.onError == OnError::Strict ? "strict" : "skip"},
                             {"files", std::move(files)}};
    if (!m_options.mapping.is_null()) {
        result["mapping"] = m_options.mapping;
    }
    return result;
}

} // namespace up5::data
