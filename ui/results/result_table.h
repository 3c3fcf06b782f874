// The look and manners that all tables of the result pages share.
#pragma once

class QSortFilterProxyModel;
class QTableView;

namespace up5::ui {

/// Rows are selected one at a time, columns sort by `valueRole`, first in the model's own order.
void setUpResultTable(QTableView& table, QSortFilterProxyModel& proxy, int valueRole);

} // namespace up5::ui
