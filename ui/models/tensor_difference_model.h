// The tensors of two checkpoints and how far they lie apart, a row each.
#pragma once

#include <QtCore/QAbstractTableModel>

#include "checkpoint/checkpoint_check.h"

namespace up5::ui {

class TensorDifferenceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tensor, Shape, Largest, State, ColumnCount };
    /// "different" for tensors that are not the same, else "same"; in no language.
    static constexpr int kSameRole = Qt::UserRole + 2;

    using QAbstractTableModel::QAbstractTableModel;

    void setDifferences(std::vector<checkpoint::TensorDifference> differences);
    /// How many tensors differ or are in one checkpoint only.
    int different() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant value(const checkpoint::TensorDifference& difference, int column) const;

    std::vector<checkpoint::TensorDifference> m_differences;
};

} // namespace up5::ui
