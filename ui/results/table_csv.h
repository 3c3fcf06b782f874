// A table as shown, as CSV text.
#pragma once

#include <QtCore/QAbstractItemModel>

namespace up5::ui {

/// Header and rows in the model's order, the raw values (kExportRole, else kValueRole) with full precision
/// and a point as decimal sign; RFC 4180 quoting; UTF-8.
QByteArray tableAsCsv(const QAbstractItemModel& model);

} // namespace up5::ui
