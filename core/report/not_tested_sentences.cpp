#include "report/sentences.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/options/evaluate_options.h"
#include "jobs/options/probe_options.h"
#include "jobs/probe_targets.h"
#include "metrics/detectable.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr int kEnoughSeeds = 3;

/// Names in the order that tables show them in.
std::vector<std::string> sortedBy(const std::set<std::string>& names, int (*order)(const std::string&)) {
    std::vector<std::string> sorted(names.begin(), names.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const std::string& a, const std::string& b) { return order(a) < order(b); });
    return sorted;
}

std::vector<std::string> titles(std::vector<std::string> names, std::string (*title)(const std::string&)) {
    std::transform(names.begin(), names.end(), names.begin(), title);
    return names;
}

/// Probes and targets of the suite that no model of an audit was attacked with.
void addProbes(const ReportData& data, std::vector<Sentence>& sentences) {
    std::set<std::string> methods, targets;
    bool chance = false;
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            for (const ProbeFigure& probe : point.probes) {
                methods.insert(probe.probe);
                targets.insert(probe.target);
            }
            for (const TargetFigures& figures : point.targets) {
                chance = chance || figures.null || figures.pValue;
            }
        }
    }
    if (methods.empty()) {
        sentences.push_back({"No probe was run: nothing is known about leaks."});
        return;
    }
    sentences.push_back(
        {fmt::format("Only these probes attacked: {}; on {}. Others may read more, so every AUC "
                     "is a lower bound of the leak.",
                     fmt::join(titles(sortedBy(methods, methodOrder), methodTitle), ", "),
                     fmt::join(titles(sortedBy(targets, targetOrder), targetTitle), ", "))});
    std::vector<std::string> missingTargets, missingMethods;
    for (const jobs::ProbeTarget& target : jobs::probeTargets()) {
        if (!targets.count(target.key)) {
            missingTargets.push_back(target.title);
        }
    }
    for (const std::string& method : suiteMethods()) {
        if (!methods.count(method)) {
            missingMethods.push_back(methodTitle(method));
        }
    }
    if (!missingTargets.empty()) {
        sentences.push_back({fmt::format("Not attacked: {}. What leaks there is not known.",
                                         fmt::join(missingTargets, ", "))});
    }
    if (!missingMethods.empty()) {
        sentences.push_back(
            {fmt::format("Probes of the suite that were not run: {}.", fmt::join(missingMethods, ", "))});
    }
    if (!chance) {
        sentences.push_back(
            {"No permutation test was made and no correction for the number of comparisons; intervals are "
             "of single figures."});
    }
}

void addDatasets(const ReportData& data, std::vector<Sentence>& sentences) {
    if (data.datasets.size() == 1) {
        sentences.push_back(
            {fmt::format("All figures come from one data set ({}); nothing says that they carry over "
                         "to others.",
                         data.datasets.front().name)});
    }
    for (const ReportedDataset& dataset : data.datasets) {
        if (!dataset.profile) {
            const std::string name = dataset.name.empty() ? dataset.hash.substr(0, 12) : dataset.name;
            sentences.push_back(
                {dataset.problem.empty()
                     ? fmt::format("The data set {} is no longer in the workspace: its profile is missing.",
                                   name)
                     : fmt::format("The data set {} cannot be read, its profile is missing: {}", name,
                                   dataset.problem)});
            continue;
        }
        for (const data::AttributeProfile& attribute : dataset.profile->attributes) {
            const bool probed = std::any_of(data.audits.begin(), data.audits.end(), [&](const Audit& audit) {
                return audit.dataset == dataset.hash && audit.attribute == attribute.name;
            });
            if (!probed) {
                sentences.push_back(
                    {fmt::format("{}: the attribute {} was not probed.", dataset.name, attribute.name)});
            }
            for (const data::GroupProfile& group : attribute.groups) {
                if (group.users < metrics::kSmallGroup) {
                    sentences.push_back(
                        {fmt::format("{}: the group {} = {} has {} users, too few to say anything "
                                     "about it.",
                                     dataset.name, attribute.name, group.name, group.users)});
                }
            }
        }
    }
}

/// How small a leak would have gone unnoticed, for attributes with two classes.
void addDetection(const ReportData& data, std::vector<Sentence>& sentences) {
    for (const Audit& audit : data.audits) {
        const auto dataset =
            std::find_if(data.datasets.begin(), data.datasets.end(), [&](const ReportedDataset& set) {
                return set.hash == audit.dataset && set.profile.has_value();
            });
        const auto probed = std::find_if(audit.points.begin(), audit.points.end(),
                                         [](const ComparisonPoint& point) { return point.auc.has_value(); });
        if (dataset == data.datasets.end() || probed == audit.points.end() ||
            leakVerdict(*probed).detectable) {
            continue; // a stored figure of the probe itself stands in the tables
        }
        for (const data::AttributeProfile& attribute : dataset->profile->attributes) {
            if (attribute.name != audit.attribute || attribute.groups.size() != 2 || attribute.known() == 0) {
                continue;
            }
            const double positives = static_cast<double>(probed->auc->n) *
                                     static_cast<double>(attribute.groups[1].users) /
                                     static_cast<double>(attribute.known());
            const auto rounded = static_cast<std::int64_t>(std::llround(positives));
            const double smallest = metrics::smallestDetectableAuc(rounded, probed->auc->n - rounded);
            if (!std::isnan(smallest)) {
                sentences.push_back(
                    {fmt::format("{}, {}: with {} test users a leak below AUC {} would more often than "
                                 "one time in five go unnoticed.",
                                 dataset->name, audit.attribute, countText(probed->auc->n),
                                 areaText(smallest)),
                     {probed->run}});
            }
        }
    }
}

void addSeeds(const ReportData& data, std::vector<Sentence>& sentences) {
    std::map<int, std::vector<std::string>> labels;
    for (const Audit& audit : data.audits) {
        std::set<std::string> backbones;
        for (const ComparisonPoint& point : audit.points) {
            if (!point.baseline) {
                backbones.insert(point.backboneRun);
            }
        }
        if (backbones.size() == 1) {
            sentences.push_back(
                {fmt::format("{}{}: one trained backbone; how much its own seed matters was not tested.",
                             audit.datasetName, audit.attribute.empty() ? "" : ", " + audit.attribute),
                 {*backbones.begin()}});
        }
        for (const SettingSummary& setting : audit.settings) {
            const bool isTrained = setting.family != Family::Untreated && setting.family != Family::Random;
            if (isTrained && setting.seeds < kEnoughSeeds) {
                labels[setting.seeds].push_back(setting.label + " (" + audit.attribute + ")");
            }
        }
    }
    for (const auto& [seeds, settings] : labels) {
        sentences.push_back(
            {fmt::format("Trained with {} only, so that the spread between seeds is hardly known: {}.",
                         seeds == 1 ? "one seed" : "two seeds", fmt::join(settings, "; "))});
    }
}

void addControls(const ReportData& data, std::vector<Sentence>& sentences) {
    for (const Audit& audit : data.audits) {
        std::set<std::string> controls;
        bool untreated = false;
        for (const SettingSummary& setting : audit.settings) {
            if (setting.family == Family::Control) {
                controls.insert(setting.control);
            }
            untreated =
                untreated || (setting.family == Family::Untreated && !setting.baseline && setting.auc);
        }
        for (const SettingSummary& setting : audit.settings) {
            if (setting.family == Family::Cfp && !controls.count(setting.control)) {
                sentences.push_back(
                    {fmt::format("{}, {}: no λ = 0 control with otherwise equal settings stands beside {}, "
                                 "so the effect of λ is not separated from that of the prefix.",
                                 audit.datasetName, audit.attribute, setting.label)});
            }
        }
        if (!untreated && !audit.attribute.empty()) {
            sentences.push_back({fmt::format("{}, {}: the untreated model was not probed.", audit.datasetName,
                                             audit.attribute)});
        }
    }
    if (data.audits.size() > 1) {
        const bool intersections =
            std::any_of(data.groups.begin(), data.groups.end(),
                        [](const GroupAudit& audit) { return audit.question.attributes.size() > 1; });
        sentences.push_back(
            {std::string("Attributes were hidden and probed one at a time; hiding one may move the leak of "
                         "another") +
             (intersections ? ", and intersections of groups were looked at untreated only."
                            : ", and intersections of groups were not looked at.")});
    }
}

void addRanking(const ReportData& data, std::vector<Sentence>& sentences) {
    bool catalogue = false, groups = !data.groups.empty(), direct = false, stability = false;
    for (const ReportedRun& run : data.runs) {
        stability = stability || run.record.run.kind == "stability";
        if (run.record.run.kind == "evaluate") {
            const auto options = jobs::EvaluateOptions::table().read(run.record.options);
            catalogue = catalogue || options.candidates == "catalogue";
            if (options.users > 0) {
                sentences.push_back({fmt::format("Run {} ranked the targets of {} users only.",
                                                 run.record.run.id, countText(options.users)),
                                     {run.record.run.id}});
            }
        }
    }
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            for (const RankingFigure& figure : point.ranking) {
                groups = groups || !figure.group.empty();
                direct = direct || figure.task == "direct";
            }
        }
    }
    if (!catalogue) {
        sentences.push_back(
            {"No ranking of the full catalogue: figures among stored candidates are higher than those "
             "among all items."});
    }
    if (!direct) {
        sentences.push_back({"The direct task (choice from a candidate list) was not evaluated."});
    }
    if (!groups) {
        sentences.push_back(
            {"Recommendation quality was not compared between groups: who pays for a treatment is not "
             "known from this report."});
    }
    sentences.push_back(
        {stability
             ? "Whether recommendations stay the same when only the attribute of a user changes was "
               "tested on pairs of like users only: no user was asked twice."
             : "Whether recommendations stay the same when only the attribute of a user changes was not "
               "tested directly; a low AUC of these probes does not prove it."});
}

void addUnfinished(const ReportData& data, std::vector<Sentence>& sentences) {
    for (const std::string& sentence : data.leftOut) {
        sentences.push_back({sentence});
    }
    for (const RunRecord& record : data.unfinished) {
        std::string text = fmt::format(
            "Run {} ({}) {} and is not in the figures", record.run.id, record.run.kind,
            store::isEnded(record.run.state) ? std::string("ended as ") + store::toString(record.run.state)
                                             : std::string("was still ") + store::toString(record.run.state));
        text += record.run.errorMessage.empty() ? "." : ": " + record.run.errorMessage;
        sentences.push_back({text});
    }
}

} // namespace

std::vector<Sentence> notTestedSentences(const ReportData& data) {
    std::vector<Sentence> sentences;
    addProbes(data, sentences);
    addDetection(data, sentences);
    addSeeds(data, sentences);
    addControls(data, sentences);
    addRanking(data, sentences);
    addDatasets(data, sentences);
    addUnfinished(data, sentences);
    return sentences;
}

} // namespace up5::report
