#include "data/import/dialect.h"

#include <algorithm>
#include <set>

#include "data/import/numbers.h"

namespace up5::data {

std::string FieldSplitter::split(std::string_view line) {
    m_fields.clear();
    if (m_quotes && line.find('"') != std::string_view::npos) {
        return splitQuoted(line);
    }
    std::size_t begin = 0;
    if (m_separator.size() == 1) {
        const char separator = m_separator.front();
        for (std::size_t end = line.find(separator); end != std::string_view::npos;
             end = line.find(separator, begin)) {
            m_fields.push_back(line.substr(begin, end - begin));
            begin = end + 1;
        }
    } else {
        for (std::size_t end = line.find(m_separator); end != std::string_view::npos;
             end = line.find(m_separator, begin)) {
            m_fields.push_back(line.substr(begin, end - begin));
            begin = end + m_separator.size();
        }
    }
    m_fields.push_back(line.substr(begin));
    return {};
}

std::string FieldSplitter::splitQuoted(std::string_view line) {
    m_unquoted.clear();
    std::size_t at = 0;
    for (;;) {
        if (at < line.size() && line[at] == '"') {
            std::string& field = m_unquoted.emplace_back();
            std::size_t quote = line.find('"', ++at);
            while (quote != std::string_view::npos && quote + 1 < line.size() && line[quote + 1] == '"') {
                field.append(line, at, quote + 1 - at);
                at = quote + 2;
                quote = line.find('"', at);
            }
            if (quote == std::string_view::npos) {
                return "a quoted field is not closed on its line; every \" that opens a field must be closed "
                       "before "
                       "the line ends.";
            }
            field.append(line, at, quote - at);
            m_fields.push_back(field);
            at = quote + 1;
            if (at < line.size() && line.compare(at, m_separator.size(), m_separator) != 0) {
                return "text follows a closing quote; the separator or the end of the line is expected.";
            }
        } else {
            const std::size_t end = std::min(line.find(m_separator, at), line.size());
            m_fields.push_back(line.substr(at, end - at));
            at = end;
        }
        if (at >= line.size()) {
            return {};
        }
        at += m_separator.size();
    }
}

const std::vector<std::string>& knownSeparators() {
    static const std::vector<std::string> separators = {"::", "\t", ",", ";", "|"};
    return separators;
}

Dialect dialectFor(const std::string& separator) {
    return {.separator = separator, .quotes = separator == "," || separator == ";" || separator == "\t"};
}

std::string detectSeparator(const std::vector<std::string>& lines) {
    std::string best;
    std::pair<std::size_t, std::size_t> bestScore{0, 1}; // lines that agree, fields
    for (const std::string& candidate : knownSeparators()) {
        FieldSplitter splitter(dialectFor(candidate));
        std::size_t fields = 0, agreeing = 0, filled = 0;
        for (const std::string& line : lines) {
            if (line.empty()) {
                continue;
            }
            ++filled;
            const bool isFine = splitter.split(line).empty();
            if (filled == 1) {
                fields = splitter.fields().size();
            }
            agreeing += isFine && splitter.fields().size() == fields ? 1 : 0;
        }
        const std::pair score(agreeing, fields);
        if (fields >= 2 && agreeing * 10 >= filled * 7 && score > bestScore) {
            best = candidate;
            bestScore = score;
        }
    }
    return best;
}

bool detectHeader(const std::vector<std::string>& lines, const Dialect& dialect) {
    if (lines.empty()) {
        return false;
    }
    FieldSplitter splitter(dialect);
    splitter.split(lines.front());
    std::set<std::string_view> names;
    return std::all_of(splitter.fields().begin(), splitter.fields().end(), [&names](std::string_view field) {
        return !field.empty() && !parseNumber(field) && names.insert(field).second;
    });
}

std::string separatorName(const std::string& separator) {
    return separator == "\t" ? "tab" : '"' + separator + '"';
}

} // namespace up5::data
