// "The paper's tables": those of which at least one figure is ours.
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

} // namespace up5::report
