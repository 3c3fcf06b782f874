#include <cmath>

#include "report/definitions.h"
#include "report/metric_json.h"
#include "report/renderers.h"
#include "report/sentences.h"

namespace up5::report {

namespace {

using nlohmann::json;

json estimateJson(const std::optional<metrics::Estimate>& estimate) {
    if (!estimate) {
        return nullptr;
    }
    return toJson(*estimate);
}

json spreadJson(const SeedSpread& spread) {
    return {{"mean", spread.mean},
            {"deviation", numberOrNull(spread.deviation)},
            {"min", spread.min},
            {"max", spread.max},
            {"seeds", spread.seeds}};
}

json sentencesJson(const std::vector<Sentence>& sentences) {
    json list = json::array();
    for (const Sentence& sentence : sentences) {
        list.push_back({{"text", sentence.text}, {"runs", sentence.runs}});
    }
    return list;
}

json probeJson(const ProbeFigure& figure) {
    json probe = estimateJson(figure.estimate);
    probe.update({{"probe", figure.probe}, {"target", figure.target}, {"collapsed", figure.collapsed}});
    if (figure.hard) {
        probe["answered_words"] = estimateJson(figure.hard);
    }
    return probe;
}

/// AUC definitions stand under their own names; "auc" is one-vs-one macro, binary for two classes.
json targetJson(const TargetFigures& figures) {
    return {{"target", figures.target},
            {"probe", figures.method},
            {"auc", estimateJson(figures.auc)},
            {"collapsed", figures.collapsed},
            {"auc_answered_words", estimateJson(figures.hard)},
            {"auc_shuffled_labels", estimateJson(figures.null)},
            {"p_value", estimateJson(figures.pValue)},
            {"smallest_detectable_auc", numberOrNull(figures.detectable)},
            {"auc_ovo_weighted", estimateJson(figures.ovoWeighted)},
            {"auc_ovr_macro", estimateJson(figures.ovrMacro)},
            {"auc_ovr_weighted", estimateJson(figures.ovrWeighted)},
            {"f1_macro", estimateJson(figures.f1Macro)},
            {"f1_micro", estimateJson(figures.f1Micro)}};
}

json leakMapCellJson(const LeakMapCell& cell) {
    json entry = estimateJson(cell.auc);
    entry.update({{"target", cell.target}, {"layer", cell.layer}});
    return entry;
}

json strongestJson(const ComparisonPoint& point) {
    json strongest = estimateJson(point.aucStrongest);
    if (point.aucStrongest) {
        strongest.update({{"target", point.strongestTarget},
                          {"probe", point.strongestMethod},
                          {"collapsed", point.collapsedStrongest}});
    }
    return strongest;
}

template <class T, class ToJson> json listJson(const std::vector<T>& values, ToJson toJsonOf) {
    json list = json::array();
    for (const T& value : values) {
        list.push_back(toJsonOf(value));
    }
    return list;
}

json pointJson(const ComparisonPoint& point) {
    json ranking = json::array();
    for (const RankingFigure& figure : point.ranking) {
        json entry = estimateJson(figure.estimate);
        entry.update({{"name", figure.name},
                      {"task", figure.task},
                      {"k", figure.k},
                      {"attribute", figure.attribute},
                      {"group", figure.group}});
        ranking.push_back(std::move(entry));
    }
    return {{"run", point.run},
            {"runs", point.runs},
            {"label", point.label},
            {"setting", point.setting},
            {"control", point.control},
            {"probed_again", point.probedAgain},
            {"family", toString(point.family)},
            {"model", textOrNull(point.model)},
            {"backbone", point.backboneRun},
            {"attribute", point.attribute},
            {"treated", point.treated},
            {"split", point.split},
            {"lambda", numberOrNull(point.lambda)},
            {"prefix_length", point.prefixLength},
            {"seed", point.seed},
            {"auc_strongest", strongestJson(point)},
            {"auc", estimateJson(point.auc)},
            {"auc_all_tokens", estimateJson(point.aucAllTokens)},
            {"collapsed", point.collapsed},
            {"collapsed_all_tokens", point.collapsedAllTokens},
            {"best_possible_auc", numberOrNull(point.bestPossibleAuc)},
            {"majority_share", numberOrNull(point.majorityShare)},
            {"adversary_overlap", point.adversaryOverlap},
            {"verdict", toString(point.verdict())},
            {"verdict_sentence", verdictSentence(leakVerdict(point))},
            {"targets", listJson(point.targets, targetJson)},
            {"probes", listJson(point.probes, probeJson)},
            {"leak_map", listJson(point.leakMap, leakMapCellJson)},
            {"ranking", std::move(ranking)}};
}

json settingJson(const SettingSummary& setting) {
    json ranking = json::array();
    for (const SettingSummary::Ranking& entry : setting.ranking) {
        json spread = spreadJson(entry.spread);
        spread.update({{"name", entry.name}, {"task", entry.task}, {"k", entry.k}});
        ranking.push_back(std::move(spread));
    }
    return {{"setting", setting.setting},
            {"control", setting.control},
            {"label", setting.label},
            {"models", setting.counted.size()},
            {"seeds", setting.seeds},
            {"leaks", toJson(setting.leaks)},
            {"auc_strongest", setting.aucStrongest ? spreadJson(*setting.aucStrongest) : json()},
            {"auc", setting.auc ? spreadJson(*setting.auc) : json()},
            {"auc_all_tokens", setting.aucAllTokens ? spreadJson(*setting.aucAllTokens) : json()},
            {"ranking", std::move(ranking)}};
}

json auditJson(const ReportData& data, const Audit& audit) {
    return {{"dataset", audit.dataset},
            {"dataset_name", audit.datasetName},
            {"attribute", audit.attribute},
            {"points", listJson(audit.points, pointJson)},
            {"validation", listJson(audit.validation, pointJson)},
            {"settings", listJson(audit.settings, settingJson)},
            {"findings", sentencesJson(findingSentences(audit))},
            {"protocol", sentencesJson(protocolSentences(data, audit))}};
}

json profileJson(const data::DatasetProfile& profile) {
    json attributes = json::array();
    for (const data::AttributeProfile& attribute : profile.attributes) {
        json groups = listJson(attribute.groups, [](const data::GroupProfile& group) {
            return json{{"name", group.name}, {"users", group.users}};
        });
        attributes.push_back(
            {{"name", attribute.name},
             {"groups", std::move(groups)},
             {"missing", attribute.missing},
             {"best_possible_auc", attribute.bestPossibleAuc ? json(*attribute.bestPossibleAuc) : json()}});
    }
    return {{"users", profile.users},
            {"items", profile.items},
            {"rated_items", profile.ratedItems},
            {"interactions", profile.interactions},
            {"sparsity", profile.sparsity},
            {"history",
             {{"min", profile.shortestHistory},
              {"max", profile.longestHistory},
              {"mean", profile.meanHistory},
              {"median", profile.medianHistory}}},
            {"attributes", std::move(attributes)}};
}

json datasetJson(const ReportedDataset& dataset) {
    return {{"hash", dataset.hash},
            {"name", dataset.name},
            {"format", dataset.format},
            {"ordered", dataset.ordered},
            {"profile", dataset.profile ? profileJson(*dataset.profile) : json()},
            {"provenance", dataset.provenance}};
}

/// Figures of the run as a whole, then those of a mixture's subsets.
json metricsJson(const RunRecord& record) {
    json list = json::array();
    for (const auto* metrics : {&record.metrics, &record.subsetMetrics}) {
        for (const store::MetricRow& row : *metrics) {
            list.push_back(toJson(row));
        }
    }
    return list;
}

json mixtureJson(const Mixture& mixture) {
    return {{"run", mixture.run},
            {"label", mixture.label},
            {"attributes", mixture.attributes},
            {"family", toString(mixture.family)},
            {"lambdas", mixture.lambdas},
            {"n_out", mixture.outputLength},
            {"seed", mixture.seed},
            {"subsets", listJson(mixture.subsets, [](const MixtureSubset& subset) {
                 return json{
                     {"removed", subset.removed},
                     {"average_auc", estimateJson(averageAuc(subset, AucChoice::UserSpan))},
                     {"average_auc_strongest", estimateJson(averageAuc(subset, AucChoice::Strongest))}};
             })}};
}

json mixturesJson(const std::vector<MixtureAudit>& audits) {
    json list = json::array();
    for (const MixtureAudit& audit : audits) {
        for (const Mixture& mixture : audit.mixtures) {
            list.push_back(mixtureJson(mixture));
        }
    }
    return list;
}

json runJson(const ReportedRun& reported) {
    const store::RunRow& run = reported.record.run;
    json entry = toJson(run);
    entry.update({{"added", reported.added},
                  {"command", reported.command},
                  {"backbone", run.backboneRun},
                  {"prompt", run.promptRun},
                  {"mixed_prompts", run.mixedPrompts},
                  {"note", reported.record.note},
                  {"attributes", run.attributes},
                  {"program_version", run.programVersion},
                  {"libtorch_version", run.libtorchVersion},
                  {"options", reported.record.options},
                  {"metrics", metricsJson(reported.record)},
                  {"artifacts", listJson(reported.record.artifacts,
                                         [](const store::ArtifactRow& row) { return toJson(row); })}});
    return entry;
}

} // namespace

std::string renderJson(const ReportData& data) {
    const json report = {
        {"title", data.title},
        {"created", data.created},
        {"program_version", data.programVersion},
        {"datasets", listJson(data.datasets, datasetJson)},
        {"audits", listJson(data.audits, [&](const Audit& audit) { return auditJson(data, audit); })},
        {"mixtures", mixturesJson(data.mixtures)},
        {"paper_tables", listJson(data.paperTables, [](const PaperTable& table) { return toJson(table); })},
        {"paper_figures",
         listJson(data.paperFigures, [](const PaperCurves& curves) { return toJson(curves); })},
        {"groups", listJson(data.groups, [](const GroupAudit& audit) { return toJson(audit); })},
        {"not_tested", sentencesJson(notTestedSentences(data))},
        {"definitions", listJson(metricDefinitions(),
                                 [](const MetricDefinition& definition) {
                                     return json{{"name", definition.name}, {"meaning", definition.meaning}};
                                 })},
        {"runs", listJson(data.runs, runJson)},
        {"left_out", data.leftOut},
        {"unfinished",
         listJson(data.unfinished, [](const RunRecord& record) { return toJson(record.run); })}};
    return report.dump(1) + "\n";
}

} // namespace up5::report
