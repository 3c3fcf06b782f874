#include "ui/models/model_table_model.h"

#include <QtCore/QStringList>

#include "ui/results/result_table.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/number_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShownHash = 10;

QVariant percent(const std::optional<double>& share) {
    return share ? QVariant(*share * 100) : QVariant();
}

QVariant whole(const std::optional<std::int64_t>& number) {
    return number ? QVariant::fromValue(static_cast<qlonglong>(*number)) : QVariant();
}

QVariant textOrNone(const std::string& text) {
    return text.empty() ? QVariant() : QVariant(QString::fromStdString(text));
}

QString joined(const std::vector<std::string>& texts, const QString& separator = u", "_s) {
    QStringList list;
    for (const std::string& text : texts) {
        list << QString::fromStdString(text);
    }
    return list.join(separator);
}

bool isText(int column) {
    return column <= ModelTableModel::Attribute || column == ModelTableModel::Hash ||
           column == ModelTableModel::Finished;
}

} // namespace

void ModelTableModel::setRows(std::vector<ModelRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ModelTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ModelTableModel::kindText(const ModelRow& row) {
    switch (row.kind) {
    case ModelKind::Backbone:
        return tr("Backbone");
    case ModelKind::Prompt:
        return tr("Prompt");
    case ModelKind::Mixture:
        return tr("Mixture of %1").arg(row.mixedPrompts.size());
    default:
        break;
    }
    if (!row.baselineFamily) {
        return tr("Baseline");
    }
    switch (*row.baselineFamily) {
    case jobs::BaselineFamily::Counting:
        return tr("Baseline, counting");
    case jobs::BaselineFamily::Matching:
        return tr("Baseline, matching");
    default:
        return tr("Baseline, sequential");
    }
}

QVariant ModelTableModel::value(const ModelRow& row, int column) const {
    switch (column) {
    case Name:
        return QString::fromStdString(row.name);
    case Kind:
        return kindText(row);
    case Dataset:
        return textOrNone(row.datasetName);
    case Attribute:
        return row.attributes.empty() ? QVariant() : QVariant(joined(row.attributes));
    case Lambda:
        return row.lambda ? QVariant(*row.lambda) : QVariant();
    case PrefixLength:
        return row.prefixLength ? QVariant(*row.prefixLength) : QVariant();
    case ValidationHit10:
        return percent(row.validationHit10);
    case TestHit1:
        return percent(row.testHit1);
    case TestHit10:
        return percent(row.testHit10);
    case Parameters:
        return whole(row.parameters);
    case Size:
        return whole(row.bytes);
    case Seed:
        return QVariant::fromValue(static_cast<qulonglong>(row.seed));
    case Hash:
        return textOrNone(row.sha256);
    case Finished:
        return textOrNone(row.finished);
    default:
        return {};
    }
}

QString ModelTableModel::text(const ModelRow& row, int column) const {
    const QVariant raw = value(row, column);
    if (!raw.isValid()) {
        return u"–"_s;
    }
    switch (column) {
    case ValidationHit10:
    case TestHit1:
    case TestHit10:
        return QString::number(raw.toDouble(), 'f', 1);
    case Lambda:
        return QString::number(raw.toDouble(), 'g', 6);
    case Parameters:
        return countText(raw.toLongLong());
    case Size:
        return numberLocale().formattedDataSize(raw.toLongLong(), 1);
    case Hash:
        return raw.toString().left(kShownHash);
    case Finished:
        return shortTime(row.finished);
    default:
        return raw.toString();
    }
}

QVariant ModelTableModel::toolTip(const ModelRow& row, int column) const {
    if (column == Hash || column == Name) {
        return value(row, column);
    }
    if (column == Kind && !row.mixedPrompts.empty()) {
        return tr("Mixes %1").arg(joined(row.mixedPrompts, u"; "_s));
    }
    const bool isFigure = column >= ValidationHit10 && column <= TestHit10;
    if (isFigure && row.kind == ModelKind::Mixture) {
        return tr("With all its attributes removed");
    }
    if (column == Parameters && row.shareOfBackbone && row.shareOfCheckpoint) {
        const auto percent = [](double share) { return QString::number(share * 100, 'g', 3); };
        if (row.storedSize) {
            return tr("Of the mixing layers. Each of its stored prompts, one a subset of its attributes, has "
                      "%1 numbers: %2 % of the backbone's weights; %3 % where the embedding counts four "
                      "times, as in the paper")
                .arg(countText(*row.storedSize), percent(*row.shareOfBackbone),
                     percent(*row.shareOfCheckpoint));
        }
        return tr("%1 % of the backbone's weights; %2 % where the embedding counts four times, as in the "
                  "paper")
            .arg(percent(*row.shareOfBackbone), percent(*row.shareOfCheckpoint));
    }
    return {};
}

QVariant ModelTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ModelRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case kValueRole:
        return value(row, index.column());
    case kRunRole:
        return QString::fromStdString(row.run);
    default:
        return {};
    }
}

QVariant ModelTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) {
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Parameters:
            return tr("Weights; of a prompt its stored numbers");
        case ValidationHit10:
            return tr("Sequential task, validation part");
        case TestHit1:
        case TestHit10:
            return tr("Sequential task, test part");
        case Hash:
            return tr("SHA-256 of the weights file");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QStringList names = {
        tr("Name"), tr("Kind"),          tr("Data set"),     tr("Attribute"),     u"λ"_s,
        u"n"_s,     tr("Val. hit@10 %"), tr("Test hit@1 %"), tr("Test hit@10 %"), tr("Parameters"),
        tr("Size"), tr("Seed"),          tr("Hash"),         tr("Finished")};
    return names.at(section);
}

} // namespace up5::ui
