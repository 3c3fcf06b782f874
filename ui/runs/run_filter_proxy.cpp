#include "ui/runs/run_filter_proxy.h"

#include <algorithm>

#include "ui/runs/run_table_model.h"

namespace up5::ui {

namespace {

bool fits(store::RunState state, RunFilterProxy::States wanted) {
    switch (wanted) {
    case RunFilterProxy::States::All:
        return true;
    case RunFilterProxy::States::Active:
        return !store::isEnded(state);
    case RunFilterProxy::States::Succeeded:
        return state == store::RunState::Succeeded;
    case RunFilterProxy::States::Unfinished:
        return store::isEnded(state) && state != store::RunState::Succeeded;
    }
    return true;
}

} // namespace

RunFilterProxy::RunFilterProxy(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(RunTableModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void RunFilterProxy::setText(const QString& text) {
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void RunFilterProxy::setStates(States states) {
    m_states = states;
    invalidateFilter();
}

void RunFilterProxy::setSweepRunsShown(bool shown) {
    m_sweepRunsShown = shown;
    invalidateFilter();
}

bool RunFilterProxy::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const auto* runs = qobject_cast<const RunTableModel*>(sourceModel());
    const store::RunRow* run = runs ? runs->run(row) : nullptr;
    if (!run || !fits(run->state, m_states)) {
        return false;
    }
    if (!m_sweepRunsShown && !run->sweeps.empty() && m_words.isEmpty()) {
        return false;
    }
    QString line = QString::fromStdString(run->id);
    for (const std::string& sweep : run->sweeps) {
        line += u'\n' + QString::fromStdString(sweep);
    }
    for (int column = 0; column < RunTableModel::ColumnCount; ++column) {
        line += u'\n' + sourceModel()->index(row, column, parent).data().toString();
    }
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
}

} // namespace up5::ui
