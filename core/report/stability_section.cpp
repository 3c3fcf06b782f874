// "Stability of lists": counterfactual fairness on recommended lists (paper Definition 2.1).
#include <cmath>

#include <fmt/format.h>

#include "report/definitions.h"
#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

const store::MetricRow* findRow(const RunRecord& record, const std::string& name) {
    for (const store::MetricRow& row : record.metrics) {
        if (row.name == name) {
            return &row;
        }
    }
    return nullptr;
}

/// Three decimals, with a real minus sign.
std::string threeDecimals(double value) {
    return (value < 0 ? "−" : "") + fmt::format("{:.3f}", std::abs(value));
}

std::string valueText(const store::MetricRow& row) {
    return row.low && row.high ? fmt::format("{} ({} to {})", threeDecimals(row.value),
                                             threeDecimals(*row.low), threeDecimals(*row.high))
                               : threeDecimals(row.value);
}

Cell valueCell(const store::MetricRow* row) {
    if (row == nullptr) {
        return {"–"};
    }
    return {threeDecimals(row->value),
            row->low && row->high ? threeDecimals(*row->low) + " to " + threeDecimals(*row->high) : ""};
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

void addRows(const ReportData& data, const RunRecord& record, Table& table) {
    const auto row = [&](const std::string& model, const std::string& suffix, bool withPrompt) {
        const store::MetricRow* users = findRow(record, "matched_overlap_difference@k" + suffix);
        table.rows.push_back({{{model, record.run.attributes.front(), record.run.id},
                               valueCell(withPrompt ? findRow(record, "list_overlap@k") : nullptr),
                               valueCell(withPrompt ? findRow(record, "list_rbo") : nullptr),
                               valueCell(findRow(record, "matched_overlap_other@k" + suffix)),
                               valueCell(findRow(record, "matched_overlap_same@k" + suffix)),
                               valueCell(users),
                               {users == nullptr ? "–" : countText(users->n)}}});
    };
    row("untreated", "", false);
    if (!record.run.promptRun.empty()) {
        row(modelName(data, record), "/prompt", true);
    }
}

std::string differenceWords(const store::MetricRow& difference) {
    return difference.low && *difference.low > 0
               ? "lists depend on the attribute, or on what histories do not show, beyond this baseline"
           : difference.high && *difference.high < 0
               ? "lists of like users of different classes are even more alike than the baseline"
               : "no dependence on the attribute shows beyond this baseline";
}

void addSentences(const ReportData& data, const RunRecord& record, std::vector<Sentence>& sentences) {
    const std::string& attribute = record.run.attributes.front();
    const std::vector<std::string> runs = {record.run.id};
    if (const store::MetricRow* overlap = findRow(record, "list_overlap@k")) {
        const store::MetricRow* rankBiased = findRow(record, "list_rbo");
        sentences.push_back(
            {fmt::format("{}: with the prompt {} of the first {} items stay{} ({} users).",
                         modelName(data, record), valueText(*overlap), overlap->k,
                         rankBiased == nullptr ? "" : ", rank-biased overlap " + valueText(*rankBiased),
                         countText(overlap->n)),
             runs});
    }
    for (const std::string suffix : {"", "/prompt"}) {
        const store::MetricRow* difference = findRow(record, "matched_overlap_difference@k" + suffix);
        const store::MetricRow* other = findRow(record, "matched_overlap_other@k" + suffix);
        const store::MetricRow* same = findRow(record, "matched_overlap_same@k" + suffix);
        if (difference != nullptr && other != nullptr && same != nullptr) {
            sentences.push_back(
                {fmt::format(
                     "{}, {}: users matched on history share {} of their first {} items across classes "
                     "and {} within; the difference is {}: {}.",
                     suffix.empty() ? "untreated" : modelName(data, record), attribute, valueText(*other),
                     other->k, valueText(*same), valueText(*difference), differenceWords(*difference)),
                 runs});
        }
    }
    const store::MetricRow* otherSimilarity = findRow(record, "matched_similarity_other");
    const store::MetricRow* sameSimilarity = findRow(record, "matched_similarity_same");
    if (otherSimilarity != nullptr && sameSimilarity != nullptr) {
        sentences.push_back(
            {fmt::format("The matched histories have a Jaccard similarity of {} across classes "
                         "and {} within: where these differ, so may the lists for that reason "
                         "alone.",
                         valueText(*otherSimilarity), valueText(*sameSimilarity)),
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
            addSentences(data, run.record, sentences);
            addRows(data, run.record, table);
        }
    }
    if (!table.rows.empty()) {
        section.blocks = {BulletList{std::move(sentences)}, std::move(table)};
    }
    return section;
}

} // namespace up5::report
