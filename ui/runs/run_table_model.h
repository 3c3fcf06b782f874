// Every run of the workspace as a table, newest first.
#pragma once

#include <vector>

#include <QtCore/QAbstractTableModel>
#include <QtCore/QElapsedTimer>

#include "store/rows.h"
#include "ui/runs/progress_clock.h"

namespace up5::ui {

class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Kind, Name, Stage, Progress, TimeLeft, Device, Created, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole, ///< run id
        SortRole,              ///< value to sort by
        PercentRole            ///< 0–100, or nothing when unknown
    };

    explicit RunTableModel(QObject* parent = nullptr);

    /// Takes over the rows; rows that stay keep their persistent indexes, so selections survive.
    void setRuns(std::vector<store::RunRow> runs);
    /// Null when the row is out of range.
    const store::RunRow* run(int row) const;
    /// -1 when there is none.
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const store::RunRow& run, int column) const;
    QVariant sortValue(const store::RunRow& run, int column) const;
    double now() const { return static_cast<double>(m_timer.elapsed()) / 1000.0; }

    std::vector<store::RunRow> m_runs;
    ProgressClock m_clock;
    QElapsedTimer m_timer;
};

} // namespace up5::ui
