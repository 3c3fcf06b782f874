// "Stability of lists": counterfactual fairness on recommended lists (paper Definition 2.1).
#include <cmath>

#include <fmt/format.h>

#include "report/list_stability.h"
#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

/// Three decimals, with a real minus sign.
std::string threeDecimals(double value) {
    return (value < 0 ? "−" : "") + fmt::format("{:.3f}", std::abs(value));
}

std::string valueText(const metrics::Estimate& estimate) {
    return std::isfinite(estimate.low) && std::isfinite(estimate.high)
               ? fmt::format("{} ({} to {})", threeDecimals(estimate.value), threeDecimals(estimate.low),
                             threeDecimals(estimate.high))
               : threeDecimals(estimate.value);
}

Cell valueCell(const metrics::Estimate* estimate) {
    if (estimate == nullptr) {
        return {"–"};
    }
    return {threeDecimals(estimate->value),
            std::isfinite(estimate->low) && std::isfinite(estimate->high)
                ? threeDecimals(estimate->low) + " to " + threeDecimals(estimate->high)
                : ""};
}

std::string modelName(const ReportData& data, const RunRecord& record) {
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            if (!record.run.promptRun.empty() && point.run == record.run.promptRun) {
                return point.label;
            }
        }
    }
    return record.run.promptRun.empty() ? "untreated" : "prompt of run " + record.run.promptRun;
}

template <class T> const T* pointerTo(const std::optional<T>& value) {
    return value ? &*value : nullptr;
}

void addRows(const ReportData& data, const RunRecord& record, const ListStability& lists, Table& table) {
    const auto row = [&](const std::string& model, const std::optional<MatchedOverlap>& matched,
                         bool withPrompt) {
        table.rows.push_back({{{model, record.run.attributes.front(), record.run.id},
                               valueCell(withPrompt ? pointerTo(lists.overlap) : nullptr),
                               valueCell(withPrompt ? pointerTo(lists.rankBiased) : nullptr),
                               valueCell(matched ? &matched->other : nullptr),
                               valueCell(matched ? &matched->same : nullptr),
                               valueCell(matched ? &matched->difference : nullptr),
                               {matched ? countText(matched->difference.n) : "–"}}});
    };
    row("untreated", lists.untreated, false);
    if (!record.run.promptRun.empty()) {
        row(modelName(data, record), lists.treated, true);
    }
}

std::string differenceWords(const metrics::Estimate& difference) {
    switch (listDependence(difference)) {
    case ListDependence::Shown:
        return "lists depend on the attribute, or on what histories do not show, beyond this baseline";
    case ListDependence::Reversed:
        return "lists of like users of different classes are even more alike than the baseline";
    case ListDependence::NotShown:
        break;
    }
    return "no dependence on the attribute shows beyond this baseline";
}

void addSentences(const ReportData& data, const RunRecord& record, const ListStability& lists,
                  std::vector<Sentence>& sentences) {
    const std::vector<std::string> runs = {record.run.id};
    if (lists.overlap) {
        sentences.push_back(
            {fmt::format("{}: with the prompt {} of the first {} items stay{} ({} users).",
                         modelName(data, record), valueText(*lists.overlap), lists.k,
                         lists.rankBiased ? ", rank-biased overlap " + valueText(*lists.rankBiased) : "",
                         countText(lists.overlap->n)),
             runs});
    }
    const auto addMatched = [&](const std::string& model, const std::optional<MatchedOverlap>& matched) {
        if (matched) {
            sentences.push_back(
                {fmt::format(
                     "{}, {}: users matched on history share {} of their first {} items across classes "
                     "and {} within; the difference is {}: {}.",
                     model, record.run.attributes.front(), valueText(matched->other), lists.k,
                     valueText(matched->same), valueText(matched->difference),
                     differenceWords(matched->difference)),
                 runs});
        }
    };
    addMatched("untreated", lists.untreated);
    addMatched(modelName(data, record), lists.treated);
    if (lists.similarityOther && lists.similaritySame) {
        sentences.push_back(
            {fmt::format("The matched histories have a Jaccard similarity of {} across classes "
                         "and {} within: where these differ, so may the lists for that reason "
                         "alone.",
                         valueText(*lists.similarityOther), valueText(*lists.similaritySame)),
             runs});
    }
}

} // namespace

Section stabilitySection(const ReportData& data) {
    Section section{"stability", "Stability of lists", {}};
    Table table;
    table.caption = "Overlap of recommended lists over the whole catalogue, test users, sequential task";
    table.columns = {{"Model", false, 18},        {"With against without prompt: overlap", true},
                     {"rank-biased", true},       {"Matched users of another class", true},
                     {"of the same class", true}, {"Difference", true},
                     {"Matched users", true}};
    std::vector<Sentence> sentences;
    for (const ReportedRun& run : data.runs) {
        if (run.record.run.kind == "stability" && !run.record.run.attributes.empty()) {
            const ListStability lists = listStability(run.record);
            addSentences(data, run.record, lists, sentences);
            addRows(data, run.record, lists, table);
        }
    }
    if (!table.rows.empty()) {
        section.blocks = {BulletList{std::move(sentences)}, std::move(table)};
    }
    return section;
}

} // namespace up5::report
