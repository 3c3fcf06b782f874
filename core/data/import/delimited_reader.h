// Rows of a delimited text file, streamed; rows that are no rows go to the import session.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/import/dialect.h"
#include "data/import/line_reader.h"

namespace up5::data {

/// What the rows of a file must look like.
struct RowFormat {
    Dialect dialect;
    std::size_t fields = 0; ///< number of fields; 0 = as many as the header (or else the first row) has
    std::string shape;      ///< for messages: "user::movie::rating::time"
};

class DelimitedReader {
public:
    /// Opens the file and reads its header if it has one. Throws Error{InvalidInput} if the file is empty or
    /// the header cannot be read.
    DelimitedReader(const SourceFile& file, RowFormat format, ImportSession& session);

    /// Names of the columns; "column 1", … without a header.
    const std::vector<std::string>& columns() const { return m_columns; }
    /// Position of a column. Throws Error{InvalidInput} naming the columns there are.
    std::size_t column(const std::string& name) const;

    /// Goes to the next row that has the right number of fields and encoding; the others are rejected. False
    /// at the end. Empty lines at the end of the file are no rows. Throws Error{InvalidInput} in strict mode.
    bool next();
    /// Bytes of a field of the current row; index < number of fields.
    std::string_view field(std::size_t index) const { return m_splitter.fields()[index]; }
    /// A field as UTF-8 text.
    std::string text(std::size_t index) const;
    /// Line of the current row, from 1.
    std::int64_t line() const { return m_lines.line(); }
    const SourceFile& file() const { return m_lines.file(); }
    /// The current row breaks a rule.
    void reject(const std::string& sentence) { m_session.reject(file(), line(), sentence); }

private:
    void readHeader();
    void nameColumns();
    void rejectEmptyLines();
    /// What is wrong with the line as text, empty if nothing.
    std::string faultOf(std::string_view line) const;
    std::string wrongCount() const;

    ImportSession& m_session;
    RowFormat m_format;
    LineReader m_lines;
    FieldSplitter m_splitter;
    std::vector<std::string> m_columns;
    std::int64_t m_firstEmptyLine = 0, m_emptyLines = 0;
};

} // namespace up5::data
