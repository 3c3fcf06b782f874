#include "ui/datasets/dataset_table_model.h"

#include <algorithm>

#include "ui/runs/run_words.h"
#include "ui/widgets/number_text.h"

namespace up5::ui {

namespace {

bool sameRow(const store::DatasetRow& a, const store::DatasetRow& b) {
    return a.hash == b.hash && a.name == b.name && a.importedAt == b.importedAt && a.users == b.users &&
           a.items == b.items && a.interactions == b.interactions;
}

/// Share of user-item pairs without an interaction, over the whole catalogue.
double sparsityOf(const store::DatasetRow& row) {
    const double cells = static_cast<double>(row.users) * static_cast<double>(row.items);
    return cells > 0 ? 1.0 - static_cast<double>(row.interactions) / cells : 1.0;
}

QVariant sortValue(const store::DatasetRow& row, int column) {
    switch (column) {
    case DatasetTableModel::Users:
        return static_cast<qlonglong>(row.users);
    case DatasetTableModel::Items:
        return static_cast<qlonglong>(row.items);
    case DatasetTableModel::Interactions:
        return static_cast<qlonglong>(row.interactions);
    case DatasetTableModel::Sparsity:
        return sparsityOf(row);
    case DatasetTableModel::Imported:
        return QString::fromStdString(row.importedAt);
    case DatasetTableModel::Format:
        return QString::fromStdString(row.format);
    default:
        return QString::fromStdString(row.name);
    }
}

QString text(const store::DatasetRow& row, int column) {
    switch (column) {
    case DatasetTableModel::Users:
    case DatasetTableModel::Items:
    case DatasetTableModel::Interactions:
        return countText(sortValue(row, column).toLongLong());
    case DatasetTableModel::Sparsity:
        return DatasetTableModel::tr("%1 %").arg(numberLocale().toString(100 * sparsityOf(row), 'f', 1));
    case DatasetTableModel::Imported:
        return shortTime(row.importedAt);
    default:
        return sortValue(row, column).toString();
    }
}

bool isNumber(int column) {
    return column >= DatasetTableModel::Users && column <= DatasetTableModel::Sparsity;
}

} // namespace

void DatasetTableModel::setDatasets(std::vector<store::DatasetRow> datasets) {
    if (std::equal(datasets.begin(), datasets.end(), m_datasets.begin(), m_datasets.end(), sameRow)) {
        return;
    }
    beginResetModel();
    m_datasets = std::move(datasets);
    endResetModel();
}

const store::DatasetRow* DatasetTableModel::dataset(int row) const {
    return row >= 0 && row < rowCount() ? &m_datasets[static_cast<std::size_t>(row)] : nullptr;
}

int DatasetTableModel::rowOf(const QString& hash) const {
    const auto found = std::find_if(m_datasets.begin(), m_datasets.end(), [&](const store::DatasetRow& row) {
        return QString::fromStdString(row.hash) == hash;
    });
    return found == m_datasets.end() ? -1 : static_cast<int>(found - m_datasets.begin());
}

int DatasetTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_datasets.size());
}

int DatasetTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DatasetTableModel::data(const QModelIndex& index, int role) const {
    const store::DatasetRow* row = index.isValid() ? dataset(index.row()) : nullptr;
    if (!row) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case HashRole:
        return QString::fromStdString(row->hash);
    case SortRole:
        return sortValue(*row, index.column());
    default:
        return {};
    }
}

QVariant DatasetTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && section == Sparsity) {
        return tr("Share of user–item pairs without an interaction, over the whole catalogue");
    }
    const QStringList titles = {tr("Name"),         tr("Format"),   tr("Users"),   tr("Items"),
                                tr("Interactions"), tr("Sparsity"), tr("Imported")};
    return role == Qt::DisplayRole ? QVariant(titles.at(section)) : QVariant();
}

} // namespace up5::ui
