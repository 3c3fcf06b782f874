// One data set: users, items, interactions in time order and the users' sensitive attributes, as columns.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/safetensors.h"

namespace up5::data {

/// A sensitive attribute: class names and one class index per user (-1 = missing).
struct Attribute {
    std::string name;
    std::vector<std::string> classes;
    std::vector<std::int32_t> values;
    /// Exact best possible test AUC given a history, for generated data only (see synthetic.h).
    std::optional<double> bestPossibleAuc;
};

/// What an importer or the generator fills; writeDataset turns it into files.
struct DatasetContent {
    std::string name;                 ///< shown to people, e.g. "MovieLens-1M"
    bool nameIsChosen = false;        ///< given by a person; only then a set stored already is renamed
    std::string format;               ///< importer that made it, e.g. "movielens-1m"
    std::string noun;                 ///< what items are called in templates: "movies", "insurance", "items"
    bool ordered = true;              ///< false when the order within a history has no meaning (Insurance)
    std::vector<std::string> userIds; ///< raw ids, position = user index
    std::vector<std::string> itemIds; ///< raw ids of the whole catalogue, position = item index
    std::vector<std::string> itemTitles;   ///< empty or one per item
    std::vector<std::string> itemGenres;   ///< empty or one per item, '|'-separated
    std::vector<std::int64_t> userOffsets; ///< numUsers + 1; user u owns interactions [o[u], o[u+1])
    std::vector<std::int32_t> item;        ///< item index per interaction, in time order within a user
    std::vector<std::int64_t> timestamp;   ///< empty or one per interaction, seconds
    std::vector<float> rating;             ///< empty or one per interaction
    std::vector<Attribute> attributes;
    nlohmann::json provenance; ///< source files, checksums, dropped rows, generator settings
};

/// An immutable, memory-mapped data set. Cheap to copy; safe to share between threads.
class Dataset {
public:
    /// How thoroughly open() looks: Structure checks lengths, offsets, ranges and the hash of the labels;
    /// Content also recomputes the hash of every column (reads the whole file, about a third of a second per
    /// 100 MB).
    enum class Check { Structure, Content };

    /// Opens `<folder>/<hash>.json` and `.safetensors`. Throws Error{NotFound} or Error{Corrupt}.
    static Dataset open(const std::filesystem::path& folder, const std::string& hash,
                        Check check = Check::Structure);

    const std::string& hash() const { return m_data->hash; }
    const std::string& name() const { return m_data->labels.name; }
    const std::string& format() const { return m_data->labels.format; }
    const std::string& noun() const { return m_data->labels.noun; }
    bool isOrdered() const { return m_data->labels.ordered; }
    const nlohmann::json& provenance() const { return m_data->labels.provenance; }

    int numUsers() const { return static_cast<int>(m_data->labels.userIds.size()); }
    int numItems() const { return static_cast<int>(m_data->labels.itemIds.size()); }
    std::int64_t numInteractions() const { return static_cast<std::int64_t>(m_data->item.size()); }

    const std::vector<std::string>& userIds() const { return m_data->labels.userIds; }
    const std::vector<std::string>& itemIds() const { return m_data->labels.itemIds; }
    const std::vector<std::string>& itemTitles() const { return m_data->labels.itemTitles; }
    const std::vector<std::string>& itemGenres() const { return m_data->labels.itemGenres; }

    /// Item indices of one user's interactions, in time order.
    std::span<const std::int32_t> history(int user) const {
        const auto begin = m_data->userOffsets[static_cast<std::size_t>(user)];
        const auto end = m_data->userOffsets[static_cast<std::size_t>(user) + 1];
        return m_data->item.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    }
    std::span<const std::int64_t> userOffsets() const { return m_data->userOffsets; }
    std::span<const std::int32_t> items() const { return m_data->item; }
    /// Empty when the set has none.
    std::span<const std::int64_t> timestamps() const { return m_data->timestamp; }
    std::span<const float> ratings() const { return m_data->rating; }

    const std::vector<Attribute>& attributes() const { return m_data->labels.attributes; }
    /// Throws Error{NotFound} naming the attributes there are.
    const Attribute& attribute(const std::string& name) const;

    /// Number of interactions per item (length numItems); rated items have at least one.
    std::vector<std::int64_t> itemCounts() const;

private:
    struct Data {
        DatasetContent labels; // without the interaction columns
        std::string hash;
        std::unique_ptr<SafetensorsFile> file;
        std::span<const std::int64_t> userOffsets;
        std::span<const std::int32_t> item;
        std::span<const std::int64_t> timestamp;
        std::span<const float> rating;
    };
    std::shared_ptr<const Data> m_data;
};

/// Writes a data set whose interactions arrive in pieces, for sets that do not fit into memory. The files
/// appear on commit() and not otherwise. Not thread-safe.
class DatasetWriter {
public:
    /// Which optional interaction columns the set has.
    struct Columns {
        bool timestamp = false;
        bool rating = false;
    };

    /// `labels` is a whole DatasetContent but for item, timestamp and rating; userOffsets must be final.
    /// Throws Error{Corrupt} naming the rule that the labels break, or Error{Io}.
    DatasetWriter(DatasetContent labels, Columns columns, const std::filesystem::path& folder);
    ~DatasetWriter();

    /// The next interactions, users in order of index, time order within a user. Columns the set does not
    /// have stay empty, the others are as long as `item`. Throws Error{Corrupt} or Error{Io}.
    void append(std::span<const std::int32_t> item, std::span<const std::int64_t> timestamp = {},
                std::span<const float> rating = {});

    /// May still change name, provenance and bestPossibleAuc; anything else is in the hash and stays as it
    /// is.
    DatasetContent& labels();

    /// Writes what remains and returns the hash. A set that is stored already keeps its name (unless one was
    /// chosen), format and provenance; a new source is appended to provenance["sources"], a bestPossibleAuc
    /// that it lacks is added. Throws Error{Corrupt} when interactions are missing.
    std::string commit();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Checks the content (offsets, ranges, lengths, class indices), writes `<hash>.safetensors` and
/// `<hash>.json` atomically into `folder` (made if missing) and returns the hash: SHA-256 over all columns,
/// ids, titles, genres, attribute names, classes, the noun and `ordered`, not over the display name, format,
/// provenance or bestPossibleAuc. Of a set stored already as DatasetWriter::commit. Throws Error{Corrupt} or
/// Error{Io}.
std::string writeDataset(const DatasetContent& content, const std::filesystem::path& folder);

} // namespace up5::data
