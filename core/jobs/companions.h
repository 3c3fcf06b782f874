// The runs that must stand beside a counterfactually-fair prompt for its figures to mean something.
#pragma once

#include <vector>

#include "jobs/job_spec.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// Whether runs of this kind are prompts, which have companions: cfp and mixture.
bool hasCompanions(const std::string& kind);

/// For a spec of kind cfp or mixture, what is neither stored as succeeded nor queued nor running yet: the
/// backbone untreated, evaluated on the test items in both tasks; the backbone untreated, probed for those of
/// its attributes that were not probed on the same user groups; and the control, this prompt with λ = 0,
/// otherwise equal in options and seed. Specs are complete. Throws Error{InvalidInput} for another kind or a
/// bad spec.
std::vector<JobSpec> missingCompanions(const JobSpec& prompt, store::Store& store);

} // namespace up5::jobs
