#include "paper_table_text.h"

#include "report/paper_blocks.h"
#include "text.h"

namespace up5::cli {

namespace {

QString cellText(const report::Cell& cell) {
    const QString text = cell.strong ? u'*' + qt(cell.text) + u'*' : qt(cell.text);
    const QString detail = qt(cell.detail).replace(u'\n', QStringLiteral("; "));
    return detail.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, detail);
}

void printBlock(const report::Table& block) {
    std::vector<TextTable::Column> columns;
    for (const report::Column& column : block.columns) {
        columns.push_back({qt(column.title)});
    }
    TextTable table(std::move(columns));
    for (const report::TableRow& row : block.rows) {
        std::vector<QString> cells;
        for (const report::Cell& cell : row.cells) {
            cells.push_back(cellText(cell));
        }
        table.add(std::move(cells));
    }
    print(qt(block.caption));
    print(table.toString());
    print(QString());
}

} // namespace

void printPaperTable(const report::PaperTable& table) {
    for (const report::Table& block : report::paperBlocks(table)) {
        printBlock(block);
    }
    for (const report::Sentence& sentence : report::paperSentences(table)) {
        print(QStringLiteral("• ") + qt(sentence.text));
    }
    const std::vector<std::string> missing = report::missingFigures(table);
    if (!missing.empty()) {
        print(QString());
        print(Text::tr("Not measured yet:"));
        for (const std::string& sentence : missing) {
            print(QStringLiteral("  ") + qt(sentence));
        }
    }
}

} // namespace up5::cli
