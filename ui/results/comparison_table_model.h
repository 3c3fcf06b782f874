// The table under the trade-off chart: one row per mark.
#pragma once

#include <QtCore/QAbstractTableModel>

#include "report/comparison_rows.h"
#include "ui/results/trade_off_content.h"

namespace up5::ui {

class ComparisonTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Model,
        Attribute,
        Lambda,
        PrefixLength,
        Seeds,
        Hit1,
        Hit3,
        Hit5,
        Hit10,
        AucStrongest,
        Auc,
        AucAllTokens,
        LeakingSeeds,
        AucToControl,
        AucToUntreated,
        FigureToControl,
        FigureToUntreated,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    /// The differences of the last columns follow the choice, as does the task of hit@k.
    void setRows(std::vector<report::ComparisonRow> rows, const TradeOffChoice& choice);
    const std::vector<report::ComparisonRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant value(const report::ComparisonRow& row, int column) const;
    QString text(const report::ComparisonRow& row, int column) const;
    /// See kExportRole: seeds as a list, figures with their bounds, an AUC also with what is to be known of
    /// it.
    QVariant exported(const report::ComparisonRow& row, int column) const;
    /// nullptr where the column holds no estimate or the row has none.
    const metrics::Estimate* estimate(const report::ComparisonRow& row, int column) const;
    QVariant differenceTo(const report::ComparisonRow& row, const std::optional<std::size_t>& reference,
                          bool ofAuc) const;

    std::vector<report::ComparisonRow> m_rows;
    TradeOffChoice m_choice;
};

} // namespace up5::ui
