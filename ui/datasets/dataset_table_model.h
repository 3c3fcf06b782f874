// The data sets of the workspace as a table.
#pragma once

#include <vector>

#include <QtCore/QAbstractTableModel>

#include "store/rows.h"

namespace up5::ui {

class DatasetTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Format, Users, Items, Interactions, Sparsity, Imported, ColumnCount };
    enum Role { HashRole = Qt::UserRole, SortRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes over the rows; does nothing when they are those shown.
    void setDatasets(std::vector<store::DatasetRow> datasets);
    /// Null when the row is out of range.
    const store::DatasetRow* dataset(int row) const;
    /// -1 when there is none.
    int rowOf(const QString& hash) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<store::DatasetRow> m_datasets;
};

} // namespace up5::ui
