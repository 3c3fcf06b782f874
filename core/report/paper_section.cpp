// "The paper's tables" and "Figures of the paper": those of which at least one figure is ours.
#include <iterator>
#include <utility>

#include "report/paper_blocks.h"
#include "report/sections.h"

namespace up5::report {

Section paperTablesSection(const ReportData& data) {
    Section section{"paper-tables", "The paper's tables", {}};
    for (const PaperTable& table : data.paperTables) {
        for (Table& block : paperBlocks(table)) {
            section.blocks.push_back(std::move(block));
        }
        section.blocks.push_back(BulletList{paperSentences(table)});
    }
    return section;
}

Section paperFiguresSection(const ReportData& data) {
    Section section{"paper-figures", "Figures of the paper", {}};
    for (const PaperCurves& curves : data.paperFigures) {
        std::vector<Block> blocks = curveBlocks(curves);
        std::move(blocks.begin(), blocks.end(), std::back_inserter(section.blocks));
    }
    return section;
}

} // namespace up5::report
