// The table under the dot plot of groups: one row per group, worst first.
#pragma once

#include <QtCore/QAbstractTableModel>

#include "report/group_audit.h"

namespace up5::ui {

class GroupQualityModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Group, Remark, Users, Quality, Difference, Ratio, AdjustedP, Change, ColumnCount };
    /// Raw value for sorting and export: a number, or invalid where there is none; text for texts.
    static constexpr int kValueRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setModel(report::ModelGroups model, const report::RankingMetric& metric);
    /// −1 when there is no such group.
    int rowOf(const QString& group) const;
    QString groupAt(int row) const;

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
