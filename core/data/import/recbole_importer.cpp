// RecBole atomic files: tab-separated .inter, .user and .item with typed headers ("user_id:token").
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/builtin_importers.h"
#include "data/import/settings.h"
#include "data/import/table_reader.h"

namespace up5::data {

namespace {

const std::string kRecBoleFormat = "recbole";
constexpr std::array kTypes = {"token", "token_seq", "float", "float_seq"};

Dialect atomicDialect() {
    return {.separator = "\t", .header = true, .quotes = false};
}

struct Column {
    std::string header; ///< "user_id:token"
    std::string name;   ///< "user_id"
    std::string type;   ///< "token"
};

/// A file whose header is typed; empty columns if it is not.
struct AtomicFile {
    const SourceFile* file = nullptr;
    std::vector<Column> columns;

    const Column* find(const std::string& name) const {
        const auto found = std::find_if(columns.begin(), columns.end(),
                                        [&name](const Column& column) { return column.name == name; });
        return found == columns.end() ? nullptr : &*found;
    }
};

AtomicFile readHeader(const SourceFile& file) {
    AtomicFile atomic{&file, {}};
    const auto lines = firstLines(file, 1);
    if (lines.empty()) {
        return atomic;
    }
    FieldSplitter splitter(atomicDialect());
    splitter.split(lines.front());
    for (const std::string_view field : splitter.fields()) {
        const std::size_t colon = field.rfind(':');
        Column column{std::string(field), std::string(field.substr(0, colon)),
                      colon == std::string_view::npos ? std::string() : std::string(field.substr(colon + 1))};
        if (column.name.empty() || std::find(kTypes.begin(), kTypes.end(), column.type) == kTypes.end()) {
            return {&file, {}};
        }
        atomic.columns.push_back(std::move(column));
    }
    return atomic;
}

/// The three kinds of file, told apart by their columns.
struct AtomicFiles {
    explicit AtomicFiles(const FileSet& files) {
        for (const SourceFile& file : files.files()) {
            const AtomicFile atomic = readHeader(file);
            const bool hasUser = atomic.find("user_id"), hasItem = atomic.find("item_id");
            if (hasUser || hasItem) {
                take(hasUser && hasItem ? interactions : hasUser ? users : items, atomic);
            }
        }
    }

    static void take(std::optional<AtomicFile>& place, const AtomicFile& atomic) {
        if (place) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("{} and {} have the same kind of columns; give only one .inter, .user and .item "
                            "file.",
                            place->file->display, atomic.file->display));
        }
        place = atomic;
    }

    std::optional<AtomicFile> interactions, users, items;
};

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

/// The sensitive columns; those that cannot serve are added to `leftOut`.
std::vector<TableAttribute> chooseAttributes(const AtomicFile& users, const RecboleSettings& settings,
                                             nlohmann::json& leftOut) {
    const auto check = [&users](const std::string& name, const char* setting) {
        if (!users.find(name)) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}, line 1: there is no column {}, which setting {} names.",
                                    users.file->display, name, setting));
        }
    };
    for (const auto& [name, edges] : settings.bins.items()) {
        check(name, "bins");
    }
    std::vector<TableAttribute> attributes;
    for (const std::string& name : settings.attributes) {
        check(name, "attributes");
        attributes.push_back({users.find(name)->header, name, binsOf(settings.bins, name)});
    }
    for (const Column& column : users.columns) {
        if (!settings.attributes.empty() || column.name == "user_id") {
            continue;
        }
        const std::vector<double> edges = binsOf(settings.bins, column.name);
        if (edges.empty() && column.type != "token") {
            leftOut.push_back(column.header);
        } else {
            attributes.push_back({column.header, column.name, edges, edges.empty()});
        }
    }
    return attributes;
}

std::optional<std::string> firstHeader(const AtomicFile& file, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        if (const Column* column = file.find(name)) {
            return column->header;
        }
    }
    return std::nullopt;
}

class RecboleImporter : public Importer {
public:
    std::string format() const override { return kRecBoleFormat; }
    std::string description() const override { return "RecBole atomic files: .inter, with .user and .item"; }
    std::vector<ImporterSetting> settings() const override { return recboleSettings(); }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        const FileSet files(paths);
        return std::any_of(files.files().begin(), files.files().end(), [](const SourceFile& file) {
            const AtomicFile atomic = readHeader(file);
            return atomic.find("user_id") || atomic.find("item_id") || file.baseName.ends_with(".inter");
        });
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        const RecboleSettings chosen(options.settings);
        ImportSession session(options, report, progress, cancel);
        const FileSet files(paths);
        const AtomicFiles atomic(files);
        if (!atomic.interactions) {
            throw Error(
                ErrorCode::InvalidInput,
                "No .inter file was found in " + files.names() +
                    "; one whose first line holds user_id:token and item_id:token, separated by tabs, is "
                    "expected.");
        }
        nlohmann::json leftOut = nlohmann::json::array();
        TableMapping mapping;
        mapping.interactions = {atomic.interactions->file, atomicDialect()};
        mapping.user = atomic.interactions->find("user_id")->header;
        mapping.item = atomic.interactions->find("item_id")->header;
        mapping.time = firstHeader(*atomic.interactions, {"timestamp"});
        mapping.rating = firstHeader(*atomic.interactions, {"rating"});
        if (atomic.users) {
            mapping.users = {atomic.users->file, atomicDialect()};
            mapping.userId = atomic.users->find("user_id")->header;
            mapping.attributes = chooseAttributes(*atomic.users, chosen, leftOut);
        }
        if (atomic.items) {
            mapping.items = {atomic.items->file, atomicDialect()};
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
        for (const nlohmann::json& column : leftOut) {
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
