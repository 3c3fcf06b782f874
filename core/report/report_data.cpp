#include "report/report_data.h"

#include <algorithm>
#include <map>
#include <set>

#include <QtCore/QDateTime>

#include "base/error.h"
#include "data/dataset.h"
#include "jobs/command_line.h"
#include "jobs/sweep/sweep_plan.h"
#include "report/published.h"

namespace up5::report {

namespace {

using RunIds = std::set<std::string>;

/// A sweep has no figures of its own: its runs stand for it.
bool isPartOf(const RunRecord& record, const std::string& sweep) {
    const std::vector<std::string>& sweeps = record.run.sweeps;
    return std::find(sweeps.begin(), sweeps.end(), sweep) != sweeps.end();
}

bool isReportable(const RunRecord& record) {
    return record.problem.empty() && record.run.state == store::RunState::Succeeded &&
           record.run.kind != jobs::kSweepKind;
}

RunIds askedRuns(const std::vector<RunRecord>& records, const ReportRequest& request) {
    RunIds asked;
    for (const std::string& id : request.runs) {
        if (findRecord(records, id) == nullptr) {
            throw Error(ErrorCode::NotFound, "There is no run " + id + " to report.");
        }
        const RunRecord& record = *findRecord(records, id);
        if (record.problem.empty() && record.run.kind != jobs::kSweepKind) {
            asked.insert(id);
        }
    }
    for (const RunRecord& record : records) {
        const bool isAsked =
            request.runs.empty() || std::any_of(request.runs.begin(), request.runs.end(),
                                                [&](const std::string& id) { return isPartOf(record, id); });
        if (isAsked && isReportable(record)) {
            asked.insert(record.run.id);
        }
    }
    if (asked.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "There is nothing to report: no run of this workspace has succeeded.");
    }
    return asked;
}

bool restsOn(const ComparisonPoint& point, const RunIds& runs) {
    return std::any_of(point.runs.begin(), point.runs.end(),
                       [&](const std::string& run) { return runs.count(run) > 0; });
}

/// Whether `other` must be shown where `point` is: the untreated model, its λ = 0 control, or the random
/// prompt of its length.
bool standsBeside(const ComparisonPoint& other, const ComparisonPoint& point) {
    return point.family != Family::Untreated && other.subject == point.subject &&
           other.dataset == point.dataset && other.attribute == point.attribute &&
           (other.family == Family::Untreated ||
            (other.family == Family::Random && other.prefixLength == point.prefixLength) ||
            (other.family == Family::Control && other.control == point.control));
}

std::vector<ComparisonPoint> chosenPoints(const std::vector<ComparisonPoint>& all, const RunIds& asked) {
    std::vector<ComparisonPoint> chosen;
    for (const ComparisonPoint& point : all) {
        const bool companion = std::any_of(all.begin(), all.end(), [&](const ComparisonPoint& other) {
            return restsOn(other, asked) && standsBeside(point, other);
        });
        if (restsOn(point, asked) || companion) {
            chosen.push_back(point);
        }
    }
    return chosen;
}

/// Runs shown in the report: those asked for, those the points rest on, and what these were made with.
RunIds withSources(const std::vector<RunRecord>& records, RunIds runs,
                   const std::vector<ComparisonPoint>& points) {
    for (const ComparisonPoint& point : points) {
        runs.insert(point.runs.begin(), point.runs.end());
        runs.insert(point.backboneRun);
    }
    RunIds datasets;
    for (const std::string& id : RunIds(runs)) {
        if (const RunRecord* record = findRecord(records, id)) {
            runs.insert(record->run.backboneRun);
            runs.insert(record->run.promptRun);
            runs.insert(record->run.mixedPrompts.begin(), record->run.mixedPrompts.end());
            datasets.insert(record->run.dataset);
        }
    }
    for (const RunRecord& record : records) {
        if (record.run.kind == "import" && record.run.state == store::RunState::Succeeded &&
            datasets.count(record.run.dataset)) {
            runs.insert(record.run.id);
        }
    }
    return runs;
}

std::string commandOf(const store::RunRow& run) {
    try {
        return jobs::commandLine(jobs::jobSpecFromJson(nlohmann::json::parse(run.spec)));
    } catch (const Error&) {
        return {};
    }
}

ReportedDataset describeDataset(const RunRecord& record, const std::filesystem::path& folder) {
    ReportedDataset described;
    described.hash = record.run.dataset;
    described.name = record.datasetName;
    try {
        const data::Dataset dataset = data::Dataset::open(folder, described.hash);
        described.name = dataset.name();
        described.format = dataset.format();
        described.ordered = dataset.isOrdered();
        described.profile = data::profileOf(dataset);
        described.provenance = dataset.provenance();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) {
            described.problem = error.what();
        }
    }
    return described;
}

std::vector<Audit> auditsOf(const std::vector<ComparisonPoint>& points,
                            const std::vector<ComparisonPoint>& validation) {
    std::vector<Audit> audits;
    const auto auditOf = [&](const ComparisonPoint& point) -> Audit& {
        for (Audit& audit : audits) {
            if (audit.dataset == point.dataset && audit.attribute == point.attribute) {
                return audit;
            }
        }
        return audits.emplace_back(Audit{point.dataset, point.datasetName, point.attribute, {}, {}, {}});
    };
    for (const ComparisonPoint& point : points) {
        auditOf(point).points.push_back(point);
    }
    for (const ComparisonPoint& point : validation) {
        auditOf(point).validation.push_back(point);
    }
    for (Audit& audit : audits) {
        audit.settings = summarise(audit.points);
    }
    return audits;
}

/// The paper's tables and figures, of the runs in the report alone.
void addPaper(ReportData& report) {
    std::vector<RunRecord> records;
    for (const ReportedRun& run : report.runs) {
        records.push_back(run.record);
    }
    const std::vector<ComparisonPoint> points = comparisonPoints(records, {});
    for (const ReportedDataset& dataset : report.datasets) {
        const std::string published = publishedDataset(dataset.format);
        for (int number = 1; number <= kPaperTables; ++number) {
            if (!fitsTable(number, published)) {
                continue;
            }
            PaperTable table = paperTable(records, points, {number, dataset.hash, published, {}, {}, {}, {}});
            const bool isAboutOurs =
                std::any_of(table.subjects.begin(), table.subjects.end(), [](const PaperSubject& subject) {
                    return !subject.extra && !subject.runs.empty();
                });
            if (isAboutOurs) {
                report.paperTables.push_back(std::move(table));
            }
        }
        for (PaperCurves& curves : measuredCurves(records, dataset.hash, published)) {
            report.paperFigures.push_back(std::move(curves));
        }
    }
}

} // namespace

ReportData assembleReport(const std::vector<RunRecord>& records, const std::filesystem::path& datasets,
                          const ReportRequest& request) {
    const RunIds asked = askedRuns(records, request);
    const std::vector<ComparisonPoint> all = comparisonPoints(records, {});
    std::vector<ComparisonPoint> points = chosenPoints(all, asked);
    addBestPossible(points, datasets); // sets that cannot be read are named where they are described
    const std::vector<ComparisonPoint> validation =
        chosenPoints(comparisonPoints(records, {.split = "validation"}), asked);

    ReportData report;
    report.title = request.title;
    report.created = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    report.programVersion = UP5_VERSION;
    report.audits = auditsOf(points, validation);
    report.mixtures = mixtureAudits(records, all, asked);
    report.leftOut = unreadableRuns(records);
    RunIds shown = asked;
    for (const MixtureAudit& audit : report.mixtures) {
        for (const Mixture& mixture : audit.mixtures) {
            shown.insert(mixture.run);
        }
        for (const ComparisonPoint& point : audit.untreated) {
            shown.insert(point.runs.begin(), point.runs.end());
        }
    }
    shown = withSources(records, std::move(shown), points);
    for (const RunRecord& record : records) {
        if (shown.count(record.run.id) && record.problem.empty()) {
            report.runs.push_back({record, asked.count(record.run.id) == 0, commandOf(record.run)});
        }
    }
    std::stable_sort(report.runs.begin(), report.runs.end(), [](const ReportedRun& a, const ReportedRun& b) {
        return a.record.run.created < b.record.run.created;
    });
    RunIds described;
    for (const ReportedRun& run : report.runs) {
        if (!run.record.run.dataset.empty() && described.insert(run.record.run.dataset).second) {
            report.datasets.push_back(describeDataset(run.record, datasets));
        }
    }
    addPaper(report);
    report.groups = groupAudits(report, records, datasets);
    for (const RunRecord& record : records) {
        if (record.run.state != store::RunState::Succeeded && described.count(record.run.dataset)) {
            report.unfinished.push_back(record);
        }
    }
    return report;
}

const ReportedRun* findReported(const ReportData& data, const std::string& run) {
    const auto found = std::find_if(data.runs.begin(), data.runs.end(), [&](const ReportedRun& reported) {
        return reported.record.run.id == run;
    });
    return found == data.runs.end() ? nullptr : &*found;
}

} // namespace up5::report
