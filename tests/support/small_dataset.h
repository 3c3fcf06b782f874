// Small data sets for tests, written to a folder and opened again.
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::test {

/// A set with the given histories (item indices, in time order), `numItems` items with the raw ids 1, 2, …
/// and users with the raw ids 101, 102, ….
inline data::DatasetContent contentOf(const std::vector<std::vector<std::int32_t>>& histories, int numItems,
                                      bool ordered = true) {
    data::DatasetContent content;
    content.name = "Small";
    content.format = "test";
    content.noun = "movies";
    content.ordered = ordered;
    content.userOffsets.push_back(0);
    for (std::size_t user = 0; user < histories.size(); ++user) {
        content.userIds.push_back(std::to_string(101 + user));
        content.item.insert(content.item.end(), histories[user].begin(), histories[user].end());
        content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
    }
    for (int item = 1; item <= numItems; ++item) {
        content.itemIds.push_back(std::to_string(item));
    }
    content.provenance = nlohmann::json::object();
    return content;
}

inline data::Dataset writeAndOpen(const data::DatasetContent& content, const std::filesystem::path& folder) {
    return data::Dataset::open(folder, data::writeDataset(content, folder));
}

/// `users` users of whom user u has 1 + u mod `longest` different items out of `numItems`.
inline data::DatasetContent variedContent(int users, int longest, int numItems, bool ordered) {
    std::vector<std::vector<std::int32_t>> histories(static_cast<std::size_t>(users));
    for (int user = 0; user < users; ++user) {
        for (int position = 0; position <= user % longest; ++position) {
            histories[static_cast<std::size_t>(user)].push_back((user * 7 + position * 3) % numItems);
        }
    }
    return contentOf(histories, numItems, ordered);
}

} // namespace up5::test
