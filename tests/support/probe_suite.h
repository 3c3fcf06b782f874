// Metric rows as a run of the whole probe suite stores them.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "jobs/probe_targets.h"
#include "store/rows.h"

namespace up5::test {

/// What the rows say: logistic reads `auc` on the user span, mlp7 0.01 more and is the headline; each further
/// target reads 0.004 less than the one before; raw history reads 0.05 more.
struct SuiteValues {
    std::string attribute = "gender";
    double auc = 0.63;
    double halfWidth = 0.04;
    double nullMean = 0.5, nullHalfWidth = 0.045;
    bool multiClass = false;
    bool leakMap = true;
    int adversaryOverlap = 0;
};

inline std::vector<store::MetricRow> suiteRows(const SuiteValues& values) {
    std::vector<store::MetricRow> rows;
    const auto add = [&](const std::string& name, const std::string& split, double value, double halfWidth,
                         std::int64_t n) {
        rows.push_back(
            {name, split, "", values.attribute, "", 0, 0, value, value - halfWidth, value + halfWidth, n});
    };
    const auto addPlain = [&](const std::string& name, double value, std::int64_t n) {
        rows.push_back({name, "test", "", values.attribute, "", 0, 0, value, {}, {}, n});
    };
    double shift = 0;
    for (const jobs::ProbeTarget& target : jobs::probeTargets()) {
        const bool asked = target.key == "answers";
        const bool ceiling = target.key == jobs::kRawHistory;
        const double base = values.auc + (ceiling ? 0.05 : shift);
        shift -= 0.004;
        const std::vector<std::string> methods =
            asked     ? std::vector<std::string>{"zero-shot-with-history", "soft-prompt"}
            : ceiling ? std::vector<std::string>{"logistic", "mlp7"}
                      : std::vector<std::string>{"attention_pool", "boosted_trees", "knn",
                                                 "logistic",       "mlp7",          "mlp9-code"};
        const std::string chosen = asked ? "soft-prompt" : "mlp7";
        for (const auto& [split, more] : {std::pair("validation", 0.006), std::pair("test", 0.0)}) {
            double by = 0;
            for (const std::string& method : methods) {
                const bool best = method == chosen;
                const double value = base + more + (best ? 0.01 : method == "logistic" ? 0 : by -= 0.007);
                add("probe_auc" + target.suffix + "/" + method, split, value, values.halfWidth, 604);
                if (best) {
                    add("probe_auc" + target.suffix, split, value, values.halfWidth, 604);
                }
            }
        }
        addPlain("probe_collapsed" + target.suffix, 0, 604);
        addPlain("probe_collapsed" + target.suffix + "/" + chosen, 0, 604);
        add("probe_null" + target.suffix, "test", values.nullMean, values.nullHalfWidth, 100);
        addPlain("probe_p" + target.suffix,
                 base + 0.01 > values.nullMean + values.nullHalfWidth ? 0.0099 : 0.31, 100);
        addPlain("probe_detectable" + target.suffix, 0.566, 604);
        add("probe_f1_macro" + target.suffix, "test", base - 0.05, 0.03, 604);
        add("probe_f1_micro" + target.suffix, "test", base + 0.08, 0.03, 604);
        if (values.multiClass) {
            add("probe_auc_ovo_weighted" + target.suffix, "test", base + 0.002, 0.04, 604);
            add("probe_auc_ovr_macro" + target.suffix, "test", base - 0.003, 0.04, 604);
            add("probe_auc_ovr_weighted" + target.suffix, "test", base + 0.001, 0.04, 604);
        }
    }
    add("probe_auc_answers_hard", "test", 0.5, 0.01, 604);
    add("probe_auc_answers_hard/soft-prompt", "test", 0.5, 0.01, 604);
    add("probe_auc_strongest/user_span/mlp7", "validation", values.auc + 0.016, values.halfWidth, 604);
    add("probe_auc_strongest/user_span/mlp7", "test", values.auc + 0.01, values.halfWidth, 604);
    addPlain("probe_majority_share", 0.717, 604);
    if (values.leakMap) {
        for (const std::string target : {"user_span", "history_tokens", "all_tokens"}) {
            for (int layer = 0; layer <= 4; ++layer) {
                char number[4];
                std::snprintf(number, sizeof number, "%02d", layer);
                const double share = target == "user_span" ? layer / 4.0 : 0.5 + layer / 8.0;
                add("leak_map/" + target + "/" + number, "test", 0.5 + (values.auc - 0.5) * share, 0.04, 604);
            }
        }
    }
    if (values.adversaryOverlap > 0) {
        addPlain("adversary_overlap", values.adversaryOverlap, values.adversaryOverlap);
    }
    return rows;
}

} // namespace up5::test
