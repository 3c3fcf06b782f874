// The table under the dot plot of groups: one row per group, worst first.
#pragma once

#include <QtCore/QAbstractTableModel>

#include "report/group_audit.h"

namespace up5::ui {

class GroupQualityModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Group, Remark, Users, Quality, Difference, Ratio, AdjustedP, Change, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setModel(report::ModelGroups model, const report::RankingMetric& metric);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const metrics::Estimate* estimate(const report::GroupMean& group, int column) const;
    const report::GroupComparison* comparison(const report::GroupMean& group) const;
    QString text(const report::GroupMean& group, int column) const;
    QVariant value(const report::GroupMean& group, int column) const;

    report::ModelGroups m_model;
    report::RankingMetric m_metric;
};

} // namespace up5::ui
