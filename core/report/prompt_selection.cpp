#include "report/prompt_selection.h"

#include <algorithm>

#include <fmt/format.h>

namespace up5::report {

std::string selectionSentence(const jobs::AdversarialOptions& options, const std::string& what) {
    const std::string from = options.restarts == 1 ? fmt::format("of the {}", what)
                                                   : fmt::format("of {} {}s trained from different starts",
                                                                 options.restarts, what);
    if (options.selection == "hit_below_tau") {
        return fmt::format(
            "Kept is the validated state {} with the best hit@10 among those whose strongest "
            "logistic probe has an AUC of at most {:.3f} on validation users, or that with the "
            "lowest AUC.",
            from, options.tau);
    }
    if (options.selection == "knee") {
        return fmt::format(
            "Kept is the validated state {} at the knee of the trade-off between hit@10 and the "
            "AUC of the strongest logistic probe, both on validation users.",
            from);
    }
    return fmt::format("Kept is the last state {}.", from);
}

std::optional<std::string> missedTauSentence(const RunRecord& record, const jobs::AdversarialOptions& options,
                                             const std::string& label) {
    const auto auc = std::find_if(record.metrics.begin(), record.metrics.end(),
                                  [](const store::MetricRow& row) { return row.name == "selected_auc"; });
    if (options.selection != "hit_below_tau" || auc == record.metrics.end() || auc->value <= options.tau) {
        return std::nullopt;
    }
    return fmt::format(
        "{}, seed {}: no validated state has an AUC of at most {:.3f} on validation users; kept "
        "is that with the lowest, {:.3f}.",
        label, record.run.seed, options.tau, auc->value);
}

} // namespace up5::report
