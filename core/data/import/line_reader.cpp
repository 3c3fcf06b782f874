#include "data/import/line_reader.h"

#include <cstring>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

LineReader::LineReader(const SourceFile& file, ImportSession& session)
    : m_file(file), m_session(session), m_source(open(file)), m_buffer(kMaxLine + 2) {
    while (m_end < 3 && refill()) {
    }
    const std::string_view head(m_buffer.data(), m_end);
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
        throw Error(ErrorCode::InvalidInput,
                    file.display +
                        ", line 1: the text is UTF-16; UTF-8 is expected. Save the file as UTF-8.");
    }
    if (head.starts_with("\xEF\xBB\xBF")) {
        m_begin = 3;
    }
}

bool LineReader::refill() {
    if (m_atEnd) {
        return false;
    }
    std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
    m_end -= m_begin;
    m_begin = 0;
    const std::size_t count = m_source->read(std::span(m_buffer).subspan(m_end));
    m_atEnd = count == 0;
    m_end += count;
    m_session.advance(static_cast<std::int64_t>(count));
    return count > 0;
}

bool LineReader::next(std::string_view& line) {
    std::size_t searched = 0;
    for (;;) {
        const char* begin = m_buffer.data() + m_begin;
        const std::size_t available = m_end - m_begin;
        const void* terminator = std::memchr(begin + searched, '\n', available - searched);
        if (!terminator && available <= kMaxLine && refill()) {
            searched = available;
            continue;
        }
        std::size_t length =
            terminator ? static_cast<std::size_t>(static_cast<const char*>(terminator) - begin) : available;
        if (!terminator && available == 0) {
            return false;
        }
        ++m_line;
        if (length > kMaxLine) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("{}, line {}: the line is longer than {} bytes; a text file with a row per line "
                            "is expected.",
                            m_file.display, m_line, kMaxLine));
        }
        m_begin += length + (terminator ? 1 : 0);
        if (length > 0 && begin[length - 1] == '\r') {
            --length;
        }
        line = std::string_view(begin, length);
        return true;
    }
}

} // namespace up5::data
