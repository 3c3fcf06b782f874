// Item model over ModelRow.
#pragma once

#include <QtCore/QAbstractTableModel>

#include "ui/models/model_rows.h"

namespace up5::ui {

class ModelTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        Kind,
        Dataset,
        Attribute,
        Lambda,
        PrefixLength,
        ValidationHit10,
        TestHit1,
        TestHit10,
        Parameters,
        Size,
        Seed,
        Hash,
        Finished,
        ColumnCount
    };
    /// Beside kValueRole of result tables.
    static constexpr int kRunRole = Qt::UserRole + 1; ///< run id

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ModelRow> rows);
    const std::vector<ModelRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString kindText(const ModelRow& row);
    QVariant value(const ModelRow& row, int column) const;
    QString text(const ModelRow& row, int column) const;
    QVariant toolTip(const ModelRow& row, int column) const;

    std::vector<ModelRow> m_rows;
};

} // namespace up5::ui
