#include "report/group_audit.h"

#include <algorithm>

#include "base/error.h"
#include "metrics/holm.h"
#include "report/report_data.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::report {

namespace {

store::UserValues ranksOf(store::Store& store, const std::string& run, const std::string& task) {
    const std::vector<store::UserValues> stored = store.runs().userValues(run);
    const store::UserValues* ranks = findRanks(stored, task, "test");
    if (ranks == nullptr) {
        throw Error(ErrorCode::NotFound, "Run " + run + " has no ranks of users' test targets in the " +
                                             task +
                                             " task. Runs of kind backbone, evaluate and cfp store them.");
    }
    return *ranks;
}

/// The run of a point that holds its ranks; nullptr when none does.
const RunRecord* rankedRun(const ComparisonPoint& point, const std::vector<RunRecord>& records,
                           const std::string& task) {
    for (const std::string& run : point.runs) {
        const RunRecord* record = findRecord(records, run);
        if (record != nullptr && findRanks(record->ranks, task, "test") != nullptr) {
            return record;
        }
    }
    return nullptr;
}

ModelGroups modelGroups(const RunRecord& record, const RunRecord* untreated, const UserPartition& partition,
                        const GroupQuestion& question) {
    const auto valuesOf = [&](const RunRecord& from) {
        return perUserMetric(*findRanks(from.ranks, question.task, "test"), question.metric);
    };
    const PerUserValues values = valuesOf(record);
    ModelGroups model;
    model.run = record.run.id;
    model.seed = record.run.seed;
    model.figures = groupFigures(values, partition, question.reference);
    if (untreated != nullptr) {
        model.untreatedRun = untreated->run.id;
        model.change =
            groupFigures(pairedChange(values, valuesOf(*untreated)), partition, question.reference);
    }
    return model;
}

/// Adjusts all p-values of an audit together and counts them.
void adjustTogether(GroupAudit& audit) {
    std::vector<GroupComparison*> comparisons;
    std::vector<double> p;
    const auto collect = [&](GroupFigures& figures) {
        for (GroupComparison& comparison : figures.against) {
            comparisons.push_back(&comparison);
            p.push_back(comparison.p);
        }
    };
    for (ModelGroups& model : audit.models) {
        collect(model.figures);
        if (model.change) {
            collect(*model.change);
        }
    }
    const std::vector<double> adjusted = metrics::holmAdjusted(p).adjusted;
    for (std::size_t i = 0; i < p.size(); ++i) {
        comparisons[i]->adjustedP = adjusted[i];
    }
    audit.comparisons = static_cast<int>(p.size());
}

void addAudit(const Audit& source, const std::vector<std::string>& attributes, bool untreatedOnly,
              const data::Dataset& dataset, const std::vector<RunRecord>& records,
              std::vector<GroupAudit>& audits) {
    GroupAudit audit{source.dataset, source.datasetName, {attributes}, {}, {}, 0};
    const UserPartition partition = partitionUsers(dataset, attributes);
    audit.partition = partition.title;
    for (const SettingSummary& setting : source.settings) {
        const ComparisonPoint& point = source.points[setting.counted.front()];
        const RunRecord* record = rankedRun(point, records, audit.question.task);
        const bool isTreated = point.family != Family::Untreated;
        // A model probed twice was ranked once: it stands here, and is tested, once.
        const bool isNew = record != nullptr && std::none_of(audit.models.begin(), audit.models.end(),
                                                             [&](const ModelGroups& model) {
                                                                 return model.run == record->run.id;
                                                             });
        if (!isNew || (untreatedOnly && isTreated)) {
            continue;
        }
        const ComparisonPoint* beside = isTreated ? untreatedBeside(source.points, point) : nullptr;
        audit.models.push_back(modelGroups(
            *record, beside == nullptr ? nullptr : rankedRun(*beside, records, audit.question.task),
            partition, audit.question));
        audit.models.back().label = point.label;
    }
    if (!audit.models.empty()) {
        adjustTogether(audit);
        audits.push_back(std::move(audit));
    }
}

} // namespace

const ComparisonPoint* untreatedBeside(const std::vector<ComparisonPoint>& points,
                                       const ComparisonPoint& point) {
    const ComparisonPoint* found = nullptr;
    for (const ComparisonPoint& other : points) {
        // A fair baseline that treats a frozen run is compared with that run alone.
        const bool rests = !point.baseline || point.backboneRun.empty() || point.backboneRun == other.run;
        if (other.family == Family::Untreated && other.subject == point.subject && rests &&
            (found == nullptr || other.seed == point.seed)) {
            found = &other;
        }
    }
    return found;
}

ModelGroups groupsOfRun(store::Store& store, const data::Dataset& dataset, const std::string& run,
                        const std::string& untreatedRun, const GroupQuestion& question) {
    const auto recordOf = [&](const std::string& id) {
        RunRecord record;
        record.run.id = id;
        record.run.seed = store.runs().resolve(id).seed;
        record.ranks = {ranksOf(store, id, question.task)};
        return record;
    };
    const RunRecord record = recordOf(run);
    const UserPartition partition = partitionUsers(dataset, question.attributes);
    if (untreatedRun.empty()) {
        return modelGroups(record, nullptr, partition, question);
    }
    const RunRecord untreated = recordOf(untreatedRun);
    return modelGroups(record, &untreated, partition, question);
}

std::vector<GroupAudit> groupAudits(const ReportData& data, const std::vector<RunRecord>& records,
                                    const std::filesystem::path& datasets) {
    std::vector<GroupAudit> audits;
    for (const ReportedDataset& reported : data.datasets) {
        if (!reported.profile) {
            continue;
        }
        const data::Dataset dataset = data::Dataset::open(datasets, reported.hash);
        std::vector<const Audit*> own;
        for (const Audit& audit : data.audits) {
            if (audit.dataset == reported.hash && !audit.attribute.empty()) {
                addAudit(audit, {audit.attribute}, false, dataset, records, audits);
                own.push_back(&audit);
            }
        }
        for (std::size_t i = 0; i < own.size(); ++i) {
            for (std::size_t j = i + 1; j < own.size(); ++j) {
                addAudit(*own[i], {own[i]->attribute, own[j]->attribute}, true, dataset, records, audits);
            }
        }
    }
    return audits;
}

} // namespace up5::report
