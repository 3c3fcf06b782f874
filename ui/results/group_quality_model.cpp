#include "ui/results/group_quality_model.h"

#include <algorithm>
#include <cmath>

#include <QtGui/QGuiApplication>

#include "ui/results/estimate_text.h"
#include "ui/results/group_content.h"
#include "ui/results/result_table.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::GroupMean;

void GroupQualityModel::setModel(report::ModelGroups model, const report::RankingMetric& metric) {
    beginResetModel();
    m_model = std::move(model);
    m_metric = metric;
    endResetModel();
}

int GroupQualityModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_model.figures.groups.size());
}

int GroupQualityModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const report::GroupComparison* GroupQualityModel::comparison(const GroupMean& group) const {
    const auto& against = m_model.figures.against;
    const auto found = std::find_if(against.begin(), against.end(),
                                    [&](const auto& other) { return other.group == group.group; });
    return found == against.end() ? nullptr : &*found;
}

const metrics::Estimate* GroupQualityModel::estimate(const GroupMean& group, int column) const {
    const report::GroupComparison* against = comparison(group);
    switch (column) {
    case Quality:
        return &group.mean;
    case Difference:
        return against ? &against->difference : nullptr;
    case Ratio:
        return against ? &against->ratio : nullptr;
    case Change: {
        const GroupMean* change = m_model.change ? m_model.change->find(group.group) : nullptr;
        return change ? &change->mean : nullptr;
    }
    default:
        return nullptr;
    }
}

QVariant GroupQualityModel::value(const GroupMean& group, int column) const {
    switch (column) {
    case Group:
        return QString::fromStdString(group.group);
    case Users:
        return group.mean.n;
    case AdjustedP: {
        const report::GroupComparison* against = comparison(group);
        return against ? QVariant(against->adjustedP) : QVariant();
    }
    case Remark:
        return text(group, column);
    default:
        const metrics::Estimate* found = estimate(group, column);
        return found && std::isfinite(found->value) ? QVariant(found->value) : QVariant();
    }
}

QString GroupQualityModel::text(const GroupMean& group, int column) const {
    if (column == Remark) {
        return group.small                                ? tr("too few users to compare")
               : group.group == m_model.figures.reference ? tr("reference")
                                                          : QString();
    }
    const QVariant raw = value(group, column);
    if (!raw.isValid()) {
        return u"–"_s;
    }
    switch (column) {
    case Group:
    case Users:
        return raw.toString();
    case AdjustedP:
        return raw.toDouble() < 0.001 ? u"< 0.001"_s : QString::number(raw.toDouble(), 'f', 3);
    case Ratio:
        return estimateText(*estimate(group, column), 2);
    default:
        return groupEstimate(m_metric, *estimate(group, column), column != Quality);
    }
}

QVariant GroupQualityModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const GroupMean& group = m_model.figures.groups[static_cast<std::size_t>(index.row())];
    const bool isText = index.column() == Group || index.column() == Remark;
    switch (role) {
    case Qt::DisplayRole:
        return text(group, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        return group.small ? QVariant(themeColors(QGuiApplication::palette()).mutedText) : QVariant();
    case kValueRole:
        return value(group, index.column());
    case kKeyRole:
        return QString::fromStdString(group.group);
    default:
        return {};
    }
}

QVariant GroupQualityModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) {
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    }
    const bool isText = section == Group || section == Remark;
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Difference:
            return tr("Group minus reference group, with 95 % interval");
        case Ratio:
            return tr("Group divided by reference group, with 95 % interval");
        case AdjustedP:
            return tr(
                "Of no difference to the reference group: permutation of users between the two, adjusted "
                "for the number of comparisons (Holm)");
        case Change:
            return tr("Under the prompt minus untreated, of the same users, with 95 % interval");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const bool isPercent = m_metric.name == "hit@k";
    const QString figure = groupFigureTitle(m_metric) + (isPercent ? u" %"_s : QString());
    const QStringList names = {tr("Group"),      tr("Remark"), tr("Users"),    figure,
                               tr("Difference"), tr("Ratio"),  tr("p (Holm)"), tr("Change to untreated")};
    return names.at(section);
}

} // namespace up5::ui
