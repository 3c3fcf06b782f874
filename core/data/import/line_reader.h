// Lines of a text file, streamed: one buffer, whatever the file's size.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "data/import/import_session.h"

namespace up5::data {

class LineReader {
public:
    /// Longest line that can be a row of data.
    static constexpr std::size_t kMaxLine = 1 << 20;

    /// Opens the file; reading counts bytes in `session`. Throws Error{InvalidInput} for UTF-16 text.
    LineReader(const SourceFile& file, ImportSession& session);

    /// The next line without "\n" or "\r\n", valid until the next call; false at the end. A UTF-8 byte-order
    /// mark is removed. Throws Error{InvalidInput} for a line longer than kMaxLine, Error{Cancelled}.
    bool next(std::string_view& line);
    /// Number of the line that next gave, from 1.
    std::int64_t line() const { return m_line; }
    const SourceFile& file() const { return m_file; }

private:
    /// Moves the unread rest to the front and reads more; false when nothing came.
    bool refill();

    SourceFile m_file;
    ImportSession& m_session;
    std::unique_ptr<ByteSource> m_source;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0, m_end = 0;
    bool m_atEnd = false;
    std::int64_t m_line = 0;
};

} // namespace up5::data
