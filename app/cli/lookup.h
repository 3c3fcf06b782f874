// From what a user writes to what the store holds.
#pragma once

#include "store/store.h"

namespace up5::cli {

/// Newest succeeded backbone of a data set. Throws Error{NotFound} saying how to train one.
store::RunRow newestBackbone(store::Store& store, const store::DatasetRow& dataset);

} // namespace up5::cli
