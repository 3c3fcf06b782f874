#include "report/paper_table.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/sweep/paper_protocol.h"
#include "jobs/sweep/recipe.h"
#include "report/baseline_points.h"
#include "report/paper_samples.h"
#include "report/paper_warnings.h"
#include "report/published.h"

namespace up5::report {

namespace {

std::string sortedLetters(std::string text) {
    std::sort(text.begin(), text.end());
    return text;
}

std::optional<double> publishedValue(int table, const std::string& dataset, const LayoutSubject& subject,
                                     const LayoutQuantity& quantity) {
    if (subject.publishedModel.empty() || quantity.publishedMetric.empty()) {
        return std::nullopt;
    }
    const std::string& attribute =
        quantity.attribute.empty() ? subject.publishedAttribute : quantity.attribute;
    const bool isSet = table == 8 || table == 9;
    for (const PublishedRow& row : publishedRows()) {
        if (row.table == table && (row.dataset == dataset || row.dataset == "n/a") &&
            row.model == subject.publishedModel && row.metric == quantity.publishedMetric &&
            (isSet ? sortedLetters(row.attribute) == sortedLetters(attribute) : row.attribute == attribute) &&
            row.task.find(subject.publishedTask) != std::string::npos &&
            row.task.find(quantity.publishedTask) != std::string::npos) {
            return row.value;
        }
    }
    return std::nullopt;
}

/// How compareRuns() calls it.
std::string comparedFigure(const LayoutQuantity& quantity) {
    return quantity.what == LayoutQuantity::What::Hits  ? fmt::format("hit@{}", quantity.k)
           : quantity.what == LayoutQuantity::What::Auc ? "probe_auc"
                                                        : "";
}

std::vector<std::string> recipeAttributes(const PaperRequest& request) {
    return jobs::recipeNamed(fmt::format("table{}", request.table)).attributesOf(request.paperDataset);
}

/// Whether no recipe queues runs for it: it removes or probes attributes beyond the paper's.
bool isBeyondRecipe(const PaperRequest& request, const LayoutSubject& subject) {
    const std::vector<std::string> known = recipeAttributes(request);
    return !subject.group.empty() && !known.empty() &&
           std::any_of(subject.model.attributes.begin(), subject.model.attributes.end(),
                       [&](const std::string& attribute) {
                           return std::find(known.begin(), known.end(), attribute) == known.end();
                       });
}

/// Attributes of the paper's table first, then others that were measured.
std::vector<std::string> tableAttributes(const PaperRequest& request, const PaperSampler& sampler) {
    std::vector<std::string> attributes = recipeAttributes(request);
    for (const std::string& measured : sampler.attributes()) {
        if (std::find(attributes.begin(), attributes.end(), measured) == attributes.end()) {
            attributes.push_back(measured);
        }
    }
    return attributes;
}

/// The paper's sets first, then others that were measured.
std::vector<std::vector<std::string>> tableSets(const PaperRequest& request, const PaperSampler& sampler) {
    using Sets = std::vector<std::vector<std::string>>;
    Sets sets;
    if (request.paperDataset == "MovieLens") {
        sets = {{"gender", "age"},
                {"gender", "occupation"},
                {"age", "occupation"},
                {"gender", "age", "occupation"}};
    } else if (request.paperDataset == "Insurance") {
        sets = {{"age", "occupation"},
                {"age", "marital"},
                {"marital", "occupation"},
                {"age", "marital", "occupation"}};
    }
    for (const std::vector<std::string>& measured : sampler.removedSets()) {
        const auto isSame = [&](const std::vector<std::string>& known) {
            return std::set(known.begin(), known.end()) == std::set(measured.begin(), measured.end());
        };
        if (std::none_of(sets.begin(), sets.end(), isSame)) {
            sets.push_back(measured);
        }
    }
    return sets;
}

std::vector<std::string> differencesOf(const std::vector<RunRecord>& records, const PaperTable& table,
                                       const std::vector<std::string>& runs) {
    const jobs::Recipe recipe = jobs::recipeNamed(fmt::format("table{}", table.number));
    std::vector<std::string> sentences;
    std::set<std::string> seen;
    const auto add = [&](const std::vector<std::string>& found) {
        for (const std::string& sentence : found) {
            if (seen.insert(sentence).second) {
                sentences.push_back(sentence);
            }
        }
    };
    for (const std::string& run : runs) {
        const RunRecord* record = findRecord(records, run);
        if (record == nullptr) {
            continue;
        }
        const RunRecord* backbone = findRecord(records, record->run.backboneRun);
        if (backbone != nullptr && backbone->run.kind == "backbone" && backbone->problem.empty()) {
            add(jobs::optionDifferences(recipe, "backbone", backbone->options, table.paperDataset));
        }
        add(jobs::optionDifferences(recipe, record->run.kind, record->options, table.paperDataset));
        if (record->run.kind == kBaselineKind) {
            add({"The paper gives no settings of its baselines."});
        }
    }
    return sentences;
}

/// P5 as it is, or a recommender without a treatment of its own: nothing was done that leaks "still".
bool isUntreated(const PaperModel& model, const ChosenSamples& chosen) {
    return model.kind == PaperModel::Kind::Untreated ||
           (model.kind == PaperModel::Kind::Baseline &&
            std::ranges::any_of(chosen.samples, [](const PaperSample& sample) {
                return !sample.points.empty() && sample.points.front().family == Family::Untreated;
            }));
}

/// In place of the paper's own model.
void markReference(PaperTable& table, const std::string& title) {
    std::set<std::string> titles;
    for (PaperSubject& subject : table.subjects) {
        subject.reference = subject.title == title;
        titles.insert(subject.title);
    }
    if (!titles.contains(title)) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Table {} has no model \"{}\" to mark the others against; it has {}.",
                                table.number, title, fmt::join(titles, ", ")));
    }
}

std::vector<std::string> notesOf(const PaperTable& table, const PaperSampler& sampler) {
    std::vector<std::string> notes;
    if (table.number != 11) {
        notes.push_back(
            "Our figures are in per cent, on test users; with one seed with the run's own 95 % interval "
            "over users, with several the mean with an interval for both other seeds and other users: "
            "their two margins added in squares. An untreated backbone is one model, however many seeds "
            "its probes had.");
    }
    if (!table.backbone.empty()) {
        notes.push_back(fmt::format(
            "All figures of P5, untreated and with prompts, are of one backbone, run {}.", table.backbone));
    }
    notes.push_back(samplingRule(sampler));
    if (table.number >= 4 && table.number <= 9) {
        notes.push_back("The strongest probe is the best on validation users of all that read a model. The "
                        "recipe lets probes read each model's own representation: the user span and all "
                        "tokens of P5 and CFP, the user vector of baselines. Runs that were given more "
                        "targets have the strongest of more.");
    }
    if (!table.hasPublished()) {
        return notes;
    }
    notes.push_back("The paper's AUCs are of sentences, ours of users; its candidates are drawn anew, ours "
                    "are stored and shared by all models; it names one seed.");
    if (table.number == 8 || table.number == 9) {
        notes.push_back("The interval of an average AUC with one seed is that of attributes whose AUCs err "
                        "together, the widest possible.");
        notes.push_back(table.number == 8
                            ? "The paper does not state the task; its values match those of the "
                              "direct one."
                            : "The paper does not state the task; its published script loads the "
                              "backbone of the sequential one. C-PMF and C-SX rank the direct task alone, so "
                              "their hits are of that one and are not tested against CFP's.");
        notes.push_back("Averages of AUCs are not tested, since what is compared user by user is one AUC: "
                        "their rows have neither bold type nor marks.");
    }
    if (table.number == 10 && table.paperDataset == "Insurance") {
        notes.push_back("Our prompts serve both tasks, so both rows show the same figure.");
    }
    const std::vector<std::string> remarks = printedRemarks(table);
    notes.insert(notes.end(), remarks.begin(), remarks.end());
    return notes;
}

} // namespace

bool PaperTable::hasOurs() const {
    return std::any_of(cells.begin(), cells.end(), [](const std::vector<PaperCell>& row) {
        return std::any_of(row.begin(), row.end(),
                           [](const PaperCell& cell) { return cell.ours.has_value(); });
    });
}

bool PaperTable::hasPublished() const {
    return std::any_of(cells.begin(), cells.end(), [](const std::vector<PaperCell>& row) {
        return std::any_of(row.begin(), row.end(),
                           [](const PaperCell& cell) { return cell.published.has_value(); });
    });
}

bool fitsTable(int table, const std::string& paperDataset) {
    const bool isNumber = table >= 1 && table <= kPaperTables;
    return isNumber && !(table == 8 && paperDataset == "Insurance") &&
           !(table == 9 && paperDataset != "Insurance") && !(table == 12 && paperDataset == "MovieLens");
}

std::vector<std::string> missingFigures(const PaperTable& table) {
    std::vector<std::string> sentences;
    for (std::size_t subject = 0; subject < table.subjects.size(); ++subject) {
        const PaperSubject& head = table.subjects[subject];
        std::vector<std::string> missing;
        for (std::size_t quantity = 0; quantity < table.quantities.size(); ++quantity) {
            if (!table.quantities[quantity].extra && !table.cells[quantity][subject].ours) {
                missing.push_back(table.quantities[quantity].title);
            }
        }
        if (!head.extra && !missing.empty()) {
            const std::string name =
                head.group.empty() ? head.title : fmt::format("{}, {}", head.group, head.title);
            sentences.push_back(fmt::format("{}: {}.", name, fmt::join(missing, ", ")));
        }
    }
    return sentences;
}

PaperTable paperTable(const std::vector<RunRecord>& records, const PaperRequest& request) {
    return paperTable(records, comparisonPoints(records, {}), request);
}

PaperTable paperTable(const std::vector<RunRecord>& records, const std::vector<ComparisonPoint>& points,
                      const PaperRequest& request) {
    if (!fitsTable(request.table, request.paperDataset)) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The paper has no table {} of this data set. Its tables are 1 to {}; 8 is of "
                                "MovieLens, 9 and 12 of Insurance.",
                                request.table, kPaperTables));
    }
    const PaperSampler sampler(records, points, request);
    const PaperLayout layout = paperLayout(request.table, request.paperDataset,
                                           tableAttributes(request, sampler), tableSets(request, sampler));
    PaperTable table;
    table.number = request.table;
    table.title = layout.title;
    table.dataset = request.dataset;
    table.paperDataset = request.paperDataset;
    table.backbone = sampler.backbone();
    table.subjectsAreRows = layout.subjectsAreRows;
    for (const RunRecord& record : records) {
        if (record.run.dataset == request.dataset) {
            table.datasetName = record.datasetName;
        }
    }
    for (const LayoutQuantity& quantity : layout.quantities) {
        table.quantities.push_back({quantity.title, quantity.what == LayoutQuantity::What::Hits,
                                    quantity.publishedMetric.empty(), comparedFigure(quantity),
                                    quantity.attribute, quantity.task});
    }
    table.cells.resize(layout.quantities.size());
    for (const LayoutSubject& subject : layout.subjects) {
        const ChosenSamples chosen = sampler.find(subject.model);
        PaperSubject head;
        head.group = subject.group;
        head.attributes = subject.model.attributes;
        head.title = subject.title;
        head.setting = chosen.setting;
        head.task = subject.task.empty() ? subject.publishedTask : subject.task;
        head.extra = subject.extra;
        head.reference = subject.reference;
        std::vector<PaperCell> column;
        std::set<std::string> runs;
        for (const LayoutQuantity& quantity : layout.quantities) {
            PaperCell cell;
            cell.published = publishedValue(request.table, request.paperDataset, subject, quantity);
            const std::string& task = taskOf(subject, quantity);
            cell.ours = figureOf(chosen, quantity, task, records);
            if (cell.published && quantity.what == LayoutQuantity::What::Hits) {
                cell.doubt = printedDoubt(request.paperDataset, task, quantity.k, *cell.published);
            }
            if (cell.ours) {
                cell.warnings = hitWarnings(records, sampler, request, subject, quantity, *cell.ours);
                runs.insert(cell.ours->runs.begin(), cell.ours->runs.end());
            }
            column.push_back(std::move(cell));
        }
        if ((subject.extra || isBeyondRecipe(request, subject)) &&
            runs.empty()) { // nothing printed, nothing measured
            continue;
        }
        head.runs.assign(runs.begin(), runs.end());
        if (runs.empty()) {
            head.setting.clear();
        } else if (!subject.task.empty()) {
            head.setting += fmt::format(", {} task", subject.task);
        }
        if (!runs.empty() && table.number != 10) { // which is of another probe than the verdicts
            head.leaks = leaksOf(chosen);
        }
        head.isTreated = !isUntreated(subject.model, chosen);
        head.differences = differencesOf(records, table, head.runs);
        table.subjects.push_back(std::move(head));
        for (std::size_t row = 0; row < column.size(); ++row) {
            table.cells[row].push_back(std::move(column[row]));
        }
    }
    for (std::size_t row = table.quantities.size(); row-- > 0;) { // likewise
        const bool isEmpty = std::none_of(table.cells[row].begin(), table.cells[row].end(),
                                          [](const PaperCell& cell) { return cell.ours.has_value(); });
        if (table.quantities[row].extra && isEmpty) {
            table.quantities.erase(table.quantities.begin() + static_cast<std::ptrdiff_t>(row));
            table.cells.erase(table.cells.begin() + static_cast<std::ptrdiff_t>(row));
        }
    }
    if (!request.reference.empty()) {
        markReference(table, request.reference);
    }
    table.notes = notesOf(table, sampler);
    return table;
}

} // namespace up5::report
