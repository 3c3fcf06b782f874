#include "ui/runs/run_table_model.h"

#include <algorithm>
#include <set>

#include "ui/runs/run_words.h"
#include "ui/widgets/icons.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<double> percentOf(const store::RunRow& run) {
    if (run.state == store::RunState::Succeeded) {
        return 100.0;
    }
    if (run.state == store::RunState::Queued || run.total <= 0) {
        return std::nullopt;
    }
    return 100.0 * static_cast<double>(std::clamp<std::int64_t>(run.done, 0, run.total)) /
           static_cast<double>(run.total);
}

/// Whether the table would look the same.
bool sameShown(const store::RunRow& a, const store::RunRow& b) {
    return a.state == b.state && a.name == b.name && a.stage == b.stage && a.done == b.done &&
           a.total == b.total && a.device == b.device && a.errorMessage == b.errorMessage &&
           a.dataset == b.dataset && a.sweeps == b.sweeps;
}

} // namespace

RunTableModel::RunTableModel(QObject* parent) : QAbstractTableModel(parent) {
    m_timer.start();
}

void RunTableModel::setRuns(std::vector<store::RunRow> runs) {
    std::set<std::string> wanted;
    for (const store::RunRow& run : runs) {
        wanted.insert(run.id);
        if (run.state == store::RunState::Running) {
            m_clock.observe(run.id, run.stage, run.done, run.total, now());
        } else {
            m_clock.forget(run.id);
        }
    }
    for (int row = static_cast<int>(m_runs.size()) - 1; row >= 0; --row) {
        const auto position = m_runs.begin() + row;
        if (!wanted.contains(position->id)) {
            beginRemoveRows({}, row, row);
            m_runs.erase(position);
            endRemoveRows();
        }
    }
    for (int row = 0; row < static_cast<int>(runs.size()); ++row) {
        store::RunRow& incoming = runs[static_cast<std::size_t>(row)];
        const int present = rowOf(QString::fromStdString(incoming.id));
        if (present < 0) {
            beginInsertRows({}, row, row);
            m_runs.insert(m_runs.begin() + row, std::move(incoming));
            endInsertRows();
        } else if (present != row) { // present > row: earlier rows are in place already
            beginMoveRows({}, present, present, {}, row);
            m_runs.erase(m_runs.begin() + present);
            m_runs.insert(m_runs.begin() + row, std::move(incoming));
            endMoveRows();
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        } else {
            store::RunRow& shown = m_runs[static_cast<std::size_t>(row)];
            // A running row changes its time left even when its progress stands still.
            const bool changed = !sameShown(shown, incoming) || incoming.state == store::RunState::Running;
            shown = std::move(incoming);
            if (changed) {
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            }
        }
    }
}

const store::RunRow* RunTableModel::run(int row) const {
    return row >= 0 && row < static_cast<int>(m_runs.size()) ? &m_runs[static_cast<std::size_t>(row)]
                                                             : nullptr;
}

int RunTableModel::rowOf(const QString& id) const {
    const std::string wanted = id.toStdString();
    const auto found = std::find_if(m_runs.begin(), m_runs.end(),
                                    [&](const store::RunRow& run) { return run.id == wanted; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
    const store::RunRow* shown = index.isValid() ? run(index.row()) : nullptr;
    if (!shown) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(*shown, index.column());
    case Qt::DecorationRole:
        return index.column() == State ? QVariant(themedIcon(stateIcon(shown->state))) : QVariant();
    case Qt::ToolTipRole:
        return shown->errorMessage.empty() ? text(*shown, index.column())
                                           : QVariant(QString::fromStdString(shown->errorMessage));
    case IdRole:
        return QString::fromStdString(shown->id);
    case SortRole:
        return sortValue(*shown, index.column());
    case PercentRole: {
        const auto percent = percentOf(*shown);
        return percent ? QVariant(*percent) : QVariant();
    }
    default:
        return {};
    }
}

QVariant RunTableModel::text(const store::RunRow& run, int column) const {
    switch (column) {
    case State:
        return stateWord(run.state);
    case Kind:
        return kindWord(run.kind);
    case Name:
        return runTitle(run);
    case Stage:
        return run.state == store::RunState::Running ? stageWord(run.stage)
                                                     : QString::fromStdString(run.errorMessage);
    case Progress: {
        if (run.kind == "sweep" && run.total > 0) {
            return tr("%1 of %2").arg(run.done).arg(run.total);
        }
        const auto percent = percentOf(run);
        return percent ? tr("%1 %").arg(static_cast<int>(*percent)) : QString();
    }
    case TimeLeft: {
        const auto left = m_clock.secondsLeft(run.id, now());
        return left ? tr("≈ %1").arg(durationText(*left)) : QString();
    }
    case Device:
        return QString::fromStdString(run.device);
    case Created:
        return shortTime(run.created);
    default:
        return {};
    }
}

QVariant RunTableModel::sortValue(const store::RunRow& run, int column) const {
    switch (column) {
    case State:
        return static_cast<int>(run.state);
    case Progress:
        return percentOf(run).value_or(-1);
    case TimeLeft:
        return m_clock.secondsLeft(run.id, now()).value_or(-1);
    case Created:
        return QString::fromStdString(run.created);
    default:
        return text(run, column);
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::ToolTipRole && section == TimeLeft) {
        return tr("Of the present stage, at its rate so far");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles = {tr("State"),    tr("Kind"),      tr("Name"),   tr("Stage"),
                                tr("Progress"), tr("Time left"), tr("Device"), tr("Created")};
    return titles.at(section);
}

} // namespace up5::ui
