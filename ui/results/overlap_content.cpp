#include "ui/results/overlap_content.h"

#include <cmath>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <QtGui/QStandardItemModel>

#include "ui/results/estimate_text.h"
#include "ui/results/result_table.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ListStability;
using report::MatchedOverlap;

namespace {

struct OverlapText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Overlap)
};

/// What is compared, with its colour and shape.
struct Look {
    int color;
    MarkShape shape;
};
constexpr Look kChange{0, MarkShape::Circle};    // blue
constexpr Look kOther{1, MarkShape::TriangleUp}; // vermilion
constexpr Look kBaseline{2, MarkShape::Diamond}; // bluish green

struct OverlapRow {
    QString key, name;
    QString meaning; ///< in lines short enough for a tooltip
    metrics::Estimate estimate;
    Look look;
    bool untreated = false; ///< beside the rows of a prompt
};

void addMatched(const ListStability& lists, const std::optional<MatchedOverlap>& matched, bool untreated,
                std::vector<OverlapRow>& rows) {
    if (!matched) {
        return;
    }
    const QString suffix = !lists.treated ? QString()
                           : untreated    ? OverlapText::tr(", untreated")
                                          : OverlapText::tr(", with prompt");
    const auto similarity = [](const std::optional<metrics::Estimate>& value) {
        return value ? u'\n' + OverlapText::tr("similarity of the histories: %1").arg(estimateText(*value))
                     : QString();
    };
    rows.push_back({u"other"_s + (untreated ? QString() : u"/prompt"_s),
                    OverlapText::tr("match in another class") + suffix,
                    OverlapText::tr("Mean overlap of the first %1 items between a user and the user\n"
                                    "of another class whose history has the most in common\n"
                                    "(Jaccard similarity of the item sets).")
                            .arg(lists.k) +
                        similarity(lists.similarityOther),
                    matched->other, kOther, untreated && lists.treated});
    rows.push_back({u"same"_s + (untreated ? QString() : u"/prompt"_s),
                    OverlapText::tr("match in the same class") + suffix,
                    OverlapText::tr("The baseline: the same with the user of the same class\n"
                                    "whose history is, as nearly as there is one, just as similar.") +
                        similarity(lists.similaritySame) + u'\n' +
                        OverlapText::tr("minus that in another class: %1")
                            .arg(estimateText(matched->difference, 3, true)),
                    matched->same, kBaseline, untreated && lists.treated});
}

/// From top to bottom.
std::vector<OverlapRow> overlapRows(const ListStability& lists) {
    std::vector<OverlapRow> rows;
    if (lists.overlap) {
        rows.push_back({u"overlap"_s, OverlapText::tr("with against without prompt"),
                        OverlapText::tr("Mean share of the first %1 recommended items that stay\n"
                                        "when the prompt is put before the model.")
                            .arg(lists.k),
                        *lists.overlap, kChange});
    }
    if (lists.rankBiased) {
        rows.push_back({u"rbo"_s, OverlapText::tr("the same, rank-biased"),
                        OverlapText::tr("Rank-biased overlap: the order counts,\n"
                                        "and an item the less the lower it stands."),
                        *lists.rankBiased, kChange});
    }
    addMatched(lists, lists.treated, false, rows);
    addMatched(lists, lists.untreated, true, rows);
    return rows;
}

ChartMark markOf(const OverlapRow& row, double y) {
    ChartMark mark;
    mark.key = row.key;
    mark.x = row.estimate.value;
    mark.y = y;
    if (std::isfinite(row.estimate.low) && std::isfinite(row.estimate.high)) {
        mark.xInterval = {row.estimate.low, row.estimate.high};
    }
    mark.color = row.look.color;
    mark.shape = row.look.shape;
    mark.hollow = row.untreated;
    mark.label = decimalText(row.estimate.value, 3);
    mark.description = QStringList{row.name, OverlapText::tr("overlap %1").arg(estimateText(row.estimate)),
                                   OverlapText::tr("users: %1").arg(row.estimate.n), row.meaning}
                           .join(u'\n');
    return mark;
}

QString dependenceSentence(const QString& figures, const metrics::Estimate& difference) {
    switch (report::listDependence(difference)) {
    case report::ListDependence::Shown:
        return OverlapText::tr("%1: lists depend on the attribute, or on what histories do not show, beyond "
                               "this baseline.")
            .arg(figures);
    case report::ListDependence::Reversed:
        return OverlapText::tr("%1: lists of like users of different classes are even more alike than the "
                               "baseline.")
            .arg(figures);
    case report::ListDependence::NotShown:
        break;
    }
    return OverlapText::tr("%1: no dependence on the attribute shows beyond this baseline.").arg(figures);
}

QString matchedSentence(const report::RunRecord& run, const ListStability& lists) {
    const QString attribute = QString::fromStdString(run.run.attributes.front());
    const std::optional<MatchedOverlap>& matched = lists.treated ? lists.treated : lists.untreated;
    if (!matched) {
        return OverlapText::tr("Like users were not compared: no user drawn has one with a similar enough "
                               "history both in the same and in another class of %1.")
            .arg(attribute);
    }
    return dependenceSentence(
        OverlapText::tr("Users matched on history share %1 of their first %2 items across classes of %3 and "
                        "%4 within; the difference is %5")
            .arg(estimateText(matched->other), QString::number(lists.k), attribute,
                 estimateText(matched->same), estimateText(matched->difference, 3, true)),
        matched->difference);
}

QString overlapSummary(const report::RunRecord& run, const ListStability& lists) {
    QStringList sentences;
    if (lists.overlap) {
        sentences << OverlapText::tr("With the prompt %1 of the first %2 items stay.")
                         .arg(estimateText(*lists.overlap))
                         .arg(lists.k);
    }
    sentences << matchedSentence(run, lists);
    return sentences.join(u' ');
}

Qt::Alignment alignmentOf(int column) {
    return (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

} // namespace

ChartContent overlapContent(const report::RunRecord& run) {
    const ListStability lists = report::listStability(run);
    const std::vector<OverlapRow> rows = overlapRows(lists);
    ChartContent content;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        content.marks.push_back(markOf(rows[i], static_cast<double>(rows.size() - 1 - i)));
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        content.y.categories.push_back(u"%1, n = %2"_s.arg(row->name, QString::number(row->estimate.n)));
    }
    // The rows say what each mark is: a legend would only repeat them.
    content.x = {OverlapText::tr("Overlap of the first %1 items, with 95 % interval").arg(lists.k),
                 {0, 1, 0.2}};
    content.y.range = {-0.6, static_cast<double>(rows.size()) - 0.4, 1};
    content.summary = overlapSummary(run, lists);
    content.emptyText = content.summary;
    return content;
}

void fillOverlapTable(QStandardItemModel& table, const report::RunRecord& run) {
    table.clear();
    table.setHorizontalHeaderLabels(
        {OverlapText::tr("Compared lists"), OverlapText::tr("Overlap"), OverlapText::tr("Users")});
    for (const OverlapRow& row : overlapRows(report::listStability(run))) {
        QList<QStandardItem*> items;
        for (const auto& [text, value] :
             {std::pair(row.name, QVariant(row.name)),
              std::pair(estimateText(row.estimate), QVariant(row.estimate.value)),
              std::pair(QString::number(row.estimate.n), QVariant(row.estimate.n))}) {
            auto* item = new QStandardItem(text);
            item->setData(value, kValueRole);
            item->setData(row.key, kKeyRole);
            item->setToolTip(row.meaning);
            item->setEditable(false);
            item->setTextAlignment(alignmentOf(static_cast<int>(items.size())));
            items << item;
        }
        table.appendRow(items);
    }
    for (int column = 0; column < table.columnCount(); ++column) {
        table.horizontalHeaderItem(column)->setTextAlignment(alignmentOf(column));
    }
}

} // namespace up5::ui
