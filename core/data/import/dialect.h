// How a table is written as text: separator, header, quotes, encoding; and splitting a line into fields.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace up5::data {

enum class Encoding { Utf8, Latin1 };

struct Dialect {
    std::string separator = ","; ///< one or more characters
    bool header = true;          ///< the first line holds the names of the columns
    bool quotes = false;         ///< fields may stand in double quotes (RFC 4180, within one line)
    Encoding encoding = Encoding::Utf8;
};

/// Splits lines into fields; the views live until the next call or the end of the line's memory.
class FieldSplitter {
public:
    explicit FieldSplitter(const Dialect& dialect)
        : m_separator(dialect.separator), m_quotes(dialect.quotes) {}

    /// Empty when fine, otherwise what is wrong with the quotes, as a sentence.
    std::string split(std::string_view line);
    const std::vector<std::string_view>& fields() const { return m_fields; }

private:
    std::string splitQuoted(std::string_view line);

    std::string m_separator;
    bool m_quotes;
    std::vector<std::string_view> m_fields;
    std::deque<std::string> m_unquoted; ///< fields in which "" stood for "; a deque keeps their addresses
};

/// The separators that are looked for when none is given.
const std::vector<std::string>& knownSeparators();

/// The dialect usual with a separator: fields may be quoted between commas, semicolons and tabs, while titles
/// between
/// "|" or "::" may begin with a quotation mark.
Dialect dialectFor(const std::string& separator);

/// The known separator that cuts most lines, at least 70 % of them, into as many fields as the first, two or
/// more; the one with most fields if several do; empty if none does.
std::string detectSeparator(const std::vector<std::string>& lines);

/// Whether the first line looks like names: no field empty, repeated or a number.
bool detectHeader(const std::vector<std::string>& lines, const Dialect& dialect);

/// A separator as people call it: "tab", "::" ….
std::string separatorName(const std::string& separator);

} // namespace up5::data
