// The look and manners that all tables of the result pages share.
#pragma once

#include <QtCore/Qt>

class QSortFilterProxyModel;
class QTableView;

namespace up5::ui {

/// Raw value for sorting and export: a number, or invalid where there is none; text for texts.
constexpr int kValueRole = Qt::UserRole;
/// Key of the mark that a row belongs to.
constexpr int kKeyRole = Qt::UserRole + 1;
/// What a column is in an exported file where that is more than kValueRole: a QVariantList of cells, of the
/// header as of each row, the same number everywhere. Invalid where one cell with kValueRole is enough.
constexpr int kExportRole = Qt::UserRole + 3;

/// Rows are selected one at a time, columns sort by kValueRole, first in the model's own order.
void setUpResultTable(QTableView& table, QSortFilterProxyModel& proxy);

} // namespace up5::ui
