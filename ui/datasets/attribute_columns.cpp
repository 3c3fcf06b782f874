#include "ui/datasets/attribute_columns.h"

#include <algorithm>
#include <cmath>

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>

#include "base/error.h"
#include "ui/datasets/column_guess.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { Name, Values, Bins, ColumnCount };

/// The first different values of a column, for recognising it.
QString sampleOf(const data::FilePreview& file, int column) {
    QStringList values;
    for (const auto& row : file.rows) {
        const QString cell = column < static_cast<int>(row.size())
                                 ? QString::fromStdString(row[static_cast<std::size_t>(column)])
                                 : QString();
        if (!cell.isEmpty() && !values.contains(cell)) {
            values << cell;
        }
    }
    return values.mid(0, 6).join(u", "_s) + (values.size() > 6 ? u", …"_s : QString());
}

} // namespace

std::vector<double> parseBinEdges(const QString& text) {
    std::vector<double> edges;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const double edge = part.trimmed().toDouble(&isNumber);
        if (!isNumber || !std::isfinite(edge)) {
            throw Error(ErrorCode::InvalidInput,
                        "\"" + part.trimmed().toStdString() +
                            "\" is not a number; edges are numbers separated by commas, for "
                            "example 18, 25, 35.");
        }
        if (!edges.empty() && edge <= edges.back()) {
            throw Error(ErrorCode::InvalidInput, "The edges must rise, but " + part.trimmed().toStdString() +
                                                     " does not exceed the edge before it.");
        }
        edges.push_back(edge);
    }
    return edges;
}

AttributeColumns::AttributeColumns(QWidget* parent) : QTableWidget(0, ColumnCount, parent) {
    setObjectName(u"attributeColumns"_s);
    setAccessibleName(tr("Sensitive columns"));
    setHorizontalHeaderLabels({tr("Sensitive column"), tr("First values"), tr("Cut numbers at")});
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->hide();
    setSelectionMode(QAbstractItemView::NoSelection);
    setShowGrid(false);
    setTabKeyNavigation(false); // the fields of the rows are in the order of Tab themselves
    connect(this, &QTableWidget::itemChanged, this, &AttributeColumns::edited);
}

void AttributeColumns::setFile(const data::FilePreview* file, int idColumn) {
    const QSignalBlocker silence(this);
    setRowCount(0);
    for (int column = 0; file && column < static_cast<int>(file->columns.size()); ++column) {
        if (column == idColumn) {
            continue;
        }
        const int row = rowCount();
        insertRow(row);
        const QString name = QString::fromStdString(file->columns[static_cast<std::size_t>(column)]);
        auto* tick = new QTableWidgetItem(name);
        tick->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
        tick->setCheckState(looksLikeAttribute(*file, column) ? Qt::Checked : Qt::Unchecked);
        setItem(row, Name, tick);
        auto* values = new QTableWidgetItem(sampleOf(*file, column));
        values->setFlags(Qt::ItemIsEnabled);
        setItem(row, Values, values);
        auto* edges = new QLineEdit;
        edges->setObjectName(u"binEdges_"_s + name);
        edges->setAccessibleName(tr("Edges of the classes of %1").arg(name));
        edges->setPlaceholderText(tr("e.g. 18, 25, 35; empty: each value is a class"));
        edges->setEnabled(looksNumeric(*file, column));
        connect(edges, &QLineEdit::textChanged, this, &AttributeColumns::edited);
        setCellWidget(row, Bins, edges);
    }
    resizeColumnsToContents();
    setColumnWidth(Values, std::min(columnWidth(Values), 260));
}

std::vector<AttributeColumn> AttributeColumns::chosen() const {
    std::vector<AttributeColumn> columns;
    for (int row = 0; row < rowCount(); ++row) {
        if (item(row, Name)->checkState() != Qt::Checked) {
            continue;
        }
        AttributeColumn column{item(row, Name)->text().toStdString(), {}};
        try {
            column.edges = parseBinEdges(qobject_cast<const QLineEdit*>(cellWidget(row, Bins))->text());
        } catch (const Error& error) {
            throw Error(error.code(), "Column " + column.column + ": " + error.what());
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

} // namespace up5::ui
