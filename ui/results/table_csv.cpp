#include "ui/results/table_csv.h"

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
    const auto appendRow = [&](const auto& valueAt) {
        for (int column = 0; column < model.columnCount(); ++column) {
            csv += (column > 0 ? "," : "") + cell(valueAt(column));
        }
        csv += "\r\n";
    };
    appendRow([&](int column) { return model.headerData(column, Qt::Horizontal); });
    for (int row = 0; row < model.rowCount(); ++row) {
        appendRow([&](int column) { return model.index(row, column).data(kValueRole); });
    }
    return csv;
}

} // namespace up5::ui
