// What the hash of a data set covers and how its columns are named; shared by writing and reading.
#pragma once

#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "base/content_hash.h"
#include "data/dataset.h"

namespace up5::data {

constexpr int kDatasetFormatVersion = 1;

/// The labels that belong to the identity of a set, in one canonical order (nlohmann sorts keys).
nlohmann::json identityOf(const DatasetContent& labels);

/// SHA-256 over the labels and the SHA-256 of each column (so that columns can be hashed while they stream).
std::string hashOf(const DatasetContent& labels, const nlohmann::json& columnHashes);

/// SHA-256 of a column's bytes.
template <class T> std::string hashOfValues(std::span<const T> values) {
    ContentHash hash;
    hash.addValues(values);
    return hash.hex();
}

/// Name of an attribute's column, "attribute.<name>".
std::string attributeColumn(const std::string& name);

} // namespace up5::data
