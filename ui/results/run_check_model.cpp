#include "ui/results/run_check_model.h"

#include <algorithm>

#include "ui/runs/run_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

void RunCheckModel::setRuns(const std::vector<store::RunRow>& runs) {
    std::vector<store::RunRow> wanted;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(wanted), [](const store::RunRow& run) {
        return run.state == store::RunState::Succeeded && run.kind != "import" && run.kind != "sweep";
    });
    removeOthers(wanted);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        if (row == m_runs.size() || m_runs[row].id != wanted[row].id) {
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            m_runs.insert(m_runs.begin() + static_cast<std::ptrdiff_t>(row), wanted[row]);
            endInsertRows();
        }
    }
    m_runs = std::move(wanted); // names and times may have changed
    if (!m_runs.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
    Q_EMIT checksChanged();
}

void RunCheckModel::removeOthers(const std::vector<store::RunRow>& wanted) {
    std::size_t next = wanted.size();
    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto position = m_runs.begin() + row;
        const auto found = std::find_if(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(next),
                                        [&](const store::RunRow& run) { return run.id == position->id; });
        if (found != wanted.begin() + static_cast<std::ptrdiff_t>(next)) {
            next = static_cast<std::size_t>(found - wanted.begin());
            continue;
        }
        beginRemoveRows({}, row, row);
        m_runs.erase(position);
        endRemoveRows();
    }
    std::erase_if(m_unchecked, [&](const std::string& id) {
        return std::none_of(wanted.begin(), wanted.end(),
                            [&](const store::RunRow& run) { return run.id == id; });
    });
}

std::vector<std::string> RunCheckModel::checked() const {
    std::vector<std::string> ids;
    for (const store::RunRow& run : m_runs) {
        if (!m_unchecked.contains(run.id)) {
            ids.push_back(run.id);
        }
    }
    return ids;
}

void RunCheckModel::setAllChecked(bool checked) {
    m_unchecked.clear();
    if (!checked) {
        for (const store::RunRow& run : m_runs) {
            m_unchecked.insert(run.id);
        }
    }
    if (!m_runs.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    }
    Q_EMIT checksChanged();
}

int RunCheckModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunCheckModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const store::RunRow& run = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return u"%1 · %2 · %3"_s.arg(runTitle(run), kindWord(run.kind), shortTime(run.finished));
    case Qt::ToolTipRole:
        return QString::fromStdString(run.id);
    case Qt::CheckStateRole:
        return static_cast<int>(m_unchecked.contains(run.id) ? Qt::Unchecked : Qt::Checked);
    default:
        return {};
    }
}

bool RunCheckModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return false;
    }
    const std::string& id = m_runs[static_cast<std::size_t>(index.row())].id;
    if (static_cast<Qt::CheckState>(value.toInt()) == Qt::Checked) {
        m_unchecked.erase(id);
    } else {
        m_unchecked.insert(id);
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checksChanged();
    return true;
}

Qt::ItemFlags RunCheckModel::flags(const QModelIndex& index) const {
    return index.isValid()
               ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren
               : Qt::NoItemFlags;
}

} // namespace up5::ui
