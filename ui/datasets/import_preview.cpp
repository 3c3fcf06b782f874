#include "ui/datasets/import_preview.h"

#include <filesystem>

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableWidget>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QTableWidget* makeTable(const data::FilePreview& file) {
    auto* table = new QTableWidget(static_cast<int>(file.rows.size()), static_cast<int>(file.columns.size()));
    table->setAccessibleName(ImportPreview::tr("First rows of %1").arg(shortFileName(file.file)));
    table->setProperty("flat", true);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    QStringList header;
    for (const std::string& column : file.columns) {
        header << QString::fromStdString(column);
    }
    table->setHorizontalHeaderLabels(header);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int row = 0; row < table->rowCount(); ++row) {
        const auto& cells = file.rows[static_cast<std::size_t>(row)];
        for (int column = 0; column < table->columnCount() && column < static_cast<int>(cells.size());
             ++column) {
            const QString text = QString::fromStdString(cells[static_cast<std::size_t>(column)]);
            table->setItem(row, column, new QTableWidgetItem(text));
        }
    }
    table->resizeColumnsToContents();
    return table;
}

} // namespace

QString shortFileName(const std::string& path) {
    return QString::fromStdString(std::filesystem::path(path).filename().string());
}

ImportPreview::ImportPreview(QWidget* parent) : QTabWidget(parent) {
    setObjectName(u"importPreview"_s);
    setDocumentMode(true);
}

void ImportPreview::setFiles(const std::vector<data::FilePreview>& files) {
    while (count() > 0) {
        QWidget* old = widget(0);
        removeTab(0);
        delete old;
    }
    for (const data::FilePreview& file : files) {
        addTab(makeTable(file), shortFileName(file.file));
    }
    setVisible(count() > 0);
}

} // namespace up5::ui
