#include "ui/results/comparison_table_model.h"

#include <cmath>

#include <QtCore/QStringList>

#include "ui/results/estimate_text.h"
#include "ui/results/result_table.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ComparisonRow;

namespace {

int hitOf(int column) {
    switch (column) {
    case ComparisonTableModel::Hit1:
        return 1;
    case ComparisonTableModel::Hit3:
        return 3;
    case ComparisonTableModel::Hit5:
        return 5;
    case ComparisonTableModel::Hit10:
        return 10;
    default:
        return 0;
    }
}

bool isAuc(int column) {
    return column == ComparisonTableModel::AucStrongest || column == ComparisonTableModel::Auc ||
           column == ComparisonTableModel::AucAllTokens;
}

bool isCollapsed(const ComparisonRow& row, int column) {
    return column == ComparisonTableModel::AucStrongest ? row.collapsedStrongest
           : column == ComparisonTableModel::Auc        ? row.collapsed
                                                        : row.collapsedAllTokens;
}

QString seedList(const ComparisonRow& row) {
    QStringList seeds;
    for (const std::uint64_t seed : row.seeds) {
        seeds << QString::number(seed);
    }
    return seeds.join(u' ');
}

/// Titles of the cells of exported(); invalid where there is one with the name of the column.
QVariant exportedTitles(const QString& name, int column) {
    if (hitOf(column) == 0 && !isAuc(column)) {
        return {};
    }
    QVariantList titles = {name, ComparisonTableModel::tr("%1, low").arg(name),
                           ComparisonTableModel::tr("%1, high").arg(name)};
    if (isAuc(column)) {
        titles << ComparisonTableModel::tr("%1, remark").arg(name);
    }
    return titles;
}

QVariant numberOrNone(double number) {
    return std::isnan(number) ? QVariant() : QVariant(number);
}

} // namespace

void ComparisonTableModel::setRows(std::vector<ComparisonRow> rows, const TradeOffChoice& choice) {
    beginResetModel();
    m_rows = std::move(rows);
    m_choice = choice;
    endResetModel();
}

int ComparisonTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonTableModel::differenceTo(const ComparisonRow& row,
                                            const std::optional<std::size_t>& reference, bool ofAuc) const {
    if (!reference) {
        return {};
    }
    const ComparisonRow& other = m_rows[*reference];
    const auto figure = [&](const ComparisonRow& r) -> const metrics::Estimate* {
        if (ofAuc) {
            const auto& auc = report::aucOf(r, m_choice.auc);
            return auc ? &*auc : nullptr;
        }
        return r.rankingFigure(m_choice.figure.name, m_choice.figure.task, m_choice.figure.k);
    };
    const std::optional<double> result = report::difference(figure(row), figure(other));
    if (!result) {
        return {};
    }
    return ofAuc ? *result : shownFigure(m_choice.figure, *result);
}

QVariant ComparisonTableModel::value(const ComparisonRow& row, int column) const {
    switch (column) {
    case Model:
        return QString::fromStdString(row.label);
    case Attribute:
        return QString::fromStdString(row.attribute);
    case Lambda:
        return std::isnan(row.lambda) ? QVariant() : QVariant(row.lambda);
    case PrefixLength:
        return row.prefixLength == 0 ? QVariant() : QVariant(row.prefixLength);
    case Seeds:
        return QVariant::fromValue(row.seeds.size() == 1 ? static_cast<qulonglong>(row.seeds.front())
                                                         : static_cast<qulonglong>(row.seeds.size()));
    case LeakingSeeds: // a share of one is no share
        return row.leaks.models > 1 ? QVariant(static_cast<double>(row.leaks.leaking) / row.leaks.models)
                                    : QVariant();
    case AucToControl:
        return differenceTo(row, row.controlRow, true);
    case AucToUntreated:
        return differenceTo(row, row.untreatedRow, true);
    case FigureToControl:
        return differenceTo(row, row.controlRow, false);
    case FigureToUntreated:
        return differenceTo(row, row.untreatedRow, false);
    default:
        break;
    }
    const metrics::Estimate* figure = estimate(row, column);
    return figure ? QVariant(figure->value * (isAuc(column) ? 1 : 100)) : QVariant();
}

const metrics::Estimate* ComparisonTableModel::estimate(const ComparisonRow& row, int column) const {
    if (hitOf(column) > 0) {
        return row.rankingFigure("hit@k", m_choice.figure.task, hitOf(column));
    }
    const std::optional<metrics::Estimate>* auc = column == AucStrongest   ? &row.aucStrongest
                                                  : column == Auc          ? &row.auc
                                                  : column == AucAllTokens ? &row.aucAllTokens
                                                                           : nullptr;
    return auc != nullptr && *auc ? &**auc : nullptr;
}

QVariant ComparisonTableModel::exported(const ComparisonRow& row, int column) const {
    if (column == Seeds) {
        return QVariantList{seedList(row)};
    }
    if (hitOf(column) == 0 && !isAuc(column)) {
        return {};
    }
    const metrics::Estimate* figure = estimate(row, column);
    const double scale = isAuc(column) ? 1 : 100;
    QVariantList cells = {QVariant(), QVariant(), QVariant()};
    if (figure != nullptr) {
        cells = {numberOrNone(figure->value * scale), numberOrNone(figure->low * scale),
                 numberOrNone(figure->high * scale)};
    }
    if (isAuc(column)) {
        cells << (figure != nullptr && isCollapsed(row, column) ? tr("collapsed") : QString());
    }
    return cells;
}

QString ComparisonTableModel::text(const ComparisonRow& row, int column) const {
    const QVariant raw = value(row, column);
    if (!raw.isValid()) {
        return u"–"_s;
    }
    const auto areaText = [&](const metrics::Estimate& auc, bool collapsed) {
        return estimateText(auc) + (collapsed ? tr(" collapsed") : QString()) +
               (row.adversaryOverlap > 0 ? u" †"_s : QString());
    };
    switch (column) {
    case Model:
        return row.warnings.empty() ? raw.toString() : raw.toString() + u" ⚠"_s;
    case Lambda:
        return QString::number(raw.toDouble(), 'g', 6);
    case Seeds:
        return row.seeds.size() == 1 ? raw.toString() : tr("%1 seeds").arg(row.seeds.size());
    case Hit1:
    case Hit3:
    case Hit5:
    case Hit10:
        return QString::number(raw.toDouble(), 'f', 1);
    case AucStrongest:
        return areaText(*row.aucStrongest, row.collapsedStrongest);
    case Auc:
        return areaText(*row.auc, row.collapsed);
    case AucAllTokens:
        return areaText(*row.aucAllTokens, row.collapsedAllTokens);
    case LeakingSeeds:
        return leakingSeedsText(row.leaks);
    case AucToControl:
    case AucToUntreated:
        return decimalText(raw.toDouble(), 3, true);
    case FigureToControl:
    case FigureToUntreated:
        return decimalText(raw.toDouble(), m_choice.figure.name == "hit@k" ? 1 : 3, true);
    default:
        return raw.toString();
    }
}

QVariant ComparisonTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ComparisonRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() <= Attribute ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return describeRow(row, m_choice);
    case kValueRole:
        return value(row, index.column());
    case kExportRole:
        return exported(row, index.column());
    case kKeyRole:
        return QString::fromStdString(row.key);
    default:
        return {};
    }
}

QVariant ComparisonTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) {
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>((section <= Attribute ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    const QString figure = figureTitle(m_choice.figure);
    const QString auc = aucTitle(m_choice);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case AucToControl:
            return tr("%1: difference to the λ = 0 control of otherwise equal settings").arg(auc);
        case AucToUntreated:
            return tr("%1: difference to the untreated model").arg(auc);
        case FigureToControl:
            return tr("%1: difference to the λ = 0 control of otherwise equal settings").arg(figure);
        case FigureToUntreated:
            return tr("%1: difference to the untreated model").arg(figure);
        case AucStrongest:
            return tr(
                "Strongest probe over everything attacked, chosen on validation users, with 95 % interval "
                "over users; † where the prompt's adversary had seen some of them");
        case LeakingSeeds:
            return tr(
                "In how many of the seeds the strongest probe still finds the leak: above what shuffled "
                "labels give or, without these, with its whole interval above 0.5");
        case Auc:
            return tr("Probe chosen on validation users, with 95 % interval over users");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole && role != kExportRole) {
        return {};
    }
    const QStringList names = {tr("Model"),
                               tr("Attribute"),
                               u"λ"_s,
                               u"n"_s,
                               tr("Seed"),
                               tr("hit@1 %"),
                               tr("hit@3 %"),
                               tr("hit@5 %"),
                               tr("hit@10 %"),
                               tr("AUC, strongest"),
                               tr("AUC, user span"),
                               tr("AUC, all tokens"),
                               tr("Seeds that leak"),
                               tr("ΔAUC to λ = 0"),
                               tr("ΔAUC to untreated"),
                               tr("Δ%1 to λ = 0"),
                               tr("Δ%1 to untreated")};
    const QString shortFigure = figure.section(u',', 0, 0);
    const QString name = section >= FigureToControl ? names.at(section).arg(shortFigure) : names.at(section);
    return role == Qt::DisplayRole ? QVariant(name) : exportedTitles(name, section);
}

} // namespace up5::ui
