#include "ui/results/table_csv.h"

#include <QtCore/QByteArrayList>

#include "ui/results/result_table.h"

namespace up5::ui {

namespace {

QByteArray cell(const QVariant& value) {
    if (value.typeId() == QMetaType::Double) {
        return QByteArray::number(value.toDouble(), 'g', 10);
    }
    QByteArray text = value.toString().toUtf8();
    if (text.contains(',') || text.contains('"') || text.contains('\n')) {
        text.replace("\"", "\"\"");
        text = '"' + text + '"';
    }
    return text;
}

} // namespace

QByteArray tableAsCsv(const QAbstractItemModel& model) {
    QByteArray csv;
    // `valueAt` gives a column's value under a role, which is `role` where it needs one cell only.
    const auto appendRow = [&](const auto& valueAt, int role) {
        QByteArrayList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QVariant exported = valueAt(column, kExportRole);
            for (const QVariant& value :
                 exported.isValid() ? exported.toList() : QVariantList{valueAt(column, role)}) {
                cells << cell(value);
            }
        }
        csv += cells.join(',') + "\r\n";
    };
    appendRow([&](int column, int role) { return model.headerData(column, Qt::Horizontal, role); },
              Qt::DisplayRole);
    for (int row = 0; row < model.rowCount(); ++row) {
        appendRow([&](int column, int role) { return model.index(row, column).data(role); }, kValueRole);
    }
    return csv;
}

} // namespace up5::ui
