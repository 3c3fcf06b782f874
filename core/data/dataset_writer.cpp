#include "data/dataset.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>

#include <unistd.h>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "data/dataset_check.h"
#include "data/dataset_identity.h"

namespace up5::data {

namespace {

/// A file name in `folder` that no other writer uses; the data set's own name is known at the end only.
std::filesystem::path unfinishedPath(const std::filesystem::path& folder) {
    static std::atomic<unsigned> counter{0};
    return folder / fmt::format(".unfinished-{}-{}.safetensors", ::getpid(), counter++);
}

/// Files of writers that were killed. A process of another machine looks dead here too, so a file must also
/// have rested for a while.
void removeAbandoned(const std::filesystem::path& folder) {
    constexpr auto kRest = std::chrono::hours(1);
    const auto now = std::filesystem::file_time_type::clock::now();
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        long pid = 0;
        if (std::sscanf(name.c_str(), ".unfinished-%ld-", &pid) != 1 || pid <= 0) {
            continue;
        }
        const bool dead = ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
        if (dead && now - entry.last_write_time(error) > kRest && !error) {
            std::filesystem::remove(entry.path(), error);
        }
    }
}

/// Provenance of a set that came from `added` too: each source once, the first one at the top level.
nlohmann::json joined(nlohmann::json provenance, nlohmann::json added) {
    if (!provenance.is_object() || provenance.empty()) {
        return added;
    }
    nlohmann::json sources = provenance.value("sources", nlohmann::json::array());
    provenance.erase("sources");
    nlohmann::json more = nlohmann::json::array();
    if (added.is_object()) {
        more = added.value("sources", more);
        added.erase("sources");
        more.insert(more.begin(), added);
    }
    for (const nlohmann::json& source : more) {
        if (!source.empty() && source != provenance &&
            std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.push_back(source);
        }
    }
    if (!sources.empty()) {
        provenance["sources"] = std::move(sources);
    }
    return provenance;
}

/// Takes over what the manifest at `path` knows of the set, if it has been stored before.
void keepWhatIsKnown(nlohmann::json& manifest, const std::filesystem::path& path, bool rename) {
    try {
        const nlohmann::json known = readJsonFile(path);
        if (known.at("hash") != manifest.at("hash")) {
            return;
        }
        manifest["provenance"] = joined(known.at("provenance"), manifest.at("provenance"));
        manifest["format"] = known.at("format").get<std::string>();
        if (!rename) {
            manifest["name"] = known.at("name").get<std::string>();
        }
        if (const auto best = known.find("best_possible_auc"); best != known.end()) {
            manifest["best_possible_auc"].update(*best);
        }
    } catch (const Error&) {
        // None, or one that cannot be read: the new manifest mends it.
    } catch (const nlohmann::json::exception&) {
        // Likewise.
    }
}

} // namespace

struct DatasetWriter::Impl {
    DatasetContent labels;
    Columns columns;
    std::filesystem::path folder;
    std::int64_t total = 0, written = 0;
    ContentHash item, timestamp, rating;
    std::optional<SafetensorsWriter> file;
};

DatasetWriter::DatasetWriter(DatasetContent labels, Columns columns, const std::filesystem::path& folder)
    : m_impl(std::make_unique<Impl>()) {
    checkLabels(labels, labels.userOffsets, "The data set cannot be stored");
    m_impl->labels = std::move(labels);
    m_impl->columns = columns;
    m_impl->folder = folder;
    m_impl->total = m_impl->labels.userOffsets.back();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw Error(ErrorCode::Io, "Cannot create " + folder.string() + ": " + error.message() + ".");
    }
    removeAbandoned(folder);
    const auto users = static_cast<std::int64_t>(m_impl->labels.userIds.size());
    std::vector<TensorInfo> tensors = {{"user_offsets", TensorType::I64, {users + 1}},
                                       {"item", TensorType::I32, {m_impl->total}}};
    if (columns.timestamp) {
        tensors.push_back({"timestamp", TensorType::I64, {m_impl->total}});
    }
    if (columns.rating) {
        tensors.push_back({"rating", TensorType::F32, {m_impl->total}});
    }
    for (const Attribute& attribute : m_impl->labels.attributes) {
        tensors.push_back({attributeColumn(attribute.name), TensorType::I32, {users}});
    }
    m_impl->file.emplace(unfinishedPath(folder), std::move(tensors));
    m_impl->file->write<std::int64_t>("user_offsets", m_impl->labels.userOffsets);
    for (const Attribute& attribute : m_impl->labels.attributes) {
        m_impl->file->write<std::int32_t>(attributeColumn(attribute.name), attribute.values);
    }
}

DatasetWriter::~DatasetWriter() = default;

void DatasetWriter::append(std::span<const std::int32_t> item, std::span<const std::int64_t> timestamp,
                           std::span<const float> rating) {
    Impl& impl = *m_impl;
    const auto count = static_cast<std::int64_t>(item.size());
    if (timestamp.size() != (impl.columns.timestamp ? item.size() : 0) ||
        rating.size() != (impl.columns.rating ? item.size() : 0) || count > impl.total - impl.written) {
        throw Error(
            ErrorCode::Corrupt,
            fmt::format("The data set cannot be stored: {} items, {} timestamps and {} ratings after {} "
                        "of {} interactions do not fit its columns.",
                        item.size(), timestamp.size(), rating.size(), impl.written, impl.total));
    }
    checkItems(item, impl.labels.itemIds.size(), impl.written, "The data set cannot be stored");
    impl.file->write("item", item, impl.written);
    impl.item.addValues(item);
    if (impl.columns.timestamp) {
        impl.file->write("timestamp", timestamp, impl.written);
        impl.timestamp.addValues(timestamp);
    }
    if (impl.columns.rating) {
        impl.file->write("rating", rating, impl.written);
        impl.rating.addValues(rating);
    }
    impl.written += count;
}

DatasetContent& DatasetWriter::labels() {
    return m_impl->labels;
}

std::string DatasetWriter::commit() {
    Impl& impl = *m_impl;
    const DatasetContent& labels = impl.labels;
    if (impl.written != impl.total) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("The data set cannot be stored: {} interactions came where the user offsets "
                                "promise {}.",
                                impl.written, impl.total));
    }
    nlohmann::json columns = {{"user_offsets", hashOfValues<std::int64_t>(labels.userOffsets)},
                              {"item", impl.item.hex()}};
    if (impl.columns.timestamp) {
        columns["timestamp"] = impl.timestamp.hex();
    }
    if (impl.columns.rating) {
        columns["rating"] = impl.rating.hex();
    }
    for (const Attribute& attribute : labels.attributes) {
        columns[attributeColumn(attribute.name)] = hashOfValues<std::int32_t>(attribute.values);
    }
    const std::string hash = hashOf(labels, columns);
    nlohmann::json manifest = {{"format_version", kDatasetFormatVersion},
                               {"hash", hash},
                               {"name", labels.name},
                               {"format", labels.format},
                               {"labels", identityOf(labels)},
                               {"columns", columns},
                               {"provenance", labels.provenance}};
    nlohmann::json best = nlohmann::json::object();
    for (const Attribute& attribute : labels.attributes) {
        if (attribute.bestPossibleAuc) {
            best[attribute.name] = *attribute.bestPossibleAuc;
        }
    }
    if (!best.empty()) {
        manifest["best_possible_auc"] = best;
    }
    const std::filesystem::path manifestPath = impl.folder / (hash + ".json");
    keepWhatIsKnown(manifest, manifestPath, labels.nameIsChosen);
    // The manifest comes last: a set exists when its manifest does.
    const std::string text = manifest.dump(1) + '\n';
    impl.file->commitAs(impl.folder / (hash + ".safetensors"));
    writeFileAtomically(manifestPath, text);
    return hash;
}

std::string writeDataset(const DatasetContent& content, const std::filesystem::path& folder) {
    DatasetContent labels = content;
    labels.item.clear();
    labels.timestamp.clear();
    labels.rating.clear();
    DatasetWriter writer(std::move(labels), {!content.timestamp.empty(), !content.rating.empty()}, folder);
    writer.append(content.item, content.timestamp, content.rating);
    return writer.commit();
}

} // namespace up5::data
