#include "report/paper_blocks.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/numbers.h"
#include "report/paper_warnings.h"

namespace up5::report {

namespace {

constexpr int kSizeTable = 11;

std::string shownShare(const PaperTable& table, double share) {
    return table.number == kSizeTable ? fmt::format("{:.2f}", 100 * share) : percent(share);
}

const char* signOf(PaperMark mark) {
    switch (mark) {
    case PaperMark::Above:
        return " ∧";
    case PaperMark::Below:
        return " ∨";
    case PaperMark::None:
        break;
    }
    return "";
}

Cell paperCell(const PaperTable& table, const PaperCell& cell) {
    const std::string printed =
        cell.published ? fmt::format("printed {:.2f}{}", *cell.published, cell.doubt.empty() ? "" : " ⚠")
                       : "";
    if (!cell.ours) {
        return {"not measured", printed};
    }
    const PaperFigure& ours = *cell.ours;
    Cell shown;
    shown.text =
        shownShare(table, ours.estimate.value) + signOf(cell.mark) + (cell.warnings.empty() ? "" : " ⚠");
    shown.strong = cell.best;
    if (ours.runs.size() == 1) {
        shown.run = ours.runs.front();
    }
    std::vector<std::string> details;
    if (hasInterval(ours.estimate)) {
        details.push_back(fmt::format("{}–{}", shownShare(table, ours.estimate.low),
                                      shownShare(table, ours.estimate.high)));
    }
    if (ours.seeds > 1) {
        details.push_back(fmt::format("{} seeds", ours.seeds));
    }
    if (ours.collapsed) {
        details.push_back("probe collapsed");
    }
    shown.detail = fmt::format("{}", fmt::join(details, "; "));
    if (!printed.empty()) {
        shown.detail += (details.empty() ? "" : "\n") + printed;
    }
    return shown;
}

std::string subjectTitle(const PaperSubject& subject, bool withGroup) {
    return withGroup && !subject.group.empty()
               ? (subject.title.empty() ? subject.group : fmt::format("{} {}", subject.group, subject.title))
               : subject.title;
}

Cell settingCell(const PaperSubject& subject) {
    return {subject.setting.empty() ? "–" : subject.setting};
}

constexpr const char* kLeaksTitle = "Seeds that still leak";

/// Whether some model of the table was measured with several seeds.
bool hasSeveralSeeds(const PaperTable& table) {
    return std::ranges::any_of(table.subjects, [](const PaperSubject& subject) {
        return std::ranges::any_of(subject.leaks,
                                   [](const AttributeLeaks& one) { return one.leaks.models > 1; });
    });
}

/// In how many seeds the attribute, or each of several, leaks.
Cell leaksCell(const PaperSubject& subject) {
    std::vector<std::string> parts;
    for (const AttributeLeaks& one : subject.leaks) {
        const std::string words = leaksText(one.leaks, subject.isTreated);
        if (!words.empty()) {
            parts.push_back(subject.leaks.size() == 1 ? words : one.attribute + ": " + words);
        }
    }
    return {parts.empty() ? "–" : fmt::format("{}", fmt::join(parts, "; "))};
}

Cell protocolCell(const PaperTable& table, const PaperSubject& subject) {
    if (subject.runs.empty() || table.paperDataset.empty() || subject.extra) {
        return {"–"};
    }
    return {subject.differences.empty() ? "the paper's settings" : "different protocol"};
}

/// Models side by side, as the paper has them.
Table columnsTable(const PaperTable& table, const std::vector<std::size_t>& members, bool withGroup) {
    Table block;
    block.caption = paperCaption(table);
    if (!withGroup && !table.subjects[members.front()].group.empty()) {
        block.caption += ", " + table.subjects[members.front()].group;
    }
    block.columns = {{"Figure, %", false, 22}};
    TableRow settings{{{"Our setting"}}}, protocol{{{"Protocol"}}}, leaks{{{kLeaksTitle}}};
    for (const std::size_t member : members) {
        const PaperSubject& subject = table.subjects[member];
        block.columns.push_back({subjectTitle(subject, withGroup), true});
        settings.cells.push_back(settingCell(subject));
        protocol.cells.push_back(protocolCell(table, subject));
        leaks.cells.push_back(leaksCell(subject));
    }
    for (std::size_t row = 0; row < table.quantities.size(); ++row) {
        const PaperQuantity& quantity = table.quantities[row];
        TableRow line;
        line.cells.push_back({quantity.title + (table.number == kSizeTable ? ""
                                                : quantity.more            ? " ↑"
                                                                           : " ↓")});
        for (const std::size_t member : members) {
            line.cells.push_back(paperCell(table, table.cells[row][member]));
        }
        block.rows.push_back(std::move(line));
    }
    if (hasSeveralSeeds(table)) {
        block.rows.push_back(std::move(leaks));
    }
    block.rows.push_back(std::move(settings));
    block.rows.push_back(std::move(protocol));
    return block;
}

/// Table 12: a model a row.
Table rowsTable(const PaperTable& table) {
    Table block;
    block.caption = paperCaption(table);
    block.columns = {{"Model", false, 16}};
    for (const PaperQuantity& quantity : table.quantities) {
        block.columns.push_back({quantity.title + (quantity.more ? " ↑, %" : " ↓, %"), true});
    }
    const bool showsLeaks = hasSeveralSeeds(table);
    if (showsLeaks) {
        block.columns.push_back({kLeaksTitle});
    }
    block.columns.push_back({"Our setting"});
    block.columns.push_back({"Protocol"});
    for (std::size_t i = 0; i < table.subjects.size(); ++i) {
        TableRow line;
        line.cells.push_back({subjectTitle(table.subjects[i], true)});
        for (std::size_t row = 0; row < table.quantities.size(); ++row) {
            line.cells.push_back(paperCell(table, table.cells[row][i]));
        }
        if (showsLeaks) {
            line.cells.push_back(leaksCell(table.subjects[i]));
        }
        line.cells.push_back(settingCell(table.subjects[i]));
        line.cells.push_back(protocolCell(table, table.subjects[i]));
        block.rows.push_back(std::move(line));
    }
    return block;
}

} // namespace

std::string paperCaption(const PaperTable& table) {
    return fmt::format("Table {} of the paper, {}: {}", table.number, table.datasetName, table.title);
}

std::vector<Table> paperBlocks(const PaperTable& table) {
    if (table.subjectsAreRows) {
        return {rowsTable(table)};
    }
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups;
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < table.subjects.size(); ++i) {
        const std::string& name = table.subjects[i].group;
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& known) { return known.first == name; });
        if (group == groups.end()) {
            group = groups.insert(groups.end(), {name, {}});
        }
        group->second.push_back(i);
        all.push_back(i);
    }
    const bool areAlone =
        std::all_of(groups.begin(), groups.end(), [](const auto& group) { return group.second.size() == 1; });
    if (areAlone) {
        return all.empty() ? std::vector<Table>() : std::vector{columnsTable(table, all, true)};
    }
    std::vector<Table> blocks;
    for (const auto& [name, members] : groups) {
        blocks.push_back(columnsTable(table, members, false));
    }
    return blocks;
}

std::vector<Sentence> paperSentences(const PaperTable& table) {
    std::vector<Sentence> sentences;
    for (std::string& warning : warningSentences(table)) {
        sentences.push_back({std::move(warning)});
    }
    for (const std::string& note : table.notes) {
        sentences.push_back({note});
    }
    if (table.paperDataset.empty()) {
        return sentences;
    }
    std::vector<std::pair<std::string, std::vector<std::string>>> different; // by what differs: who
    for (const PaperSubject& subject : table.subjects) {
        if (subject.differences.empty() || subject.extra) {
            continue;
        }
        const std::string what = fmt::format("{}", fmt::join(subject.differences, " "));
        const std::string who = subject.group.empty() ? subject.title : subject.group + " " + subject.title;
        auto known = std::find_if(different.begin(), different.end(),
                                  [&](const auto& entry) { return entry.first == what; });
        if (known == different.end()) {
            known = different.insert(different.end(), {what, {}});
        }
        known->second.push_back(who);
    }
    for (const auto& [what, who] : different) {
        sentences.push_back({fmt::format("Different protocol, {}: {}", fmt::join(who, ", "), what)});
    }
    return sentences;
}

} // namespace up5::report
