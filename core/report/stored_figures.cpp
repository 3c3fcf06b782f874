#include "report/stored_figures.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <tuple>

#include "jobs/probe_targets.h"
#include "report/probe_names.h"

namespace up5::report {

namespace {

constexpr std::array kRankingNames = {"hit@k", "ndcg@k", "mrr"};

/// A baseline's own representation of a user is a vector, not a user span.
bool isBaseline(const RunRecord& record) {
    return record.run.kind == "baseline";
}

/// The last step of each figure: training runs store a figure more than once.
std::vector<const store::MetricRow*> newestRows(const RunRecord& record, const std::string& split) {
    using Key = std::tuple<std::string, std::string, std::string, std::string, int>;
    std::map<Key, const store::MetricRow*> newest;
    for (const store::MetricRow& row : record.metrics) {
        if (row.split != split) {
            continue;
        }
        const store::MetricRow*& held = newest[{row.name, row.task, row.attribute, row.group, row.k}];
        if (held == nullptr || row.step >= held->step) {
            held = &row;
        }
    }
    std::vector<const store::MetricRow*> rows;
    for (const auto& [key, row] : newest) {
        rows.push_back(row);
    }
    return rows;
}

TargetFigures& targetFigures(ComparisonPoint& point, const std::string& target) {
    const auto found = std::find_if(point.targets.begin(), point.targets.end(),
                                    [&](const TargetFigures& figures) { return figures.target == target; });
    return found != point.targets.end() ? *found : point.targets.emplace_back(TargetFigures{target});
}

ProbeFigure& probeFigure(ComparisonPoint& point, const ProbeName& name) {
    const auto found = std::find_if(point.probes.begin(), point.probes.end(), [&](const ProbeFigure& figure) {
        return figure.probe == name.method && figure.target == name.target;
    });
    if (found != point.probes.end()) {
        return *found;
    }
    ProbeFigure figure{name.method, name.target};
    figure.estimate.value = std::numeric_limits<double>::quiet_NaN();
    return point.probes.emplace_back(std::move(figure));
}

/// Figures of the whole audit and of one probe; false when it is one of a target's headline.
bool readCommonFigure(const ProbeName& name, const metrics::Estimate& estimate, ComparisonPoint& point) {
    switch (name.quantity) {
    case ProbeQuantity::Strongest:
        point.aucStrongest = estimate;
        point.strongestTarget = name.target;
        point.strongestMethod = name.method;
        return true;
    case ProbeQuantity::MajorityShare:
        point.majorityShare = estimate.value;
        return true;
    case ProbeQuantity::LeakMap:
        point.leakMap.push_back({name.target, name.layer, estimate});
        return true;
    case ProbeQuantity::AdversaryOverlap:
        point.adversaryOverlap = static_cast<int>(estimate.value);
        return true;
    case ProbeQuantity::Auc:
    case ProbeQuantity::HardAuc:
        if (!name.method.empty()) {
            ProbeFigure& figure = probeFigure(point, name);
            (name.quantity == ProbeQuantity::Auc ? figure.estimate : figure.hard.emplace()) = estimate;
        }
        return !name.method.empty();
    default:
        return false;
    }
}

/// Where a headline's figure has its place; nullptr for flags, which are read apart.
std::optional<metrics::Estimate>* placeOf(TargetFigures& figures, ProbeQuantity quantity) {
    switch (quantity) {
    case ProbeQuantity::Auc:
        return &figures.auc;
    case ProbeQuantity::HardAuc:
        return &figures.hard;
    case ProbeQuantity::Null:
        return &figures.null;
    case ProbeQuantity::PValue:
        return &figures.pValue;
    case ProbeQuantity::OvoWeighted:
        return &figures.ovoWeighted;
    case ProbeQuantity::OvrMacro:
        return &figures.ovrMacro;
    case ProbeQuantity::OvrWeighted:
        return &figures.ovrWeighted;
    case ProbeQuantity::F1Macro:
        return &figures.f1Macro;
    case ProbeQuantity::F1Micro:
        return &figures.f1Micro;
    default:
        return nullptr;
    }
}

void readCollapseFlags(const RunRecord& record, const std::string& attribute, const std::string& split,
                       ComparisonPoint& point) {
    for (const store::MetricRow* row : newestRows(record, split)) {
        const std::optional<ProbeName> name = parseProbeName(row->name, isBaseline(record));
        if (row->attribute != attribute || !name || name->quantity != ProbeQuantity::Collapsed) {
            continue;
        }
        if (name->method.empty()) {
            targetFigures(point, name->target).collapsed = row->value != 0;
            continue;
        }
        for (ProbeFigure& figure : point.probes) {
            if (figure.probe == name->method && figure.target == name->target) {
                figure.collapsed = row->value != 0;
            }
        }
    }
}

/// The headline repeats the figures of the probe that was chosen.
std::string chosenMethod(const ComparisonPoint& point, const TargetFigures& figures) {
    for (const ProbeFigure& figure : point.probes) {
        if (figure.target == figures.target && figures.auc && figures.auc->value == figure.estimate.value) {
            return figure.probe;
        }
    }
    return {};
}

void sortFigures(ComparisonPoint& point) {
    std::stable_sort(point.targets.begin(), point.targets.end(),
                     [](const TargetFigures& a, const TargetFigures& b) {
                         return targetOrder(a.target) < targetOrder(b.target);
                     });
    const auto placeOfProbe = [](const ProbeFigure& figure) {
        return std::pair(targetOrder(figure.target), methodOrder(figure.probe));
    };
    std::stable_sort(
        point.probes.begin(), point.probes.end(),
        [&](const ProbeFigure& a, const ProbeFigure& b) { return placeOfProbe(a) < placeOfProbe(b); });
    std::stable_sort(
        point.leakMap.begin(), point.leakMap.end(), [](const LeakMapCell& a, const LeakMapCell& b) {
            return std::pair(targetOrder(a.target), a.layer) < std::pair(targetOrder(b.target), b.layer);
        });
}

} // namespace

metrics::Estimate estimateOf(const store::MetricRow& row) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {row.value, row.low.value_or(none), row.high.value_or(none), static_cast<int>(row.n)};
}

std::vector<RankingFigure> rankingFigures(const RunRecord& record, const std::string& split) {
    std::vector<RankingFigure> figures;
    for (const store::MetricRow* row : newestRows(record, split)) {
        if (std::find(kRankingNames.begin(), kRankingNames.end(), row->name) != kRankingNames.end()) {
            figures.push_back({row->name, row->task, row->k, row->attribute, row->group, estimateOf(*row)});
        }
    }
    return figures;
}

std::set<std::string> probedAttributes(const RunRecord& record, const std::string& split) {
    std::set<std::string> attributes;
    for (const store::MetricRow& row : record.metrics) {
        const std::optional<ProbeName> name = parseProbeName(row.name, isBaseline(record));
        if (row.split == split && name && name->quantity == ProbeQuantity::Auc) {
            attributes.insert(row.attribute);
        }
    }
    return attributes;
}

void readProbeFigures(const RunRecord& record, const std::string& attribute, const std::string& split,
                      ComparisonPoint& point) {
    for (const store::MetricRow* row : newestRows(record, split)) {
        const std::optional<ProbeName> name = parseProbeName(row->name, isBaseline(record));
        if (row->attribute != attribute || !name || readCommonFigure(*name, estimateOf(*row), point) ||
            name->quantity == ProbeQuantity::Collapsed) {
            continue;
        }
        TargetFigures& figures = targetFigures(point, name->target);
        if (name->quantity == ProbeQuantity::Detectable) {
            figures.detectable = row->value;
        } else if (std::optional<metrics::Estimate>* place = placeOf(figures, name->quantity)) {
            *place = estimateOf(*row);
        }
    }
    readCollapseFlags(record, attribute, "test", point);
    readCollapseFlags(record, attribute, split, point);
    sortFigures(point);
    for (TargetFigures& figures : point.targets) {
        figures.method = chosenMethod(point, figures);
    }
    if (const TargetFigures* own = point.figuresOf(isBaseline(record) ? jobs::kUserVector : "user_span")) {
        point.auc = own->auc;
        point.collapsed = own->collapsed;
    }
    if (const TargetFigures* allTokens = point.figuresOf("all_tokens")) {
        point.aucAllTokens = allTokens->auc;
        point.collapsedAllTokens = allTokens->collapsed;
    }
    const ProbeFigure* strongest = point.probeFigure(point.strongestTarget, point.strongestMethod);
    point.collapsedStrongest = strongest != nullptr && strongest->collapsed;
}

} // namespace up5::report
