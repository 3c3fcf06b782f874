// "Prompt mixture": several attributes removed at once (paper §6.2.2), and what each subset
// leaves readable of every attribute.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "jobs/options/mixture_options.h"
#include "report/figures.h"
#include "report/mixture.h"
#include "report/numbers.h"
#include "report/prompt_selection.h"
#include "report/sections.h"

namespace up5::report {

namespace {

constexpr std::array kMixtureHits = {1, 3, 5, 10};

/// One of the paper's rows: hit@k or avg. AUC.
struct MixtureRow {
    std::string title;
    int k = 0; ///< 0 = an AUC
    AucChoice choice = AucChoice::UserSpan;
};

std::vector<MixtureRow> mixtureRows() {
    std::vector<MixtureRow> rows;
    for (const int k : kMixtureHits) {
        rows.push_back({fmt::format("hit@{}", k), k});
    }
    rows.push_back({"avg. AUC, user span"});
    rows.push_back({"avg. AUC, strongest probe", 0, AucChoice::Strongest});
    return rows;
}

const MixtureSubset* findSubset(const Mixture& mixture, const std::vector<std::string>& removed) {
    const auto found = std::find_if(mixture.subsets.begin(), mixture.subsets.end(),
                                    [&](const MixtureSubset& subset) { return subset.removed == removed; });
    return found == mixture.subsets.end() ? nullptr : &*found;
}

Cell ownCell(const MixtureSubset* subset, const MixtureRow& row, const std::string& task) {
    if (subset == nullptr) {
        return {"–"};
    }
    if (row.k > 0) {
        return shareCell(subset->rankingFigure("hit@k", task, row.k));
    }
    const std::optional<metrics::Estimate> average = averageAuc(*subset, row.choice);
    return shareCell(average ? &*average : nullptr);
}

/// The paper's layout of Tables 8 and 9: rows for every set of two and more attributes. What it prints stands
/// in the section of the paper's tables.
Table subsetTable(const MixtureAudit& audit, const std::string& task) {
    Table table;
    table.caption = fmt::format("{}: attributes removed together, {} task, test users, per cent",
                                audit.datasetName, task);
    table.columns = {{"Removed", false, 16}, {"Figure"}};
    for (const Mixture& mixture : audit.mixtures) {
        table.columns.push_back({fmt::format("{}, seed {}", mixture.label, mixture.seed), true});
    }
    for (const MixtureSubset& subset : audit.mixtures.back().subsets) {
        if (subset.removed.size() < 2) {
            continue;
        }
        bool first = true;
        for (const MixtureRow& row : mixtureRows()) {
            std::vector<Cell> cells = {{first ? fmt::format("{}", fmt::join(subset.removed, ", ")) : ""},
                                       {row.title}};
            first = false;
            for (const Mixture& mixture : audit.mixtures) {
                cells.push_back(ownCell(findSubset(mixture, subset.removed), row, task));
            }
            table.rows.push_back({std::move(cells)});
        }
    }
    return table;
}

Cell crossCell(const ComparisonPoint& point, AucChoice choice, bool removed) {
    Cell cell = areaCell(aucOf(point, choice), collapsedOf(point, choice));
    if (removed && aucOf(point, choice)) {
        cell.text += " ■";
    }
    return cell;
}

Table crossLeakTable(const Mixture& mixture, const CrossLeak& leak) {
    Table table;
    table.caption =
        fmt::format("{}, {}, seed {}: what {} reads of every attribute; ■ the attribute was removed",
                    mixture.datasetName, mixture.label, mixture.seed,
                    leak.choice == AucChoice::Strongest ? "the strongest fresh probe"
                                                        : "a fresh probe of "
                                                          "the user span");
    table.columns = {{"Removed", false, 24}, {"hit@1, %", true}, {"hit@10, %", true}};
    for (const std::string& attribute : leak.attributes) {
        table.columns.push_back({"AUC, " + attribute, true});
    }
    for (const CrossLeak::Row& row : leak.rows) {
        const ComparisonPoint& first = row.measured();
        std::vector<Cell> cells = {{removedTitle(row.removed), {}, first.run},
                                   shareCell(first.rankingFigure("hit@k", "sequential", 1)),
                                   shareCell(first.rankingFigure("hit@k", "sequential", 10))};
        for (std::size_t i = 0; i < leak.attributes.size(); ++i) {
            const std::vector<std::string>& treated = row.points[i].treated;
            cells.push_back(
                crossCell(row.points[i], leak.choice,
                          std::find(treated.begin(), treated.end(), leak.attributes[i]) != treated.end()));
        }
        table.rows.push_back({std::move(cells)});
    }
    return table;
}

/// The removed attribute that is still read best, over all subsets; nullptr when none was measured.
const ComparisonPoint* worstRemoved(const Mixture& mixture, AucChoice choice) {
    const ComparisonPoint* worst = nullptr;
    for (const MixtureSubset& subset : mixture.subsets) {
        for (const ComparisonPoint& point : subset.attributes) {
            if (subset.removes(point.attribute) && aucOf(point, choice) &&
                (worst == nullptr || aucOf(point, choice)->value > aucOf(*worst, choice)->value)) {
                worst = &point;
            }
        }
    }
    return worst;
}

void addLeakSentence(const Mixture& mixture, const CrossLeak& leak, std::vector<Sentence>& sentences) {
    const ComparisonPoint* worst = worstRemoved(mixture, leak.choice);
    if (worst != nullptr) {
        sentences.push_back(
            {fmt::format("{}, seed {}: of all removed attributes {} is read best, with AUC {} where {} {} "
                         "removed. As the largest of several figures on test users it says where to look; it "
                         "is no test.",
                         mixture.label, mixture.seed, worst->attribute,
                         areaWithInterval(*aucOf(*worst, leak.choice)), fmt::join(worst->treated, " and "),
                         worst->treated.size() == 1 ? "is" : "are"),
             {mixture.run}});
    }
}

std::optional<double> countOf(const RunRecord& record, const std::string& name) {
    for (const store::MetricRow& row : record.metrics) {
        if (row.name == name) {
            return row.value;
        }
    }
    return std::nullopt;
}

/// The paper's "3.3 %" cannot be told apart from two ways of counting, so both are given (spec D3).
void addSizeSentence(const ReportData& data, const Mixture& mixture, std::vector<Sentence>& sentences) {
    const ReportedRun* run = findReported(data, mixture.run);
    if (run == nullptr || mixture.family == Family::Random) {
        return;
    }
    const auto trained = countOf(run->record, "trainable_parameters");
    const auto stored = countOf(run->record, "stored_prefix_size");
    const auto tied = countOf(run->record, "backbone_parameters");
    const auto untied = countOf(run->record, "backbone_parameters_untied");
    if (trained && stored && tied && untied) {
        const auto shares = [&](double count) {
            return fmt::format(
                "{} ({:.2f} % of the backbone's weights, {:.2f} % with its token table counted "
                "four times)",
                countText(static_cast<std::int64_t>(count)), 100 * count / *tied, 100 * count / *untied);
        };
        sentences.push_back({fmt::format("{}, seed {}: {} weights are trained and {} numbers stored for each "
                                         "mixed prompt.",
                                         mixture.label, mixture.seed, shares(*trained), shares(*stored)),
                             {mixture.run}});
    }
}

/// Untrained mixtures have nothing to select from.
void addSelectionSentences(const ReportData& data, const Mixture& mixture, std::set<std::string>& seen,
                           std::vector<Sentence>& sentences) {
    const ReportedRun* run = findReported(data, mixture.run);
    if (run == nullptr || mixture.family == Family::Random) {
        return;
    }
    const jobs::MixtureOptions options = jobs::MixtureOptions::table().read(run->record.options);
    const std::string rule = selectionSentence(options, "mixture");
    if (seen.insert(rule).second) {
        sentences.push_back(
            {options.selection == "last" ? rule : rule + " Both are measured with all attributes removed.",
             {mixture.run}});
    }
    if (const auto missed = missedTauSentence(run->record, options, mixture.label)) {
        sentences.push_back({*missed, {mixture.run}});
    }
}

} // namespace

Section mixtureSection(const ReportData& data) {
    Section section{"mixture", "Prompt mixture", {}};
    for (const MixtureAudit& audit : data.mixtures) {
        std::vector<Sentence> sentences = {
            {fmt::format("{}: one module mixes the trained prompts of {} into one prompt for any subset of "
                         "them; a subset of one attribute is that attribute's own prompt.",
                         audit.datasetName, fmt::join(audit.attributes, ", "))},
            {"avg. AUC is the unweighted mean over the removed attributes of the AUC of fresh probes; its "
             "interval is that of attributes whose AUCs err together, the widest possible."}};
        std::vector<Block> leaks;
        std::set<std::string> rules;
        for (const Mixture& mixture : audit.mixtures) {
            const CrossLeak leak = crossLeak(mixture, audit.untreated);
            addLeakSentence(mixture, leak, sentences);
            const std::string read = sentences.back().text;
            addSizeSentence(data, mixture, sentences);
            addSelectionSentences(data, mixture, rules, sentences);
            leaks.push_back(crossLeakTable(mixture, leak));
            if (std::optional<Figure> figure = heatMapFigure(leak.heatMap())) {
                figure->title = fmt::format("{}, seed {}: AUC by removed subset and probed attribute",
                                            mixture.label, mixture.seed);
                figure->description = read;
                leaks.push_back(std::move(*figure));
            }
        }
        section.blocks.push_back(BulletList{std::move(sentences)});
        for (const char* task : {"sequential", "direct"}) {
            section.blocks.push_back(subsetTable(audit, task));
        }
        for (Block& block : leaks) {
            section.blocks.push_back(std::move(block));
        }
    }
    return section;
}

} // namespace up5::report
