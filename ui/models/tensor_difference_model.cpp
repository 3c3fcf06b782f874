#include "ui/models/tensor_difference_model.h"

#include <algorithm>
#include <cmath>

#include "ui/results/result_table.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString shapesOf(const checkpoint::TensorDifference& difference) {
    const QString a = QString::fromStdString(checkpoint::shapeText(difference.shapeA)),
                  b = QString::fromStdString(checkpoint::shapeText(difference.shapeB));
    return !difference.inB                          ? a
           : !difference.inA                        ? b
           : difference.shapeA == difference.shapeB ? a
                                                    : TensorDifferenceModel::tr("%1 against %2").arg(a, b);
}

QString stateOf(const checkpoint::TensorDifference& difference) {
    return !difference.inB                  ? TensorDifferenceModel::tr("only in A")
           : !difference.inA                ? TensorDifferenceModel::tr("only in B")
           : !difference.comparable()       ? TensorDifferenceModel::tr("other shape")
           : difference.same()              ? TensorDifferenceModel::tr("same")
           : std::isinf(difference.largest) ? TensorDifferenceModel::tr("not a number in one of them")
                                            : TensorDifferenceModel::tr("different");
}

} // namespace

void TensorDifferenceModel::setDifferences(std::vector<checkpoint::TensorDifference> differences) {
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int TensorDifferenceModel::different() const {
    return static_cast<int>(
        std::count_if(m_differences.begin(), m_differences.end(),
                      [](const checkpoint::TensorDifference& difference) { return !difference.same(); }));
}

int TensorDifferenceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_differences.size());
}

int TensorDifferenceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TensorDifferenceModel::value(const checkpoint::TensorDifference& difference, int column) const {
    switch (column) {
    case Tensor:
        return QString::fromStdString(difference.name);
    case Shape:
        return shapesOf(difference);
    case Largest:
        return difference.comparable() ? QVariant(difference.largest) : QVariant();
    case State:
        return stateOf(difference);
    default:
        return {};
    }
}

QVariant TensorDifferenceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const checkpoint::TensorDifference& difference = m_differences[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() != Largest) {
            return value(difference, index.column());
        }
        return !difference.comparable()         ? u"–"_s
               : std::isinf(difference.largest) ? u"∞"_s
                                                : QString::number(difference.largest, 'g', 4);
    case Qt::TextAlignmentRole:
        return index.column() == Largest ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kValueRole:
        return value(difference, index.column());
    case kSameRole:
        return difference.same() ? u"same"_s : u"different"_s;
    default:
        return {};
    }
}

QVariant TensorDifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Tensor:
        return tr("Tensor");
    case Shape:
        return tr("Shape");
    case Largest:
        return tr("Largest absolute difference");
    case State:
        return tr("State");
    default:
        return {};
    }
}

} // namespace up5::ui
