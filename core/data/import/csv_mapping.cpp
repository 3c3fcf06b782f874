#include "data/import/csv_mapping.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

namespace {

[[noreturn]] void refuse(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, "The mapping of columns is wrong: " + sentence);
}

/// One object of the mapping, read key by key; a key that nobody asked for is refused.
class Section {
public:
    Section(const nlohmann::json& json, std::string name, std::initializer_list<const char*> keys)
        : m_json(json), m_name(std::move(name)) {
        if (!json.is_object()) {
            refuse(fmt::format("{} must be an object.", m_name));
        }
        for (const auto& [key, value] : json.items()) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                refuse(
                    fmt::format("{} has no key \"{}\"; it may have {}.", m_name, key, fmt::join(keys, ", ")));
            }
        }
    }

    std::optional<std::string> text(const char* key) const {
        const auto found = m_json.find(key);
        if (found == m_json.end() || found->is_null()) {
            return std::nullopt;
        }
        if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
            refuse(fmt::format("\"{}\" of {} must be a text that is not empty.", key, m_name));
        }
        return found->get<std::string>();
    }
    std::string requiredText(const char* key) const {
        if (auto value = text(key)) {
            return *value;
        }
        refuse(fmt::format("{} needs \"{}\".", m_name, key));
    }
    const nlohmann::json* find(const char* key) const {
        const auto found = m_json.find(key);
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }

private:
    const nlohmann::json& m_json;
    std::string m_name;
};

CsvTable parseTable(const Section& section) {
    CsvTable table{.file = section.text("file"), .separator = section.text("separator")};
    if (const nlohmann::json* header = section.find("header")) {
        if (!header->is_boolean()) {
            refuse("\"header\" must be true or false.");
        }
        table.header = header->get<bool>();
    }
    return table;
}

std::vector<double> parseEdges(const nlohmann::json& json, const std::string& column) {
    if (!json.is_array() ||
        !std::all_of(json.begin(), json.end(), [](const auto& edge) { return edge.is_number(); })) {
        refuse(fmt::format("\"edges\" of column {} must be a list of numbers.", column));
    }
    const auto edges = json.get<std::vector<double>>();
    if (edges.empty() ||
        std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) != edges.end()) {
        refuse(fmt::format("\"edges\" of column {} must hold at least one number and rise.", column));
    }
    return edges;
}

TableAttribute parseAttribute(const nlohmann::json& json) {
    if (json.is_string() && !json.get_ref<const std::string&>().empty()) {
        return {.column = json, .name = json, .edges = {}};
    }
    const Section section(json, "an entry of \"attributes\"", {"column", "name", "edges"});
    TableAttribute attribute{.column = section.requiredText("column"), .name = {}, .edges = {}};
    attribute.name = section.text("name").value_or(attribute.column);
    if (const nlohmann::json* edges = section.find("edges")) {
        attribute.edges = parseEdges(*edges, attribute.column);
    }
    return attribute;
}

void parseInteractions(const nlohmann::json& json, CsvMapping& mapping) {
    const Section section(json, "\"interactions\"",
                          {"file", "separator", "header", "user", "item", "time", "rating"});
    mapping.interactions = parseTable(section);
    mapping.columns.user = section.requiredText("user");
    mapping.columns.item = section.requiredText("item");
    mapping.columns.time = section.text("time");
    mapping.columns.rating = section.text("rating");
    mapping.interactions.columns = {mapping.columns.user, mapping.columns.item};
    for (const auto& column : {mapping.columns.time, mapping.columns.rating}) {
        if (column) {
            mapping.interactions.columns.push_back(*column);
        }
    }
}

void parseUsers(const nlohmann::json& json, CsvMapping& mapping) {
    const Section section(json, "\"users\"", {"file", "separator", "header", "id", "attributes"});
    mapping.users = parseTable(section);
    mapping.columns.userId = section.requiredText("id");
    mapping.users->columns = {mapping.columns.userId};
    if (const nlohmann::json* attributes = section.find("attributes")) {
        if (!attributes->is_array()) {
            refuse("\"attributes\" of \"users\" must be a list.");
        }
        for (const nlohmann::json& entry : *attributes) {
            mapping.columns.attributes.push_back(parseAttribute(entry));
            mapping.users->columns.push_back(mapping.columns.attributes.back().column);
        }
    }
}

void parseItems(const nlohmann::json& json, CsvMapping& mapping) {
    const Section section(json, "\"items\"",
                          {"file", "separator", "header", "id", "title", "genres", "genre_separator"});
    mapping.items = parseTable(section);
    mapping.columns.itemId = section.requiredText("id");
    mapping.columns.title = section.text("title");
    mapping.columns.genres = section.text("genres");
    mapping.columns.genreSeparator = section.text("genre_separator").value_or("|");
    mapping.items->columns = {mapping.columns.itemId};
    for (const auto& column : {mapping.columns.title, mapping.columns.genres}) {
        if (column) {
            mapping.items->columns.push_back(*column);
        }
    }
}

void parseBestPossibleAuc(const nlohmann::json& json, CsvMapping& mapping) {
    if (!json.is_object()) {
        refuse("\"best_possible_auc\" must be an object of attributes and numbers.");
    }
    const auto& attributes = mapping.columns.attributes;
    for (const auto& entry : json.items()) {
        const std::string& name = entry.key();
        const nlohmann::json& value = entry.value();
        if (std::none_of(attributes.begin(), attributes.end(),
                         [&name](const TableAttribute& attribute) { return attribute.name == name; })) {
            refuse(fmt::format("\"best_possible_auc\" names {}, which is no attribute of \"users\".", name));
        }
        if (!value.is_number() || value.get<double>() < 0.0 || value.get<double>() > 1.0) {
            refuse(fmt::format("\"best_possible_auc\" of {} is {}; a number from 0 to 1 is expected.", name,
                               value.dump()));
        }
        mapping.bestPossibleAuc[name] = value.get<double>();
    }
}

} // namespace

CsvMapping parseCsvMapping(const nlohmann::json& json) {
    const Section section(json, "the mapping",
                          {"name", "noun", "encoding", "missing", "interactions", "users", "items",
                           "best_possible_auc", "generated_by"});
    CsvMapping mapping;
    mapping.name = section.text("name").value_or("");
    mapping.noun = section.text("noun").value_or("items");
    const std::string encoding = section.text("encoding").value_or("utf-8");
    if (encoding != "utf-8" && encoding != "latin-1") {
        refuse(fmt::format("\"encoding\" is {}; utf-8 or latin-1 is allowed.", encoding));
    }
    mapping.encoding = encoding == "utf-8" ? Encoding::Utf8 : Encoding::Latin1;
    if (const nlohmann::json* missing = section.find("missing")) {
        if (!missing->is_array() || !std::all_of(missing->begin(), missing->end(),
                                                 [](const auto& text) { return text.is_string(); })) {
            refuse("\"missing\" must be a list of texts.");
        }
        mapping.columns.missing = missing->get<std::vector<std::string>>();
    }
    const nlohmann::json* interactions = section.find("interactions");
    if (!interactions) {
        refuse("\"interactions\" with the columns of user and item is missing.");
    }
    parseInteractions(*interactions, mapping);
    if (const nlohmann::json* users = section.find("users")) {
        parseUsers(*users, mapping);
    }
    if (const nlohmann::json* items = section.find("items")) {
        parseItems(*items, mapping);
    }
    if (const nlohmann::json* best = section.find("best_possible_auc")) {
        parseBestPossibleAuc(*best, mapping);
    }
    if (const nlohmann::json* generatedBy = section.find("generated_by");
        generatedBy && !generatedBy->is_object()) {
        refuse("\"generated_by\" must be an object.");
    }
    return mapping;
}

} // namespace up5::data
