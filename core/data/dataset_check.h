// The rules a data set must keep, checked alike before writing and after reading.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/dataset.h"

namespace up5::data {

/// Checks everything but the interaction columns: lengths, unique ids, offsets, class indices, UTF-8.
/// `where` opens the message of the Error{Corrupt} that names the broken rule.
void checkLabels(const DatasetContent& labels, std::span<const std::int64_t> userOffsets,
                 const std::string& where);

/// Every item index lies in [0, numItems). `first` is the position of items[0] in the whole column.
void checkItems(std::span<const std::int32_t> items, std::size_t numItems, std::int64_t first,
                const std::string& where);

} // namespace up5::data
