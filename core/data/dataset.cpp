#include "data/dataset.h"

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "data/dataset_check.h"
#include "data/dataset_identity.h"

namespace up5::data {

namespace {

void readLabels(const nlohmann::json& manifest, DatasetContent& labels) {
    manifest.at("name").get_to(labels.name);
    manifest.at("format").get_to(labels.format);
    labels.provenance = manifest.at("provenance");
    const nlohmann::json& identity = manifest.at("labels");
    identity.at("noun").get_to(labels.noun);
    identity.at("ordered").get_to(labels.ordered);
    identity.at("users").get_to(labels.userIds);
    identity.at("items").get_to(labels.itemIds);
    identity.at("titles").get_to(labels.itemTitles);
    identity.at("genres").get_to(labels.itemGenres);
    const nlohmann::json best = manifest.value("best_possible_auc", nlohmann::json::object());
    for (const nlohmann::json& entry : identity.at("attributes")) {
        Attribute attribute;
        entry.at("name").get_to(attribute.name);
        entry.at("classes").get_to(attribute.classes);
        if (best.contains(attribute.name)) {
            attribute.bestPossibleAuc = best.at(attribute.name).get<double>();
        }
        labels.attributes.push_back(std::move(attribute));
    }
}

/// Reads labels and the columns' hashes and checks them against the hash in the file's name.
std::map<std::string, std::string> readManifest(const std::filesystem::path& path, const std::string& hash,
                                                DatasetContent& labels) {
    const std::string where = path.string();
    const nlohmann::json manifest = readJsonFile(path);
    std::map<std::string, std::string> columns;
    try {
        if (const int version = manifest.at("format_version"); version != kDatasetFormatVersion) {
            throw Error(ErrorCode::Unsupported,
                        fmt::format("{} has format version {}; this program reads version {}.", where,
                                    version, kDatasetFormatVersion));
        }
        readLabels(manifest, labels);
        manifest.at("columns").get_to(columns);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt, where + " is not a data set's manifest: " + error.what() + ".");
    }
    if (hashOf(labels, columns) != hash) {
        throw Error(ErrorCode::Corrupt, where + " was changed: its labels do not have the hash in its name. "
                                                "Import the data again.");
    }
    return columns;
}

/// The file has exactly the columns of the manifest, with the same content if `check` asks for that.
void checkColumns(const SafetensorsFile& file, const std::map<std::string, std::string>& columns,
                  Dataset::Check check, const std::string& where) {
    if (file.tensors().size() != columns.size()) {
        throw Error(ErrorCode::Corrupt, fmt::format("{}: {} columns are listed, the file beside it holds {}.",
                                                    where, columns.size(), file.tensors().size()));
    }
    for (const TensorInfo& tensor : file.tensors()) {
        const auto listed = columns.find(tensor.name);
        if (listed == columns.end() ||
            (check == Dataset::Check::Content && listed->second != hashOfValues(file.bytes(tensor.name)))) {
            throw Error(
                ErrorCode::Corrupt,
                fmt::format("{}: column {} was changed or added after the import. Import the data again.",
                            where, tensor.name));
        }
    }
}

} // namespace

Dataset Dataset::open(const std::filesystem::path& folder, const std::string& hash, Check check) {
    const std::filesystem::path manifestPath = folder / (hash + ".json");
    const std::string where = manifestPath.string();
    if (!std::filesystem::exists(manifestPath)) {
        throw Error(ErrorCode::NotFound, "There is no data set " + hash + " in " + folder.string() + ".");
    }
    auto data = std::make_shared<Data>();
    data->hash = hash;
    const auto columns = readManifest(manifestPath, hash, data->labels);
    data->file = std::make_unique<SafetensorsFile>(folder / (hash + ".safetensors"));
    const SafetensorsFile& file = *data->file;
    checkColumns(file, columns, check, where);
    data->userOffsets = file.values<std::int64_t>("user_offsets");
    data->item = file.values<std::int32_t>("item");
    if (file.contains("timestamp")) {
        data->timestamp = file.values<std::int64_t>("timestamp");
    }
    if (file.contains("rating")) {
        data->rating = file.values<float>("rating");
    }
    for (Attribute& attribute : data->labels.attributes) {
        const auto values = file.values<std::int32_t>(attributeColumn(attribute.name));
        attribute.values.assign(values.begin(), values.end());
    }
    checkLabels(data->labels, data->userOffsets, where);
    const auto count = static_cast<std::size_t>(data->userOffsets.back());
    if (data->item.size() != count || (file.contains("timestamp") && data->timestamp.size() != count) ||
        (file.contains("rating") && data->rating.size() != count)) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("{}: the interaction columns are not {} long, as the user offsets say.",
                                where, count));
    }
    checkItems(data->item, data->labels.itemIds.size(), 0, where);
    Dataset dataset;
    dataset.m_data = std::move(data);
    return dataset;
}

const Attribute& Dataset::attribute(const std::string& name) const {
    std::string names;
    for (const Attribute& attribute : attributes()) {
        if (attribute.name == name) {
            return attribute;
        }
        names += (names.empty() ? "" : ", ") + attribute.name;
    }
    throw Error(ErrorCode::NotFound, fmt::format("Data set {} has no attribute {}; it has {}.", this->name(),
                                                 name, names.empty() ? "none" : names));
}

std::vector<std::int64_t> Dataset::itemCounts() const {
    std::vector<std::int64_t> counts(static_cast<std::size_t>(numItems()));
    for (const std::int32_t item : items()) {
        ++counts[static_cast<std::size_t>(item)];
    }
    return counts;
}

} // namespace up5::data
