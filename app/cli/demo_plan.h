// The jobs of `up5 demo`, chosen so that the whole audit takes less than five minutes on two cores.
#pragma once

#include <string>
#include <vector>

#include "jobs/job_spec.h"

namespace up5::cli {

struct DemoPlan {
    std::string attribute; ///< the audited one
    jobs::JobSpec backbone;
    /// Run after the backbone: untreated figures, then CFP at λ = 0 and two more values. Their backboneRun is
    /// still empty.
    std::vector<jobs::JobSpec> audit;
};

/// Specs for a data set (hash), complete but for the backbone's run.
DemoPlan demoPlan(const std::string& dataset);

} // namespace up5::cli
