#include "report/published.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"
#include "jobs/options/backbone_options.h"
#include "jobs/options/probe_options.h"

namespace up5::report {

namespace {

const std::string kFile = "published/paper_tables.json";

std::vector<PublishedRow> readRows() {
    std::vector<PublishedRow> rows;
    try {
        for (const nlohmann::json& entry : nlohmann::json::parse(readResource(kFile))) {
            rows.push_back({entry.at("table").get<int>(), entry.at("dataset").get<std::string>(),
                            entry.at("task").get<std::string>(), entry.at("attribute").get<std::string>(),
                            entry.at("model").get<std::string>(), entry.at("metric").get<std::string>(),
                            entry.at("value").get<double>()});
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("{} is not a list of printed figures: {}.", kFile, error.what()));
    }
    return rows;
}

/// A family of probes that the paper printed untreated AUCs of, and ours that measures the same.
struct ProbeFamily {
    const char* name;
    int table;
    const char* task;   ///< in the table
    const char* target; ///< ours
    const char* method;
};

constexpr std::array kFamilies = {
    ProbeFamily{"classifier", 3, "classifier probe", "user_span", "mlp9-code"},
    ProbeFamily{"soft prompt", 2, "soft probing prompt", "answers", "soft-prompt"},
    ProbeFamily{"asked with history", 1, "discrete prompt probe w/ interaction", "answers",
                "zero-shot-with-history"},
    ProbeFamily{"asked without history", 1, "discrete prompt probe w/o interaction", "answers",
                "zero-shot-without-history"},
};

const PublishedRow* findPublished(int table, const std::string& dataset, const std::string& task,
                                  const std::string& attribute) {
    const std::vector<PublishedRow>& rows = publishedRows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const PublishedRow& row) {
        return row.table == table && row.dataset == dataset && row.task == task && row.attribute == attribute;
    });
    return found == rows.end() ? nullptr : &*found;
}

/// What our untreated probe of this family does otherwise than the paper's.
std::string protocolDifference(const ComparisonPoint& point, const std::vector<RunRecord>& records,
                               const ProbeFamily& family) {
    std::vector<std::string> differences;
    const ProbeFigure* ours = point.probeFigure(family.target, family.method);
    if (ours == nullptr) {
        differences.push_back("this probe was not fitted here");
    }
    if (ours != nullptr && family.table != 3) {
        differences.push_back("scores of the answers instead of the answered words");
    }
    if (ours != nullptr && family.table == 1 && point.attribute == "age") {
        differences.push_back("one-vs-one over the classes, the paper asks for above or below 55");
    }
    const RunRecord* backbone = findRecord(records, point.backboneRun);
    if (backbone != nullptr && backbone->problem.empty()) {
        const auto options = jobs::BackboneOptions::table().read(backbone->options);
        if (options.preset != "t5-small") {
            differences.push_back(fmt::format("backbone {} instead of t5-small", options.preset));
        }
    }
    const RunRecord* probe = findRecord(records, point.run);
    if (probe != nullptr && probe->run.kind == "probe" && probe->problem.empty()) {
        const auto options = jobs::ProbeOptions::table().read(probe->options);
        if (options.adversaryShare > 0) {
            differences.push_back("users kept for an adversary train no probe");
        }
        differences.push_back("chosen on validation users, the paper took the last epoch on the test users");
    }
    differences.push_back("one figure a user, the paper's are of sentences");
    return fmt::format("{}", fmt::join(differences, "; "));
}

void addOwn(const ComparisonPoint& point, std::vector<AttributeBar>& bars) {
    const auto add = [&](const std::string& name, const std::optional<metrics::Estimate>& auc) {
        if (auc && !std::isnan(auc->value)) {
            bars.push_back({point.attribute, name, *auc, false, 0, point.run, {}});
        }
    };
    if (point.aucStrongest) {
        add("strongest probe", point.aucStrongest);
    } else {
        add("user span", point.auc);
        add("all tokens", point.aucAllTokens);
    }
}

void addFamilies(const ComparisonPoint& point, const std::vector<RunRecord>& records,
                 const std::string& dataset, std::vector<AttributeBar>& bars) {
    for (const ProbeFamily& family : kFamilies) {
        const ProbeFigure* ours = point.probeFigure(family.target, family.method);
        if (ours != nullptr && !std::isnan(ours->estimate.value)) {
            bars.push_back({point.attribute, family.name, ours->estimate, false, 0, point.run, {}});
        }
        const PublishedRow* row = findPublished(family.table, dataset, family.task, point.attribute);
        if (row != nullptr) {
            const double none = std::numeric_limits<double>::quiet_NaN();
            bars.push_back({point.attribute,
                            family.name,
                            {row->value / 100, none, none, 0},
                            true,
                            row->table,
                            {},
                            protocolDifference(point, records, family)});
        }
    }
}

} // namespace

const std::vector<PublishedRow>& publishedRows() {
    static const std::vector<PublishedRow> rows = readRows();
    return rows;
}

std::string publishedDataset(const std::string& format) {
    return format == "movielens-1m" ? "MovieLens" : format == "insurance" ? "Insurance" : "";
}

std::vector<AttributeBar> attributeBars(const std::vector<ComparisonPoint>& points,
                                        const std::vector<RunRecord>& records, const std::string& backboneRun,
                                        const std::string& format) {
    std::vector<const ComparisonPoint*> newest; // one per attribute, in the order of the points
    for (const ComparisonPoint& point : points) {
        if (point.family != Family::Untreated || point.backboneRun != backboneRun ||
            point.attribute.empty()) {
            continue;
        }
        const auto known = std::find_if(newest.begin(), newest.end(), [&](const ComparisonPoint* other) {
            return other->attribute == point.attribute;
        });
        if (known == newest.end()) {
            newest.push_back(&point);
        } else if (point.finished >= (*known)->finished) {
            *known = &point;
        }
    }
    std::vector<AttributeBar> bars;
    for (const ComparisonPoint* point : newest) {
        addOwn(*point, bars);
        addFamilies(*point, records, publishedDataset(format), bars);
    }
    return bars;
}

} // namespace up5::report
