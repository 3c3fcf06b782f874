// What the form of the Mitigate page asks for, as jobs and in a sentence.
#pragma once

#include <string>
#include <vector>

#include <QtCore/QString>

#include "jobs/job_spec.h"

namespace up5::store {
class Store;
}

namespace up5::ui {

class MitigateForm;

/// What *Train this point* queues, in this order: companions that are missing, then the points; or the sweep,
/// which brings its own. `dataset` is that of the chosen backbone. Throws Error.
std::vector<jobs::JobSpec> plannedJobs(const MitigateForm& form, const std::string& dataset,
                                       store::Store& store);

/// The same for people, with a sweep's runs and time. Throws Error.
QString planSentence(const MitigateForm& form, const std::string& dataset, store::Store& store);

} // namespace up5::ui
