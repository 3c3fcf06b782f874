#include "data/csv_export.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"

namespace up5::data {

namespace {

/// A text file that appears on commit(); its last write decides whether everything reached the disk.
class TextFile {
public:
    explicit TextFile(const std::filesystem::path& path)
        : m_path(path), m_file(path), m_out(m_file.temporaryPath(), std::ios::binary) {}

    std::string& line() { return m_buffer; }
    void endLine() {
        m_buffer += '\n';
        if (m_buffer.size() >= kBuffer) {
            flush();
        }
    }
    void commit() {
        flush();
        m_out.close();
        if (!m_out) {
            throw Error(ErrorCode::Io, "Cannot write " + m_path.string() + ".");
        }
        m_file.commit();
    }

private:
    static constexpr std::size_t kBuffer = 1u << 16;
    void flush() {
        m_out.write(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size()));
        m_buffer.clear();
    }

    std::filesystem::path m_path;
    AtomicFile m_file;
    std::ofstream m_out;
    std::string m_buffer;
};

/// The text as a CSV field (RFC 4180), within one line.
std::string field(const std::string& text) {
    if (text.find_first_of("\r\n") != std::string::npos) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("\"{}\" contains a line break and cannot be written as CSV.", text));
    }
    const bool hasEdgeSpace = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (text.find_first_of(",\"") == std::string::npos && !hasEdgeSpace) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

std::vector<std::string> fields(const std::vector<std::string>& texts) {
    std::vector<std::string> escaped;
    for (const std::string& text : texts) {
        escaped.push_back(field(text));
    }
    return escaped;
}

void writeInteractions(const Dataset& dataset, const std::filesystem::path& path) {
    TextFile file(path);
    const bool timed = !dataset.timestamps().empty(), rated = !dataset.ratings().empty();
    file.line() += fmt::format("user,item{}{}", timed ? ",time" : "", rated ? ",rating" : "");
    file.endLine();
    const auto items = fields(dataset.itemIds());
    std::size_t row = 0;
    for (int user = 0; user < dataset.numUsers(); ++user) {
        const std::string id = field(dataset.userIds()[static_cast<std::size_t>(user)]);
        for (const std::int32_t item : dataset.history(user)) {
            auto out = std::back_inserter(file.line());
            fmt::format_to(out, "{},{}", id, items[static_cast<std::size_t>(item)]);
            if (timed) {
                fmt::format_to(out, ",{}", dataset.timestamps()[row]);
            }
            if (rated) {
                fmt::format_to(out, ",{}", dataset.ratings()[row]);
            }
            file.endLine();
            ++row;
        }
    }
    file.commit();
}

void writeUsers(const Dataset& dataset, const std::filesystem::path& path) {
    TextFile file(path);
    file.line() += "user";
    std::vector<std::vector<std::string>> classes;
    for (const Attribute& attribute : dataset.attributes()) {
        if (attribute.name == "user") {
            throw Error(ErrorCode::InvalidInput,
                        "An attribute called \"user\" cannot be written beside the users' ids.");
        }
        file.line().append(",").append(field(attribute.name));
        classes.push_back(fields(attribute.classes));
    }
    file.endLine();
    for (std::size_t user = 0; user < dataset.userIds().size(); ++user) {
        file.line() += field(dataset.userIds()[user]);
        for (std::size_t a = 0; a < classes.size(); ++a) {
            const std::int32_t value = dataset.attributes()[a].values[user];
            file.line() += ',';
            file.line() += value < 0 ? std::string() : classes[a][static_cast<std::size_t>(value)];
        }
        file.endLine();
    }
    file.commit();
}

void writeItems(const Dataset& dataset, const std::filesystem::path& path) {
    TextFile file(path);
    const bool titled = !dataset.itemTitles().empty(), labelled = !dataset.itemGenres().empty();
    file.line() += fmt::format("item{}{}", titled ? ",title" : "", labelled ? ",genres" : "");
    file.endLine();
    for (std::size_t item = 0; item < dataset.itemIds().size(); ++item) {
        file.line() += field(dataset.itemIds()[item]);
        if (titled) {
            file.line().append(",").append(field(dataset.itemTitles()[item]));
        }
        if (labelled) {
            file.line().append(",").append(field(dataset.itemGenres()[item]));
        }
        file.endLine();
    }
    file.commit();
}

nlohmann::json mappingOf(const Dataset& dataset) {
    nlohmann::json interactions = {{"file", "interactions.csv"},
                                   {"separator", ","},
                                   {"header", true},
                                   {"user", "user"},
                                   {"item", "item"}};
    nlohmann::json users = {{"file", "users.csv"}, {"separator", ","}, {"header", true}, {"id", "user"}};
    nlohmann::json items = {{"file", "items.csv"}, {"separator", ","}, {"header", true}, {"id", "item"}};
    if (!dataset.timestamps().empty()) {
        interactions["time"] = "time";
    }
    if (!dataset.ratings().empty()) {
        interactions["rating"] = "rating";
    }
    nlohmann::json best = nlohmann::json::object();
    users["attributes"] = nlohmann::json::array();
    for (const Attribute& attribute : dataset.attributes()) {
        users["attributes"].push_back(attribute.name);
        if (attribute.bestPossibleAuc) {
            best[attribute.name] = *attribute.bestPossibleAuc;
        }
    }
    if (!dataset.itemTitles().empty()) {
        items["title"] = "title";
    }
    if (!dataset.itemGenres().empty()) {
        items["genres"] = "genres";
    }
    nlohmann::json mapping = {
        {"name", dataset.name()},       {"noun", dataset.noun()}, {"missing", nlohmann::json::array({""})},
        {"interactions", interactions}, {"users", users},         {"items", items}};
    if (!best.empty()) {
        mapping["best_possible_auc"] = best;
    }
    if (const auto settings = dataset.provenance().find("settings");
        dataset.format() == "generated" && settings != dataset.provenance().end()) {
        mapping["generated_by"] = *settings;
    }
    return mapping;
}

} // namespace

void exportCsv(const Dataset& dataset, const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw Error(ErrorCode::Io, "Cannot create " + folder.string() + ": " + error.message() + ".");
    }
    writeInteractions(dataset, folder / "interactions.csv");
    writeUsers(dataset, folder / "users.csv");
    writeItems(dataset, folder / "items.csv");
    writeFileAtomically(folder / "mapping.json", mappingOf(dataset).dump(1) + '\n');
}

} // namespace up5::data
