// Runs by text and by state, sorted as the user likes.
#pragma once

#include <QtCore/QSortFilterProxyModel>

namespace up5::ui {

class RunFilterProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class States { All, Active, Succeeded, Unfinished };

    explicit RunFilterProxy(QObject* parent = nullptr);

    /// Every word must occur in some column or in the run's id.
    void setText(const QString& text);
    /// Active: queued or running. Unfinished: failed, cancelled or interrupted.
    void setStates(States states);
    /// Whether the runs of sweeps have rows beside those of their sweeps. A text finds them in any case: the
    /// ids of its sweeps belong to a run's line.
    void setSweepRunsShown(bool shown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    States m_states = States::All;
    bool m_sweepRunsShown = true;
};

} // namespace up5::ui
