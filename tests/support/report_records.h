// Run records as a workspace would hold them, for tests of comparison and report.
#pragma once

#include <algorithm>
#include <string>

#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "jobs/job_spec.h"
#include "jobs/options/backbone_options.h"
#include "jobs/options/baseline_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/evaluate_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/options/probe_options.h"
#include "report/run_record.h"

namespace up5::test {

inline report::RunRecord runRecord(const std::string& id, const std::string& kind,
                                   const std::string& backbone, const nlohmann::json& options) {
    report::RunRecord record;
    record.run.id = id;
    record.run.kind = kind;
    record.run.state = store::RunState::Succeeded;
    record.run.dataset = "d47a";
    record.run.backboneRun = backbone;
    record.run.seed = 2022;
    record.run.device = "cpu";
    record.run.created = "2026-11-23T10:00:00Z";
    record.run.programVersion = "0.1.0";
    record.run.libtorchVersion = "1.13.1";
    record.options = options;
    record.datasetName = "Small set";
    return record;
}

inline void addMetric(report::RunRecord& record, store::MetricRow row) {
    record.metrics.push_back(std::move(row));
}

/// One task: hit@1 = half of hit@10, with interval ± 0.02.
inline void addTaskRanking(report::RunRecord& record, const std::string& split, const std::string& task,
                           double hit10) {
    const auto add = [&](const std::string& name, int k, double value) {
        addMetric(record, {name, split, task, "", "", k, 0, value, value - 0.02, value + 0.02, 600});
    };
    add("hit@k", 1, hit10 / 2);
    add("hit@k", 3, hit10 * 0.7);
    add("hit@k", 5, hit10 * 0.8);
    add("hit@k", 10, hit10);
    add("ndcg@k", 10, hit10 * 0.7);
    add("mrr", 0, hit10 * 0.6);
}

/// Both tasks, as workers rank them; the direct one lower.
inline void addRanking(report::RunRecord& record, const std::string& split, double hit10) {
    addTaskRanking(record, split, "sequential", hit10);
    addTaskRanking(record, split, "direct", hit10 * 0.8);
}

/// Headline = mlp7 on the user span with the given interval; logistic 0.01 above; all tokens 0.01 above.
/// Validation AUCs are 0.005 higher; collapse flags come with the test figures only, as workers write them.
inline void addLeak(report::RunRecord& record, const std::string& attribute, double auc, double low,
                    double high) {
    const auto add = [&](const std::string& name, double shift) {
        for (const auto& [split, more] : {std::pair("test", 0.0), std::pair("validation", 0.005)}) {
            const double by = shift + more;
            addMetric(record, {name, split, "", attribute, "", 0, 0, auc + by, low + by, high + by, 604});
        }
    };
    const auto flag = [&](const std::string& name) {
        addMetric(record, {name, "test", "", attribute, "", 0, 0, 0, {}, {}, 604});
    };
    for (const std::string suffix : {"", "/mlp7", "/logistic"}) {
        const double shift = suffix == "/logistic" ? 0.01 : 0;
        add("probe_auc" + suffix, shift);
        add("probe_auc_all_tokens" + suffix, 0.01 + shift);
        flag("probe_collapsed" + suffix);
        flag("probe_collapsed_all_tokens" + suffix);
    }
}

/// Writes the spec as the store would hold it; call it after the record is as it should be.
inline report::RunRecord withSpec(report::RunRecord record) {
    jobs::JobSpec spec;
    spec.kind = record.run.kind;
    spec.name = record.run.name;
    spec.dataset = record.run.dataset;
    spec.backboneRun = record.run.backboneRun;
    spec.promptRun = record.run.promptRun;
    spec.mixedPrompts = record.run.mixedPrompts;
    spec.attributes = record.run.attributes;
    spec.seed = record.run.seed;
    spec.device = record.run.device;
    spec.options = record.options;
    record.run.spec = jobs::toJson(spec).dump();
    return record;
}

/// Without figures of its own; addRanking() gives it those of a real one.
inline report::RunRecord backboneRecord(const std::string& id) {
    return runRecord(id, "backbone", "", jobs::BackboneOptions::table().resolve({}));
}

inline report::RunRecord evaluateRecord(const std::string& id, const std::string& backbone, double hit10) {
    report::RunRecord record =
        runRecord(id, "evaluate", backbone, jobs::EvaluateOptions::table().resolve({}));
    addRanking(record, "test", hit10);
    return record;
}

inline report::RunRecord probeRecord(const std::string& id, const std::string& backbone, double auc,
                                     double low, double high) {
    report::RunRecord record = runRecord(id, "probe", backbone, jobs::ProbeOptions::table().resolve({}));
    record.run.attributes = {"gender"};
    addLeak(record, "gender", auc, low, high);
    return record;
}

inline report::RunRecord cfpRecord(const std::string& id, const std::string& backbone, double lambda,
                                   std::uint64_t seed, double auc, double low, double high, double hit10) {
    report::RunRecord record = runRecord(id, "cfp", backbone, jobs::CfpOptions::table().resolve({}));
    record.options["lambda"] = lambda;
    record.run.seed = seed;
    record.run.attributes = {"gender"};
    addLeak(record, "gender", auc, low, high);
    addRanking(record, "test", hit10);
    addRanking(record, "validation", hit10 + 0.01);
    return withSpec(std::move(record));
}

/// A mixture of gender and age. Each subset leaves `auc` of what it removes and 0.04 more of the others, and
/// hits the more often the fewer it removes.
inline report::RunRecord mixtureRecord(const std::string& id, const std::string& backbone, double lambda,
                                       double auc, double hit10) {
    report::RunRecord record = runRecord(id, "mixture", backbone, jobs::MixtureOptions::table().resolve({}));
    record.options["lambda"] = lambda;
    record.run.attributes = {"gender", "age"};
    record.run.mixedPrompts = {"gender prompt", "age prompt"};
    for (const std::vector<std::string>& removed : jobs::attributeSubsets(record.run.attributes)) {
        report::RunRecord own;
        for (const std::string& attribute : record.run.attributes) {
            const bool isRemoved = std::find(removed.begin(), removed.end(), attribute) != removed.end();
            const double read = auc + (isRemoved ? 0 : 0.04) + (attribute == "age" ? 0.01 : 0);
            addLeak(own, attribute, read, read - 0.03, read + 0.03);
        }
        const double hits = hit10 - 0.01 * static_cast<double>(removed.size());
        addRanking(own, "test", hits);
        addRanking(own, "validation", hits + 0.01);
        for (store::MetricRow& row : own.metrics) {
            row.removed = jobs::subsetKey(removed);
            record.subsetMetrics.push_back(std::move(row));
        }
    }
    for (const auto& [name, value] : {std::pair("trainable_parameters", 1'327'104.0),
                                      {"stored_prefix_size", 276'480.0},
                                      {"backbone_parameters", 60'768'768.0},
                                      {"backbone_parameters_untied", 110'117'376.0}}) {
        store::MetricRow row;
        row.name = name;
        row.value = value;
        addMetric(record, row);
    }
    return withSpec(std::move(record));
}

/// A baseline as audited: AUC of its user vector, age 0.01 above; a matching model on the direct task, a
/// sequential one on the other, a counting one on both. A fair one of several attributes has figures of every
/// subset.
inline report::RunRecord baselineRecord(const std::string& id, const std::string& model,
                                        const std::vector<std::string>& attributes, double auc,
                                        double hit10) {
    report::RunRecord record =
        runRecord(id, "baseline", "", jobs::BaselineOptions::table().resolve({{"model", model}}));
    record.run.attributes = attributes;
    const jobs::BaselineModelInfo& info = jobs::baselineModel(model);
    const auto measure = [&](report::RunRecord& own) {
        for (const std::string& attribute : attributes) {
            const double read = auc + (attribute == "age" ? 0.01 : 0);
            addLeak(own, attribute, read, read - 0.03, read + 0.03);
        }
        for (const char* split : {"test", "validation"}) {
            if (info.ranksDirect) {
                addTaskRanking(own, split, "direct", hit10);
            }
            if (info.ranksSequential) {
                addTaskRanking(own, split, "sequential", hit10);
            }
        }
    };
    if (!info.isFair || attributes.size() < 2) {
        measure(record);
        return record;
    }
    for (const std::vector<std::string>& removed : jobs::attributeSubsets(attributes)) {
        report::RunRecord own;
        measure(own);
        for (store::MetricRow& row : own.metrics) {
            row.removed = jobs::subsetKey(removed);
            record.subsetMetrics.push_back(std::move(row));
        }
    }
    return record;
}

} // namespace up5::test
