// The runs that must stand beside a counterfactually-fair prompt for its figures to mean something.
#pragma once

#include <vector>

#include "jobs/job_spec.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// For a spec of kind cfp, what is neither stored as succeeded nor queued nor running yet: the backbone
/// untreated, evaluated on the test items in both tasks; the backbone untreated, probed for the attribute on
/// the same user groups; and the control, this prompt with λ = 0, otherwise equal in options and seed. Specs
/// are complete. Throws Error{InvalidInput} for another kind or a bad spec.
std::vector<JobSpec> missingCompanions(const JobSpec& cfp, store::Store& store);

} // namespace up5::jobs
