#include "report/mixture.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "jobs/attribute_subsets.h"
#include "report/stored_figures.h"

namespace up5::report {

namespace {

std::optional<MixtureSubset> subsetOf(const RunRecord& record, const Mixture& mixture,
                                      const std::vector<std::string>& removed, const std::string& split) {
    MixtureSubset subset{jobs::subsetKey(removed), removed, {}};
    const RunRecord own = onlySubset(record, subset.key);
    const bool measured = std::any_of(own.metrics.begin(), own.metrics.end(),
                                      [&](const store::MetricRow& row) { return row.split == split; });
    if (!measured) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < mixture.attributes.size(); ++i) {
        const std::string& attribute = mixture.attributes[i];
        ComparisonPoint& point = subset.attributes.emplace_back();
        point.run = mixture.run;
        point.runs = {mixture.run};
        point.key = mixture.run + "|" + subset.key + "|" + attribute;
        point.label = fmt::format("{}, {}", mixture.label, removedTitle(subset.key));
        point.family = mixture.family;
        point.dataset = mixture.dataset;
        point.datasetName = mixture.datasetName;
        point.backboneRun = point.subject = mixture.backboneRun;
        point.attribute = attribute;
        point.treated = removed;
        point.split = split;
        point.lambda = mixture.family == Family::Random ? metrics::kNan : mixture.lambdas[i];
        point.prefixLength = mixture.outputLength;
        point.seed = mixture.seed;
        point.finished = mixture.finished;
        readProbeFigures(own, attribute, split, point);
        point.ranking = rankingFigures(own, split);
    }
    return subset;
}

/// The newest untreated measurement of an attribute; nullptr when there is none.
const ComparisonPoint* untreatedPoint(const std::vector<ComparisonPoint>& points, const Mixture& mixture,
                                      const std::string& attribute) {
    const ComparisonPoint* newest = nullptr;
    for (const ComparisonPoint& point : points) {
        if (point.family == Family::Untreated && point.backboneRun == mixture.backboneRun &&
            point.attribute == attribute && (newest == nullptr || point.finished >= newest->finished)) {
            newest = &point;
        }
    }
    return newest;
}

} // namespace

RunRecord onlySubset(const RunRecord& record, const std::string& key) {
    RunRecord own;
    own.run = record.run;
    std::copy_if(record.subsetMetrics.begin(), record.subsetMetrics.end(), std::back_inserter(own.metrics),
                 [&](const store::MetricRow& row) { return row.removed == key; });
    return own;
}

const MixtureSubset* Mixture::whole() const {
    const auto found = std::ranges::find(subsets, jobs::subsetKey(attributes), &MixtureSubset::key);
    return found == subsets.end() ? nullptr : &*found;
}

bool MixtureSubset::removes(const std::string& attribute) const {
    return std::find(removed.begin(), removed.end(), attribute) != removed.end();
}

const metrics::Estimate* MixtureSubset::rankingFigure(const std::string& name, const std::string& task,
                                                      int k) const {
    return attributes.empty() ? nullptr : attributes.front().rankingFigure(name, task, k);
}

std::optional<Mixture> mixtureOf(const RunRecord& record, const std::string& split) {
    if (record.run.kind != "mixture" || record.run.state != store::RunState::Succeeded ||
        !record.problem.empty()) {
        return std::nullopt;
    }
    const auto options = jobs::MixtureOptions::table().read(record.options);
    Mixture mixture;
    mixture.run = record.run.id;
    mixture.dataset = record.run.dataset;
    mixture.datasetName = record.datasetName;
    mixture.backboneRun = record.run.backboneRun;
    mixture.finished = record.run.finished;
    mixture.attributes = record.run.attributes;
    mixture.mixedPrompts = record.run.mixedPrompts;
    mixture.family = familyOf(options);
    mixture.lambdas = options.lambdasOf(mixture.attributes);
    mixture.outputLength = options.outputLength;
    mixture.seed = record.run.seed;
    mixture.label = mixtureLabel(options);
    for (const std::vector<std::string>& removed : jobs::attributeSubsets(mixture.attributes)) {
        if (std::optional<MixtureSubset> subset = subsetOf(record, mixture, removed, split)) {
            mixture.subsets.push_back(std::move(*subset));
        }
    }
    return mixture.subsets.empty() ? std::nullopt : std::optional(std::move(mixture));
}

std::optional<metrics::Estimate> averageAuc(const MixtureSubset& subset, AucChoice choice) {
    std::vector<metrics::Estimate> aucs;
    for (const ComparisonPoint& point : subset.attributes) {
        if (!subset.removes(point.attribute)) {
            continue;
        }
        const std::optional<metrics::Estimate>& auc = aucOf(point, choice);
        if (!auc) {
            return std::nullopt;
        }
        aucs.push_back(*auc);
    }
    return metrics::meanEstimate(aucs);
}

CrossLeak crossLeak(const Mixture& mixture, const std::vector<ComparisonPoint>& points) {
    CrossLeak leak;
    leak.attributes = mixture.attributes;
    CrossLeak::Row untreated;
    bool isKnown = false;
    for (const std::string& attribute : mixture.attributes) {
        const ComparisonPoint* point = untreatedPoint(points, mixture, attribute);
        isKnown = isKnown || point != nullptr;
        untreated.points.push_back(point == nullptr ? ComparisonPoint() : *point);
    }
    if (isKnown) {
        leak.rows.push_back(std::move(untreated));
    }
    for (const MixtureSubset& subset : mixture.subsets) {
        leak.rows.push_back({subset.key, subset.attributes});
    }
    std::vector<ComparisonPoint> all;
    for (const CrossLeak::Row& row : leak.rows) {
        all.insert(all.end(), row.points.begin(), row.points.end());
    }
    leak.choice = commonHeadline(all);
    return leak;
}

const ComparisonPoint& CrossLeak::Row::measured() const {
    const auto found = std::find_if(points.begin(), points.end(),
                                    [](const ComparisonPoint& point) { return !point.run.empty(); });
    return found == points.end() ? points.front() : *found;
}

HeatMap CrossLeak::heatMap() const {
    HeatMap map;
    map.columns = map.heads = attributes;
    HeatMapSide side;
    for (const Row& row : rows) {
        map.rows.push_back(removedTitle(row.removed));
        std::vector<HeatCell>& cells = side.cells.emplace_back();
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            const std::vector<std::string>& treated = row.points[i].treated;
            cells.push_back({aucOf(row.points[i], choice),
                             std::find(treated.begin(), treated.end(), attributes[i]) != treated.end()});
        }
    }
    map.sides = {std::move(side)};
    map.foot = "columns: probed attribute; outlined: it was removed";
    map.intervals = true;
    map.fitScale();
    return map;
}

std::vector<MixtureAudit> mixtureAudits(const std::vector<RunRecord>& records,
                                        const std::vector<ComparisonPoint>& points,
                                        const std::set<std::string>& runs, const std::string& split) {
    std::vector<Mixture> all;
    for (const RunRecord& record : records) {
        if (std::optional<Mixture> mixture = mixtureOf(record, split)) {
            all.push_back(std::move(*mixture));
        }
    }
    std::sort(all.begin(), all.end(), [](const Mixture& a, const Mixture& b) {
        return std::tie(a.family, a.lambdas, a.outputLength, a.seed, a.run) <
               std::tie(b.family, b.lambdas, b.outputLength, b.seed, b.run);
    });
    const auto isAsked = [&](const Mixture& mixture) { return runs.empty() || runs.contains(mixture.run); };
    std::vector<MixtureAudit> audits;
    for (const Mixture& mixture : all) {
        const bool isControlOfAsked =
            mixture.family != Family::Cfp && std::any_of(all.begin(), all.end(), [&](const Mixture& other) {
                return isAsked(other) && other.backboneRun == mixture.backboneRun &&
                       other.attributes == mixture.attributes && other.seed == mixture.seed &&
                       other.mixedPrompts == mixture.mixedPrompts;
            });
        if (!isAsked(mixture) && !isControlOfAsked) {
            continue;
        }
        auto audit = std::find_if(audits.begin(), audits.end(), [&](const MixtureAudit& known) {
            return known.backboneRun == mixture.backboneRun && known.attributes == mixture.attributes &&
                   known.mixtures.front().mixedPrompts == mixture.mixedPrompts;
        });
        if (audit == audits.end()) {
            audits.push_back(
                {mixture.dataset, mixture.datasetName, mixture.backboneRun, mixture.attributes, {}, {}});
            audit = std::prev(audits.end());
            for (const std::string& attribute : mixture.attributes) {
                if (const ComparisonPoint* point = untreatedPoint(points, mixture, attribute)) {
                    audit->untreated.push_back(*point);
                }
            }
        }
        audit->mixtures.push_back(mixture);
    }
    return audits;
}

Family familyOf(const jobs::MixtureOptions& options) {
    return options.isUntrained() ? Family::Random : options.lambda == 0 ? Family::Control : Family::Cfp;
}

double lambdaOf(const jobs::MixtureOptions& options, const std::string& attribute) {
    return options.lambdasOf({attribute}).front();
}

std::string mixtureLabel(const jobs::MixtureOptions& options) {
    if (options.isUntrained()) {
        return fmt::format("untrained mixture, n_out = {}", options.outputLength);
    }
    if (options.lambda == 0) {
        return fmt::format("λ = 0 control of the mixture, n_out = {}", options.outputLength);
    }
    const std::string own = options.lambdas.empty() ? "" : fmt::format(" ({})", options.lambdas);
    return fmt::format("mixture λ = {}{}, n_out = {}", options.lambda, own, options.outputLength);
}

std::string removedTitle(const std::string& key) {
    if (key.empty()) {
        return "untreated";
    }
    std::string text = key;
    for (std::size_t at = text.find('+'); at != std::string::npos; at = text.find('+', at)) {
        text.replace(at, 1, ", ");
    }
    return text + " removed";
}

} // namespace up5::report
