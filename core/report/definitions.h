// What each stored figure means, in one place: report, CSV and window take the words from here.
#pragma once

#include <string>
#include <vector>

namespace up5::report {

struct MetricDefinition {
    std::string name;    ///< as stored, e.g. "hit@k"; covers "name/…" too
    std::string title;   ///< short, for people
    bool share = false;  ///< shown in per cent
    std::string meaning; ///< one sentence: what is computed over what
};

const std::vector<MetricDefinition>& metricDefinitions();
/// nullptr for names without a definition. "probe_auc/mlp7" finds "probe_auc".
const MetricDefinition* findMetricDefinition(const std::string& name);

/// "hit@10" from name "hit@k" and k = 10; names without k stay.
std::string metricTitle(const std::string& name, int k);

} // namespace up5::report
