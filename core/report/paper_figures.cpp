// The figures of a paper table from the samples that stand for a model.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "metrics/seed_statistics.h"
#include "report/paper_samples.h"
#include "report/stored_figures.h"

namespace up5::report {

namespace {

struct Measured {
    metrics::Estimate estimate;
    bool collapsed = false;
    std::vector<std::string> runs;
};

std::optional<Measured> measuredBy(const ComparisonPoint& point, const LayoutQuantity& quantity,
                                   const std::string& task) {
    // A point joins the run that probed (first) with the one that ranked (last), which may be the same.
    const std::string& run =
        quantity.what == LayoutQuantity::What::Hits ? point.runs.back() : point.runs.front();
    const auto found = [&](const metrics::Estimate& estimate, bool collapsed) -> std::optional<Measured> {
        if (std::isnan(estimate.value)) {
            return std::nullopt;
        }
        return Measured{estimate, collapsed, {run}};
    };
    switch (quantity.what) {
    case LayoutQuantity::What::Hits: {
        const metrics::Estimate* hits = point.rankingFigure("hit@k", task, quantity.k);
        return hits == nullptr ? std::nullopt : found(*hits, false);
    }
    case LayoutQuantity::What::Auc:
        return point.auc ? found(*point.auc, point.collapsed) : std::nullopt;
    case LayoutQuantity::What::StrongestAuc:
        return point.aucStrongest ? found(*point.aucStrongest, point.collapsedStrongest) : std::nullopt;
    case LayoutQuantity::What::Probe:
    case LayoutQuantity::What::AnsweredWords: {
        const ProbeFigure* figure = point.probeFigure(quantity.target, quantity.method);
        if (figure == nullptr) {
            return std::nullopt;
        }
        if (quantity.what == LayoutQuantity::What::Probe) {
            return found(figure->estimate, figure->collapsed);
        }
        return figure->hard ? found(*figure->hard, figure->collapsed) : std::nullopt;
    }
    case LayoutQuantity::What::Size:
    case LayoutQuantity::What::SizeTied:
        break;
    }
    return std::nullopt;
}

/// Of an untreated model several probes may have read one attribute: the one that fitted the most, then the
/// newest, counts.
const ComparisonPoint* fullest(const std::vector<ComparisonPoint>& points, const std::string& attribute,
                               const LayoutQuantity& quantity, const std::string& task) {
    const auto rank = [](const ComparisonPoint& point) {
        return std::pair<std::size_t, const std::string&>(point.probes.size(), point.finished);
    };
    const ComparisonPoint* best = nullptr;
    for (const ComparisonPoint& point : points) {
        const bool counts = point.attribute == attribute && measuredBy(point, quantity, task);
        if (counts && (best == nullptr || rank(*best) < rank(point))) {
            best = &point;
        }
    }
    return best;
}

/// A ranking figure is the same whatever was probed; an AUC is the mean over the attributes, all of them.
std::optional<Measured> measuredOf(const PaperSample& sample, const std::vector<std::string>& probed,
                                   const LayoutQuantity& quantity, const std::string& task) {
    if (quantity.what == LayoutQuantity::What::Hits) {
        for (const ComparisonPoint& point : sample.points) {
            if (const auto hits = measuredBy(point, quantity, task)) {
                return hits;
            }
        }
        return std::nullopt;
    }
    const std::vector<std::string> attributes =
        quantity.attribute.empty() ? probed : std::vector{quantity.attribute};
    std::vector<Measured> found;
    for (const std::string& attribute : attributes) {
        const ComparisonPoint* point = fullest(sample.points, attribute, quantity, task);
        if (point == nullptr) {
            return std::nullopt;
        }
        found.push_back(*measuredBy(*point, quantity, task));
    }
    if (found.size() < 2) {
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    Measured mean;
    std::vector<metrics::Estimate> estimates;
    for (const Measured& one : found) {
        estimates.push_back(one.estimate);
        mean.collapsed = mean.collapsed || one.collapsed;
        mean.runs.insert(mean.runs.end(), one.runs.begin(), one.runs.end());
    }
    mean.estimate = metrics::meanEstimate(estimates);
    return mean;
}

std::optional<double> storedNumber(const RunRecord& record, const std::string& name) {
    const auto found = std::find_if(record.metrics.begin(), record.metrics.end(),
                                    [&](const store::MetricRow& row) { return row.name == name; });
    return found == record.metrics.end() ? std::nullopt : std::optional(found->value);
}

/// Numbers of a prompt as it is stored, of a mixture as it is trained, as a share of the backbone's.
std::optional<Measured> sizeOf(const PaperSample& sample, const LayoutQuantity& quantity,
                               const std::vector<RunRecord>& records) {
    const RunRecord* record = findRecord(records, sample.runs.front());
    const auto numbers =
        storedNumber(*record, record->run.kind == "mixture" ? "trainable_parameters" : "stored_prefix_size");
    const auto backbone =
        storedNumber(*record, quantity.what == LayoutQuantity::What::SizeTied ? "backbone_parameters"
                                                                              : "backbone_parameters_untied");
    if (!numbers || !backbone) {
        return std::nullopt;
    }
    const double none = std::numeric_limits<double>::quiet_NaN();
    return Measured{{*numbers / *backbone, none, none, 0}, false, sample.runs};
}

} // namespace

std::vector<AttributeLeaks> leaksOf(const ChosenSamples& chosen) {
    std::vector<AttributeLeaks> leaks;
    for (const std::string& attribute : chosen.attributes) {
        std::vector<const ComparisonPoint*> models;
        for (const PaperSample& sample : chosen.samples) {
            const ComparisonPoint* point =
                fullest(sample.points, attribute, {{}, {}, LayoutQuantity::What::StrongestAuc}, {});
            if (point == nullptr) { // of an older version
                point = fullest(sample.points, attribute, {{}, {}, LayoutQuantity::What::Auc}, {});
            }
            if (point != nullptr) {
                models.push_back(point);
            }
        }
        leaks.push_back({attribute, leaksOf(models)});
    }
    return leaks;
}

std::optional<PaperFigure> figureOf(const ChosenSamples& chosen, const LayoutQuantity& quantity,
                                    const std::string& task, const std::vector<RunRecord>& records) {
    const bool isSize =
        quantity.what == LayoutQuantity::What::Size || quantity.what == LayoutQuantity::What::SizeTied;
    PaperFigure figure;
    std::vector<metrics::Estimate> estimates;
    std::set<std::string> runs;
    for (const PaperSample& sample : chosen.samples) {
        const auto measured = isSize ? sizeOf(sample, quantity, records)
                                     : measuredOf(sample, chosen.attributes, quantity, task);
        // One evaluation may stand beside the probes of several seeds: it is no second sample.
        const bool isKnown =
            measured && std::all_of(measured->runs.begin(), measured->runs.end(),
                                    [&](const std::string& run) { return runs.contains(run); });
        if (!measured || isKnown) {
            continue;
        }
        estimates.push_back(measured->estimate);
        figure.collapsed = figure.collapsed || measured->collapsed;
        runs.insert(measured->runs.begin(), measured->runs.end());
    }
    if (estimates.empty()) {
        return std::nullopt;
    }
    figure.estimate = metrics::meanOverSeeds(estimates);
    figure.seeds = static_cast<int>(estimates.size());
    figure.runs.assign(runs.begin(), runs.end());
    return figure;
}

} // namespace up5::report
