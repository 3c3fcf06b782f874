// What the Details dock says of a sweep's figures: its settings over their seeds, then its runs.
#pragma once

#include "ui/shell/details_content.h"

namespace up5::store {
class Store;
}

namespace up5::ui {

/// Reads every run of the workspace, so it is for a background thread with a store of its own. Throws as
/// report::sweepResults().
DetailsTable sweepFigures(store::Store& store, const std::string& sweep);

} // namespace up5::ui
