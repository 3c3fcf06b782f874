// RecBole atomic files: tab-separated .inter, .user and .item with typed headers ("user_id:token").
#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/builtin_importers.h"
#include "data/import/recbole_files.h"
#include "data/import/settings.h"
#include "data/import/table_reader.h"

namespace up5::data {

namespace {

const std::string kRecBoleFormat = "recbole";

const std::vector<ImporterSetting>& recboleSettings() {
    static const std::vector<ImporterSetting> settings = {
        {"attributes",
         "list of sensitive columns; default: every token column of the .user file with at most 50 "
         "values and every column with bins",
         {},
         ""},
        {"bins", "edges by column, e.g. {\"age\": [18, 25, 35]}", {}, "{}"},
        {"noun", "what items are called in templates: movies, insurance, items", {}, "items"}};
    return settings;
}

std::vector<double> binsOf(const nlohmann::json& bins, const std::string& name) {
    if (!bins.contains(name)) {
        return {};
    }
    const nlohmann::json& edges = bins.at(name);
    const bool isNumbers =
        edges.is_array() && !edges.empty() &&
        std::all_of(edges.begin(), edges.end(), [](const auto& edge) { return edge.is_number(); });
    if (!isNumbers || std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) != edges.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The bins of {} must be a rising list of numbers.", name));
    }
    return edges.get<std::vector<double>>();
}

struct RecboleSettings {
    explicit RecboleSettings(const nlohmann::json& json) {
        try {
            attributes = json.value("attributes", attributes);
            noun = json.value("noun", "items");
        } catch (const nlohmann::json::exception&) {
            throw Error(ErrorCode::InvalidInput,
                        "Setting attributes must be a list of column names, noun a text.");
        }
        bins = json.value("bins", nlohmann::json::object());
        if (!bins.is_object() || noun.empty()) {
            throw Error(ErrorCode::InvalidInput,
                        "Setting bins must be an object of lists, and noun not empty.");
        }
    }

    std::vector<std::string> attributes; ///< empty = choose
    nlohmann::json bins;
    std::string noun;
};

/// Refuses settings about columns of users that would change nothing.
void requireEffect(const RecboleSettings& settings, const std::optional<RecboleFile>& users,
                   const FileSet& files) {
    const auto refuse = [](const std::string& sentence) { throw Error(ErrorCode::InvalidInput, sentence); };
    if (!users) {
        if (!settings.attributes.empty() || !settings.bins.empty()) {
            refuse(fmt::format("Setting {} is about columns of a .user file, but there is none among {}. Add "
                               "the file or leave the setting out.",
                               settings.attributes.empty() ? "bins" : "attributes", files.names()));
        }
        return;
    }
    const auto requireColumn = [&](const std::string& name, const char* setting) {
        if (!users->find(name) || name == "user_id") {
            refuse(fmt::format("{}, line 1: there is no column {} of an attribute, which setting {} names.",
                               users->file->display, name, setting));
        }
    };
    for (const std::string& name : settings.attributes) {
        requireColumn(name, "attributes");
    }
    for (const auto& [name, edges] : settings.bins.items()) {
        requireColumn(name, "bins");
        const auto& chosen = settings.attributes;
        if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), name) == chosen.end()) {
            refuse(fmt::format("Setting bins names {}, but setting attributes does not. Add it there or "
                               "leave its bins out.",
                               name));
        }
    }
}

/// The sensitive columns.
std::vector<TableAttribute> chooseAttributes(const RecboleFile& users, const RecboleSettings& settings) {
    std::vector<TableAttribute> attributes;
    for (const std::string& name : settings.attributes) {
        attributes.push_back({users.find(name)->header, name, binsOf(settings.bins, name)});
    }
    for (const RecboleColumn& column : users.columns) {
        if (!settings.attributes.empty() || column.name == "user_id") {
            continue;
        }
        const std::vector<double> edges = binsOf(settings.bins, column.name);
        if (!edges.empty() || column.type == "token") {
            attributes.push_back({column.header, column.name, edges, edges.empty()});
        }
    }
    return attributes;
}

std::optional<std::string> firstHeader(const RecboleFile& file, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        if (const RecboleColumn* column = file.find(name)) {
            return column->header;
        }
    }
    return std::nullopt;
}

/// Columns that nothing is read from, of all files.
std::vector<std::string> leftOutColumns(const RecboleFiles& files, const TableMapping& mapping) {
    std::vector<std::string> read = {mapping.user, mapping.item, mapping.userId, mapping.itemId};
    for (const auto& column : {mapping.time, mapping.rating, mapping.title, mapping.genres}) {
        read.push_back(column.value_or(std::string()));
    }
    for (const TableAttribute& attribute : mapping.attributes) {
        read.push_back(attribute.column);
    }
    std::vector<std::string> leftOut;
    for (const auto& file : {files.interactions, files.users, files.items}) {
        for (const RecboleColumn& column : file ? file->columns : std::vector<RecboleColumn>()) {
            if (std::find(read.begin(), read.end(), column.header) == read.end()) {
                leftOut.push_back(column.header);
            }
        }
    }
    return leftOut;
}

class RecboleImporter : public Importer {
public:
    std::string format() const override { return kRecBoleFormat; }
    std::string description() const override { return "RecBole atomic files: .inter, with .user and .item"; }
    std::vector<ImporterSetting> settings() const override { return recboleSettings(); }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        const FileSet files(paths);
        return std::any_of(files.files().begin(), files.files().end(), isRecboleFile);
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        const RecboleSettings chosen(options.settings);
        ImportSession session(options, report, progress, cancel);
        const FileSet files(paths);
        const RecboleFiles atomic(files);
        if (!atomic.interactions) {
            throw Error(
                ErrorCode::InvalidInput,
                "No .inter file was found in " + files.names() +
                    "; one whose first line holds user_id:token and item_id:token, separated by tabs, is "
                    "expected.");
        }
        requireEffect(chosen, atomic.users, files);
        TableMapping mapping;
        mapping.interactions = {atomic.interactions->file, recboleDialect()};
        mapping.user = atomic.interactions->find("user_id")->header;
        mapping.item = atomic.interactions->find("item_id")->header;
        mapping.time = firstHeader(*atomic.interactions, {"timestamp"});
        mapping.rating = firstHeader(*atomic.interactions, {"rating"});
        if (atomic.users) {
            mapping.users = {atomic.users->file, recboleDialect()};
            mapping.userId = atomic.users->find("user_id")->header;
            mapping.attributes = chooseAttributes(*atomic.users, chosen);
        }
        if (atomic.items) {
            mapping.items = {atomic.items->file, recboleDialect()};
            mapping.itemId = atomic.items->find("item_id")->header;
            mapping.title = firstHeader(*atomic.items, {"movie_title", "title", "item_name", "name"});
            mapping.genres =
                firstHeader(*atomic.items, {"genre", "genres", "class", "categories", "category"});
            mapping.genreSeparator = " "; // sequences of tokens are separated by spaces
        }
        DatasetContent content = readTables(mapping, session);
        const std::string fileName =
            std::filesystem::path(atomic.interactions->file->baseName).stem().string();
        content.name = options.name.empty() ? fileName : options.name;
        content.format = kRecBoleFormat;
        content.noun = chosen.noun;
        for (const std::string& column : leftOutColumns(atomic, mapping)) {
            content.provenance["left_out_columns"].push_back(column);
        }
        content.provenance.update(session.provenance(kRecBoleFormat));
        session.finish();
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeRecboleImporter() {
    return std::make_unique<RecboleImporter>();
}

} // namespace up5::data
