// Succeeded runs with a check box each, for choosing what a report covers.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <QtCore/QAbstractListModel>

#include "store/rows.h"

namespace up5::ui {

class RunCheckModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    /// Only succeeded runs other than imports are listed; new ones are checked, the others stay as they were,
    /// and so do the current row and the place scrolled to.
    void setRuns(const std::vector<store::RunRow>& runs);
    /// Ids of the checked runs.
    std::vector<std::string> checked() const;
    bool isAllChecked() const { return m_unchecked.empty(); }
    void setAllChecked(bool checked);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void checksChanged();

private:
    /// Rows that are not wanted, or not in this order, and the checks of runs that are gone.
    void removeOthers(const std::vector<store::RunRow>& wanted);

    std::vector<store::RunRow> m_runs;
    std::set<std::string> m_unchecked;
};

} // namespace up5::ui
