#include "data/import/delimited_reader.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "base/error.h"
#include "data/utf8.h"

namespace up5::data {

DelimitedReader::DelimitedReader(const SourceFile& file, RowFormat format, ImportSession& session)
    : m_session(session), m_format(std::move(format)), m_lines(file, session), m_splitter(m_format.dialect) {
    if (file.size == 0) {
        throw Error(ErrorCode::InvalidInput,
                    file.display + " is empty; " +
                        (m_format.shape.empty() ? "rows" : "rows of " + m_format.shape) + " are expected.");
    }
    if (m_format.dialect.header) {
        readHeader();
    } else {
        nameColumns();
    }
}

void DelimitedReader::readHeader() {
    std::string_view line;
    std::string fault = "the line with the names of the columns is missing.";
    if (m_lines.next(line)) {
        fault = faultOf(line);
        if (fault.empty()) {
            fault = m_splitter.split(line);
        }
    }
    if (!fault.empty()) {
        throw Error(ErrorCode::InvalidInput, fmt::format("{}, line 1: {}", file().display, fault));
    }
    for (std::size_t index = 0; index < m_splitter.fields().size(); ++index) {
        const std::string name = text(index);
        if (std::find(m_columns.begin(), m_columns.end(), name) != m_columns.end()) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("{}, line 1: column \"{}\" appears twice; names of columns must be unique.",
                            file().display, name));
        }
        m_columns.push_back(name);
    }
    m_format.fields = m_columns.size();
}

void DelimitedReader::nameColumns() {
    if (m_format.fields == 0) {
        for (const std::string& line : firstLines(file(), 1)) {
            m_splitter.split(line);
            m_format.fields = m_splitter.fields().size();
        }
    }
    for (std::size_t index = 0; index < m_format.fields; ++index) {
        m_columns.push_back(fmt::format("column {}", index + 1));
    }
}

std::size_t DelimitedReader::column(const std::string& name) const {
    const auto found = std::find(m_columns.begin(), m_columns.end(), name);
    if (found == m_columns.end()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("{}, line 1: there is no column \"{}\"; with {} as separator the columns are: {}.",
                        file().display, name, separatorName(m_format.dialect.separator),
                        fmt::join(m_columns, ", ")));
    }
    return static_cast<std::size_t>(found - m_columns.begin());
}

std::string DelimitedReader::faultOf(std::string_view line) const {
    if (std::memchr(line.data(), '\0', line.size())) {
        return "the line holds a zero byte; text is expected. If the file is UTF-16, save it as UTF-8.";
    }
    if (m_format.dialect.encoding == Encoding::Utf8 && !isUtf8(line)) {
        return "the line is not valid UTF-8. Save the file as UTF-8, or name its encoding in the mapping.";
    }
    return {};
}

std::string DelimitedReader::wrongCount() const {
    const std::size_t found = m_splitter.fields().size();
    return fmt::format("{} {} found where {} separated by {} are expected{}.", found,
                       found == 1 ? "field was" : "fields were", m_format.fields,
                       separatorName(m_format.dialect.separator),
                       m_format.shape.empty() ? "" : " (" + m_format.shape + ")");
}

void DelimitedReader::rejectEmptyLines() {
    for (; m_emptyLines > 0; --m_emptyLines, ++m_firstEmptyLine) {
        m_session.countRow();
        m_session.reject(file(), m_firstEmptyLine, "the line is empty; a row is expected.");
    }
}

bool DelimitedReader::next() {
    std::string_view line;
    while (m_lines.next(line)) {
        if (line.empty()) {
            if (m_emptyLines++ == 0) {
                m_firstEmptyLine = m_lines.line();
            }
            continue;
        }
        rejectEmptyLines();
        m_session.countRow();
        std::string fault = faultOf(line);
        if (fault.empty()) {
            fault = m_splitter.split(line);
        }
        if (fault.empty() && m_splitter.fields().size() == m_format.fields) {
            return true;
        }
        reject(fault.empty() ? wrongCount() : fault);
    }
    return false;
}

std::string DelimitedReader::text(std::size_t index) const {
    return m_format.dialect.encoding == Encoding::Latin1 ? latin1ToUtf8(field(index))
                                                         : std::string(field(index));
}

} // namespace up5::data
