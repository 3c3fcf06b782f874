// The runs that must stand beside counterfactually-fair prompts for their figures to mean something.
#pragma once

#include <vector>

#include "jobs/job_spec.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// Whether runs of this kind are prompts, which have companions: cfp and mixture.
bool hasCompanions(const std::string& kind);

/// For specs of kind cfp or mixture: their backbones untreated, evaluated on the test items in both tasks;
/// these untreated, probed for the attributes on the same user groups; the controls, the same prompts
/// with λ = 0, otherwise equal in options and seed; and the random prompts, as their training begins. One
/// measurement stands beside all prompts it serves, and a control that is among the prompts is not asked for
/// again. Specs are complete; a mixture's attributes must be filled in (checkedAgainst). Throws
/// Error{InvalidInput} for another kind or a bad spec.
std::vector<JobSpec> companionsOf(std::vector<JobSpec> prompts);

/// Whether a run (with complete options) does as this companion.
bool servesAs(const JobSpec& stored, const JobSpec& companion);

/// Of companionsOf() what is neither stored as succeeded nor queued nor running yet; of a probe of several
/// attributes, those that no such run reads. The attributes of a mixture are those of its prompts. Throws as
/// checkedAgainst(), so that nothing is queued beside a prompt that cannot be.
std::vector<JobSpec> missingCompanions(std::vector<JobSpec> prompts, store::Store& store);

} // namespace up5::jobs
