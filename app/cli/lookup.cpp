#include "lookup.h"

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/run_plan.h"

namespace up5::cli {

store::RunRow newestBackbone(store::Store& store, const store::DatasetRow& dataset) {
    if (const auto run = jobs::newestBackbone(store, dataset.hash)) {
        return *run;
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("There is no finished backbone of {}. Train one with: up5 run backbone "
                            "--dataset {} --wait",
                            dataset.name, dataset.hash.substr(0, 12)));
}

} // namespace up5::cli
