#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/option_text.h"
#include "report/sentences.h"

namespace up5::report {

namespace {

using Keys = std::vector<std::string>;
using Options = std::map<std::string, nlohmann::json>; ///< by run

const Keys kUserGroups = {"test_share", "validation_share", "adversary_share", "user_seed"};
const Keys kProbes = {"method",     "target", "null_refits",  "epochs",   "patience",
                      "batch_size", "lr",     "weight_decay", "resamples"};
const Keys kTargets = {"split", "test_history", "negatives", "negative_count", "split_seed", "max_history"};
const Keys kScoring = {"norm", "score", "candidates", "users", "resamples"};

/// The probe's options of a probe run, or of the audit that ends a cfp run.
nlohmann::json probeOptions(const RunRecord& record) {
    if (record.run.kind == "probe") {
        return record.options;
    }
    const std::string prefix = "probe.";
    nlohmann::json options = nlohmann::json::object();
    for (const auto& [key, value] : record.options.items()) {
        if (key.starts_with(prefix)) {
            options[key.substr(prefix.size())] = value;
        }
    }
    return options;
}

/// "user_seed is 2022 (3 runs) or 7 (1 run)" for each option that is not the same in all runs.
std::vector<std::string> differences(const Options& options, const Keys& keys) {
    std::vector<std::string> texts;
    for (const std::string& key : keys) {
        std::map<std::string, int> runs;
        for (const auto& [run, values] : options) {
            if (values.contains(key)) {
                ++runs[jobs::valueText(values[key])];
            }
        }
        std::vector<std::string> values;
        for (const auto& [value, count] : runs) {
            values.push_back(fmt::format("{} ({} run{})", value, count, count == 1 ? "" : "s"));
        }
        if (values.size() > 1) {
            texts.push_back(fmt::format("{} is {}", key, fmt::join(values, " or ")));
        }
    }
    return texts;
}

void add(const Options& options, const Keys& keys, const std::string& consequence,
         std::vector<Sentence>& sentences) {
    const std::vector<std::string> found = differences(options, keys);
    if (found.empty()) {
        return;
    }
    Sentence sentence{fmt::format("{}: {}.", consequence, fmt::join(found, "; "))};
    for (const auto& [run, values] : options) {
        sentence.runs.push_back(run);
    }
    sentences.push_back(std::move(sentence));
}

/// Baselines beside P5 that rank other targets or candidates.
void addBaselineProtocols(const Audit& audit, std::vector<Sentence>& sentences) {
    for (const auto& [difference, different] : protocolsBesideP5(audit.points)) {
        sentences.push_back({fmt::format("Attention: some baselines do not share targets and candidates with "
                                         "the backbone beside them, so their ranking figures are not of one "
                                         "task: {}.",
                                         difference),
                             {different.begin(), different.end()}});
    }
}

} // namespace

std::vector<Sentence> differenceSentences(const ReportData& data, const Audit& audit) {
    Options probes, backbones, evaluations;
    for (const ComparisonPoint& point : audit.points) {
        for (const std::string& id : point.runs) {
            const ReportedRun* run = findReported(data, id);
            if (run == nullptr) {
                continue;
            }
            const RunRecord& record = run->record;
            if (point.auc && id == point.run && (record.run.kind == "probe" || record.run.kind == "cfp")) {
                probes[id] = probeOptions(record);
            } else if (record.run.kind == "evaluate") {
                evaluations[id] = record.options;
            }
        }
        const ReportedRun* backbone = findReported(data, point.backboneRun);
        if (backbone != nullptr && backbone->record.run.kind == "backbone") {
            backbones[point.backboneRun] = backbone->record.options;
        }
    }
    std::vector<Sentence> sentences;
    add(probes, kUserGroups,
        "Attention: the AUCs are not all of the same users, so a difference between runs may be one between "
        "users",
        sentences);
    add(probes, kProbes, "Attention: the probes were not all fitted and measured alike", sentences);
    add(backbones, kTargets,
        "Attention: the backbones do not share targets and candidates, so their ranking figures are not of "
        "one "
        "task",
        sentences);
    addBaselineProtocols(audit, sentences);
    add(evaluations, kScoring, "Attention: the evaluations do not all rank alike", sentences);
    return sentences;
}

} // namespace up5::report
