#include "report/paper_warnings.h"

#include <algorithm>

#include <fmt/format.h>

#include "jobs/baseline_models.h"
#include "report/baseline_points.h"
#include "report/comparison_rows.h"
#include "report/sanity_ranges.h"

namespace up5::report {

namespace {

constexpr double kCollapsedAuc = 50; // as printed

std::optional<PaperFigure> figureOfBaseline(const std::vector<RunRecord>& records,
                                            const PaperSampler& sampler, PaperModel model,
                                            const std::string& id, const LayoutQuantity& quantity,
                                            const std::string& task) {
    model.kind = PaperModel::Kind::Baseline;
    model.baseline = id;
    return figureOf(sampler.find(model), quantity, task, records);
}

MeasuredModel measuredModel(const std::vector<RunRecord>& records, const PaperRequest& request,
                            const PaperModel& model, const PaperFigure& ours) {
    MeasuredModel measured;
    measured.model = model.kind == PaperModel::Kind::Baseline    ? model.baseline
                     : model.kind == PaperModel::Kind::Untreated ? "p5"
                                                                 : "";
    measured.dataset = request.paperDataset;
    if (const RunRecord* record = findRecord(records, ours.runs.front())) {
        measured.protocol = dataProtocolOf(records, *record).options;
        measured.history = record->run.kind == kBaselineKind ? shownHistory(records, *record) : 0;
    }
    return measured;
}

std::string nameOf(const PaperSubject& subject) {
    return subject.group.empty() ? subject.title : subject.group + " " + subject.title;
}

} // namespace

std::vector<std::string> hitWarnings(const std::vector<RunRecord>& records, const PaperSampler& sampler,
                                     const PaperRequest& request, const LayoutSubject& subject,
                                     const LayoutQuantity& quantity, const PaperFigure& ours) {
    if (quantity.what != LayoutQuantity::What::Hits) {
        return {};
    }
    const std::string& task = taskOf(subject, quantity);
    PaperModel anyone;
    const std::optional<PaperFigure> popularity =
        figureOfBaseline(records, sampler, anyone, "popularity", quantity, task);
    std::vector<std::string> warnings;
    const auto add = [&](std::optional<std::string> warning) {
        if (warning) {
            warnings.push_back(std::move(*warning));
        }
    };
    add(sanityWarning(measuredModel(records, request, subject.model, ours), task,
                      fmt::format("hit@{}", quantity.k), ours.estimate.value,
                      popularity ? std::optional(popularity->estimate.value) : std::nullopt));
    if (subject.model.kind == PaperModel::Kind::Baseline) {
        const jobs::BaselineModelInfo& info = jobs::baselineModel(subject.model.baseline);
        const std::optional<PaperFigure> plain =
            info.isFair ? figureOfBaseline(records, sampler, subject.model, info.plain, quantity, task)
                        : std::nullopt;
        if (plain) {
            add(abovePlain(ours.estimate, plain->estimate));
        }
    }
    return warnings;
}

std::string printedDoubt(const std::string& paperDataset, const std::string& task, int k, double printed) {
    const std::optional<double> least = leastPopularity(paperDataset, task, fmt::format("hit@{}", k));
    return least && printed < 100 * *least
               ? fmt::format(
                     "{:.2f} is below what popularity alone reaches on this data set, at least {:.1f}",
                     printed, 100 * *least)
               : std::string();
}

std::vector<std::string> printedRemarks(const PaperTable& table) {
    std::vector<std::string> remarks;
    bool hasDoubts = false, hasCollapsed = false;
    for (std::size_t row = 0; row < table.cells.size(); ++row) {
        for (const PaperCell& cell : table.cells[row]) {
            hasDoubts = hasDoubts || !cell.doubt.empty();
            hasCollapsed = hasCollapsed || (!table.quantities[row].more && cell.published == kCollapsedAuc);
        }
    }
    if (hasDoubts) {
        remarks.push_back("Printed hits below those of popularity alone speak of models that were not "
                          "trained enough, not of a hard data set.");
    }
    if (hasCollapsed) {
        remarks.push_back("A printed AUC of 50.00 is that of constant predictions: a probe that collapsed "
                          "says nothing about a leak.");
    }
    const bool isInsurance = table.paperDataset == "Insurance";
    if (table.number == 4 && isInsurance) {
        remarks.push_back("The printed CFP figures for age and occupation equal those of the untreated P5 in "
                          "Table 6 digit for digit.");
    }
    if (table.number == 5 && isInsurance) {
        remarks.push_back(
            "The printed S-BERT hits for age and occupation equal those of the untreated BERT4Rec "
            "in Table 7 digit for digit; the AUC of age is 53.34 here and 54.34 there.");
    }
    if (table.number == 5 && table.paperDataset == "MovieLens") {
        remarks.push_back("The paper prints CFP's hit@10 of age (67.70) in bold, although S-BERT's is higher "
                          "(69.38).");
    }
    if (table.number == 8) {
        remarks.push_back("The printed average AUC of CFP for gender and occupation (52.10) is the mean of "
                          "those of the two prompts alone.");
    }
    if (table.number == 12) {
        remarks.push_back(
            "The printed hit@10 of the sequential prompt for marital is 98.39 here and 98.38 in "
            "Table 5.");
    }
    return remarks;
}

std::vector<std::string> warningSentences(const PaperTable& table) {
    std::vector<std::string> sentences;
    for (std::size_t subject = 0; subject < table.subjects.size(); ++subject) {
        std::vector<std::string> ours, printed;
        for (std::size_t row = 0; row < table.quantities.size(); ++row) {
            const PaperCell& cell = table.cells[row][subject];
            for (const std::string& warning : cell.warnings) {
                ours.push_back(fmt::format("{} {}", table.quantities[row].title, warning));
            }
            if (!cell.doubt.empty()) {
                printed.push_back(fmt::format("{} {}", table.quantities[row].title, cell.doubt));
            }
        }
        const std::string name = nameOf(table.subjects[subject]);
        if (!ours.empty()) {
            sentences.push_back(fmt::format("⚠ Ours, {}: {}.", name, fmt::join(ours, "; ")));
        }
        if (!printed.empty()) {
            sentences.push_back(fmt::format("⚠ Printed, {}: {}.", name, fmt::join(printed, "; ")));
        }
    }
    return sentences;
}

} // namespace up5::report
