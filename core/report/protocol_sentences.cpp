#include "report/sentences.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "jobs/job_event.h"
#include "jobs/options/backbone_options.h"
#include "jobs/options/baseline_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/evaluate_options.h"
#include "jobs/options/probe_options.h"
#include "metrics/holm.h"
#include "report/numbers.h"
#include "report/prompt_selection.h"

namespace up5::report {

namespace {

using Runs = std::vector<std::string>;

const ReportedDataset* datasetOf(const ReportData& data, const std::string& hash) {
    const auto found = std::find_if(data.datasets.begin(), data.datasets.end(),
                                    [&](const ReportedDataset& dataset) { return dataset.hash == hash; });
    return found == data.datasets.end() ? nullptr : &*found;
}

std::string splitText(const jobs::BackboneOptions& options, bool ordered) {
    const bool byUser = options.split == "code-8-1-1" || (options.split == "auto" && !ordered);
    if (byUser) {
        return fmt::format(
            "Users are cut 80/10/10 at random (seed {}); of each held-out user {} item is the target and the "
            "others are the known history. For the direct task all (user, item) pairs are cut 80/10/10 "
            "instead, and a user's pairs count together as one user. What either task holds out trains "
            "neither.",
            options.splitSeed, ordered ? "the last" : "one random");
    }
    if (!ordered) {
        return fmt::format(
            "Of every user one random item is the test target and another the validation target "
            "(seed {}); the others train the recommender.",
            options.splitSeed);
    }
    return std::string(
               "The last item of every user is the test target, the last but one the validation target; the "
               "earlier ones train the recommender. ") +
           (options.testHistory == "code"
                ? "The test history leaves the validation item out, as the published code "
                  "does."
                : "The test history holds the validation item.");
}

std::string candidateText(const jobs::BackboneOptions& options, std::int64_t items) {
    constexpr std::int64_t kSmallCatalogue = 100; // where "auto" turns to ranking everything
    const bool all = options.negatives == "all" || (options.negatives == "auto" && items <= kSmallCatalogue);
    if (all) {
        return "Each target is ranked among all items the user is not known to have.";
    }
    if (options.negatives == "ids0_6039") {
        return fmt::format(
            "Each target is ranked among {} numbers drawn from 0 to 6039, as the published code does; "
            "numbers that are no item are dropped.",
            options.negativeCount);
    }
    return fmt::format(
        "Each target is ranked among {} items drawn from the rated catalogue without the user's own.",
        options.negativeCount);
}

/// What the backbone's weights were before training.
std::string originText(const jobs::BackboneOptions& options, const RunRecord& record) {
    const auto origin = std::find_if(
        record.artifacts.begin(), record.artifacts.end(),
        [](const store::ArtifactRow& artifact) { return artifact.kind == jobs::kStartingPointArtifact; });
    if (origin == record.artifacts.end()) {
        return "Its weights began at random.";
    }
    const bool bringsWords =
        std::any_of(record.metrics.begin(), record.metrics.end(), [](const store::MetricRow& metric) {
            return metric.name == jobs::kImportedWordRows && metric.value > 0;
        });
    const bool isTrained = options.epochs > 0;
    return fmt::format("It began with the weights of {} (SHA-256 {}) and was {}; {}.", origin->path,
                       origin->sha256, isTrained ? "trained further" : "taken as it is",
                       bringsWords ? "the whole-word embeddings came with them"
                       : isTrained ? "the whole-word embeddings are new and began at random"
                                   : "it has no whole-word embeddings");
}

void addBackbone(const ReportData& data, const ReportedRun& backbone, std::vector<Sentence>& sentences) {
    const jobs::BackboneOptions options = jobs::BackboneOptions::table().read(backbone.record.options);
    const ReportedDataset* dataset = datasetOf(data, backbone.record.run.dataset);
    const Runs runs = {backbone.record.run.id};
    sentences.push_back(
        {fmt::format("The recommender is a P5 backbone (preset {}, {} identifiers, seed {}) that sees "
                     "the last {} items of a history.",
                     options.preset, options.identifiers, backbone.record.run.seed, options.maxHistory),
         runs});
    sentences.push_back({originText(options, backbone.record), runs});
    sentences.push_back({splitText(options, dataset == nullptr || dataset->ordered), runs});
    if (dataset != nullptr && dataset->profile) {
        sentences.push_back(
            {fmt::format("{} Candidates are drawn once (seed {}), stored, and shared by all models.",
                         candidateText(options, dataset->profile->items), options.splitSeed),
             runs});
    }
}

void addRanking(const ReportData& data, const Audit& audit, std::vector<Sentence>& sentences) {
    Runs runs;
    for (const ComparisonPoint& point : audit.points) {
        for (const std::string& id : point.runs) {
            const ReportedRun* run = findReported(data, id);
            if (run != nullptr && run->record.run.kind == "evaluate") {
                runs.push_back(id);
            }
        }
    }
    const jobs::EvaluateOptions options =
        runs.empty() ? jobs::EvaluateOptions{}
                     : jobs::EvaluateOptions::table().read(findReported(data, runs.front())->record.options);
    const std::string divided = options.norm == "length" ? ", divided by its number of tokens" : "";
    sentences.push_back(
        {options.score == "beam20"
             ? fmt::format(
                   "A candidate's score is its log-likelihood given the sentence{}, if the published "
                   "beam search with 20 beams finds it; a candidate that it loses ranks behind all that "
                   "it finds.",
                   divided)
             : fmt::format("A candidate's score is its exact log-likelihood given the sentence{}; all "
                           "candidates are scored, none is generated by search.",
                           divided),
         runs});
    sentences.push_back(
        {fmt::format("Intervals of ranking figures are 95 % percentile bootstrap intervals over users "
                     "({} resamples).",
                     countText(options.resamples)),
         runs});
}

jobs::ProbeOptions probeOptionsOf(const RunRecord& record) {
    return record.run.kind == "cfp"        ? jobs::CfpOptions::table().read(record.options).probe
           : record.run.kind == "baseline" ? jobs::BaselineOptions::table().read(record.options).probe
                                           : jobs::ProbeOptions::table().read(record.options);
}

/// p-values of the headlines on test users, over all audits: what Holm's correction is over.
std::vector<std::pair<const ComparisonPoint*, double>> headlineTests(const ReportData& data) {
    std::vector<std::pair<const ComparisonPoint*, double>> tests;
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            const LeakVerdict verdict = leakVerdict(point);
            if (verdict.pValue) {
                tests.emplace_back(&point, verdict.pValue->value);
            }
        }
    }
    return tests;
}

/// Null band, permutation test and its correction, AUC definition, in words.
void addChance(const ReportData& data, const Audit& audit, const ComparisonPoint& probed,
               std::vector<Sentence>& sentences) {
    const LeakVerdict verdict = leakVerdict(probed);
    const Runs runs = {probed.run};
    sentences.push_back(
        {"An AUC is the area under the ROC curve for two classes, else the one-vs-one macro mean "
         "of Hand and Till; other definitions stand under their own names.",
         runs});
    if (!verdict.null || !verdict.pValue) {
        return;
    }
    sentences.push_back(
        {fmt::format(
             "Labels were shuffled across users {} times and a logistic probe of the same target was fitted "
             "to each shuffle; where nothing can be refitted (answers, and targets with a feature per item), "
             "the labels of the test users were shuffled. A leak is called found when the interval of the "
             "strongest probe lies above their mean AUC and the AUC above the band that 95 % of them fall "
             "into.",
             countText(verdict.null->n)),
         runs});
    const auto tests = headlineTests(data);
    std::vector<double> pValues;
    for (const auto& [point, p] : tests) {
        pValues.push_back(p);
    }
    const metrics::HolmAdjustment holm = metrics::holmAdjusted(pValues);
    for (std::size_t i = 0; i < tests.size(); ++i) {
        const ComparisonPoint& point = *tests[i].first;
        const bool isOfAudit = point.attribute == audit.attribute && point.dataset == audit.dataset;
        if (isOfAudit) {
            sentences.push_back(
                {fmt::format("Permutation test of {}, seed {}: p = {}, after Holm's correction for the {} "
                             "headlines of this report {}{}.",
                             point.label, point.seed, probabilityText(tests[i].second),
                             countText(holm.comparisons), probabilityText(holm.adjusted[i]),
                             permutationFloorText(leakVerdict(point).pValue->n, holm.comparisons)),
                 {point.run}});
        }
    }
}

void addProbes(const ReportData& data, const Audit& audit, std::vector<Sentence>& sentences) {
    const auto probed =
        std::find_if(audit.points.begin(), audit.points.end(), [&](const ComparisonPoint& point) {
            return (point.auc || point.aucStrongest) && findReported(data, point.run) != nullptr;
        });
    if (probed == audit.points.end()) {
        return;
    }
    const jobs::ProbeOptions options = probeOptionsOf(findReported(data, probed->run)->record);
    std::vector<std::string> names;
    for (const ProbeFigure& probe : probed->probes) {
        const std::string title = methodTitle(probe.probe);
        if (std::find(names.begin(), names.end(), title) == names.end()) {
            names.push_back(title);
        }
    }
    const int testUsers = probed->aucStrongest ? probed->aucStrongest->n : probed->auc->n;
    const Runs runs = {probed->run};
    sentences.push_back(
        {fmt::format("Fresh probes ({}) read {} from frozen, standardised encoder states of the "
                     "next-item sentence; the one that reads most on validation users is the headline, "
                     "looked at once on {} test users.",
                     fmt::join(names, names.size() == 2 ? " and " : ", "), audit.attribute,
                     countText(testUsers)),
         runs});
    addChance(data, audit, *probed, sentences);
    const double rest = 1 - options.testShare - options.validationShare;
    sentences.push_back(
        {fmt::format("Users with a known value are cut by class: {} % test probes, {} % choose them, "
                     "{} % train them, and {} % may be seen by an adversary only (seed {}); no user is "
                     "in two of these groups.",
                     percent(options.testShare), percent(options.validationShare),
                     percent(rest * (1 - options.adversaryShare)), percent(rest * options.adversaryShare),
                     options.userSeed),
         runs});
    sentences.push_back(
        {fmt::format("Intervals of AUCs are 95 % percentile bootstrap intervals over test users ({} "
                     "resamples); they do not cover the spread between seeds, which is shown apart.",
                     countText(options.resamples)),
         runs});
}

void addPrompts(const ReportData& data, const Audit& audit, std::vector<Sentence>& sentences) {
    std::set<std::string> seen;
    for (const ComparisonPoint& point : audit.points) {
        const ReportedRun* run = findReported(data, point.run);
        if (run == nullptr || run->record.run.kind != "cfp") {
            continue;
        }
        const jobs::CfpOptions options = jobs::CfpOptions::table().read(run->record.options);
        if (options.isOnlyAudited()) {
            sentences.push_back(
                {fmt::format("{} audits the prompt of run {}, which was trained for every λ, at "
                             "λ = {}; nothing is trained.",
                             point.label, run->record.run.promptRun, options.lambda),
                 {point.run}});
            continue;
        }
        if (options.isUntrained()) {
            const std::string text =
                fmt::format("{} is a prompt as training begins, with the same seed (generator {}, reweighter "
                            "{}): what any prompt of this size does to the model.",
                            point.label, options.generator, options.reweighter);
            if (seen.insert(text).second) {
                sentences.push_back({text, {point.run}});
            }
            continue;
        }
        const std::string lambda =
            options.isConditional()
                ? fmt::format(
                      "λ, which weighs the adversary's loss, is drawn for every batch, 0 in {:.0f} % of "
                      "them and else log-uniformly from {} to {}, and told to the prompt; its control is "
                      "a prompt of its own, trained with λ = 0",
                      100 * options.lambdaZeroShare, options.lambdaMin, options.lambdaMax)
                : std::string(
                      "λ weighs the adversary's loss, and λ = 0 is the control that trains the same prefix "
                      "without it");
        const std::string text = fmt::format(
            "CFP trains {} on a frozen backbone against an adversary ({} on {} states of {}; schedule {}, {} "
            "batches of {} sentences, {} learning rate, generator {}, reweighter {}); {}. {}",
            options.injection == "kv" ? "a prefix of every attention"
                                      : "embeddings before the input of encoder and decoder",
            fmt::join(jobs::listParts(options.adversaries), " and "), options.adversaryInput,
            fmt::join(jobs::listParts(options.adversaryTargets), " and "), options.schedule, options.batches,
            options.batchSize, options.learningRateDecay == "linear" ? "falling" : "constant",
            options.generator, options.reweighter, lambda, selectionSentence(options, "prompt"));
        if (seen.insert(text).second) {
            sentences.push_back({text, {point.run}});
        }
        if (const auto missed = missedTauSentence(run->record, options, point.label);
            missed && seen.insert(*missed).second) {
            sentences.push_back({*missed, {point.run}});
        }
    }
}

/// Where baselines rank something else than P5, differenceSentences() says so.
bool rankAsP5(const Audit& audit) {
    return std::ranges::any_of(audit.points, [](const ComparisonPoint& point) { return !point.baseline; }) &&
           protocolsBesideP5(audit.points).empty();
}

void addBaselines(const Audit& audit, std::vector<Sentence>& sentences) {
    Runs runs;
    for (const ComparisonPoint& point : audit.points) {
        if (point.baseline) {
            runs.push_back(point.run);
        }
    }
    if (!runs.empty()) {
        sentences.push_back(
            {std::string(rankAsP5(audit) ? "Baselines share the split, the targets and the stored candidates "
                                           "of P5. "
                                         : "") +
                 "What is probed of baselines first is the vector by which they know a user, as "
                 "it is the user span of P5.",
             runs});
    }
}

} // namespace

std::vector<Sentence> protocolSentences(const ReportData& data, const Audit& audit) {
    std::vector<Sentence> sentences;
    std::set<std::string> backbones;
    for (const ComparisonPoint& point : audit.points) {
        const ReportedRun* backbone = findReported(data, point.backboneRun);
        if (backbone != nullptr && backbone->record.run.kind == "backbone" &&
            backbones.insert(point.backboneRun).second) {
            addBackbone(data, *backbone, sentences);
        }
    }
    if (!backbones.empty()) {
        addRanking(data, audit, sentences);
    }
    addBaselines(audit, sentences);
    addProbes(data, audit, sentences);
    addPrompts(data, audit, sentences);
    for (Sentence& sentence : differenceSentences(data, audit)) {
        sentences.push_back(std::move(sentence));
    }
    return sentences;
}

} // namespace up5::report
