#include "ui/results/trade_off_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "ui/results/estimate_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ChartGroup;
using report::ComparisonRow;

namespace {

struct TradeOffWords {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::TradeOff)
};

} // namespace

QString figureTitle(const report::FigureChoice& choice) {
    const QString task =
        choice.task == "direct" ? TradeOffWords::tr("direct") : TradeOffWords::tr("sequential");
    if (choice.name == "hit@k") {
        return TradeOffWords::tr("hit@%1 (%), %2").arg(QString::number(choice.k), task);
    }
    if (choice.name == "ndcg@k") {
        return TradeOffWords::tr("NDCG@%1, %2").arg(QString::number(choice.k), task);
    }
    return TradeOffWords::tr("MRR, %1").arg(task);
}

QString aucTitle(const TradeOffChoice& choice) {
    const QString title = choice.auc == report::AucChoice::Strongest
                              ? TradeOffWords::tr("AUC, strongest probe, %1 (0.5 = no leak)")
                          : choice.auc == report::AucChoice::AllTokens
                              ? TradeOffWords::tr("Probe AUC, all tokens, %1 (0.5 = no leak)")
                              : TradeOffWords::tr("Probe AUC, user span, %1 (0.5 = no leak)");
    return title.arg(splitName(choice.split));
}

QString splitName(const QString& split) {
    return split == u"validation"_s ? TradeOffWords::tr("validation users") : TradeOffWords::tr("test users");
}

double shownFigure(const report::FigureChoice& choice, double value) {
    return choice.name == "hit@k" ? value * 100 : value;
}

QString groupName(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return TradeOffWords::tr("untreated");
    case ChartGroup::Random:
        return TradeOffWords::tr("random prompt");
    case ChartGroup::Control:
        return TradeOffWords::tr("λ = 0 control");
    case ChartGroup::Matching:
        return TradeOffWords::tr("matching baseline");
    case ChartGroup::Sequential:
        return TradeOffWords::tr("sequential baseline");
    case ChartGroup::Counting:
        return TradeOffWords::tr("counting baseline");
    case ChartGroup::Cfp:
        break;
    }
    return TradeOffWords::tr("CFP");
}

int groupColor(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return 1; // vermilion
    case ChartGroup::Random:
        return 6; // black, on dark white
    case ChartGroup::Control:
        return 2; // bluish green
    case ChartGroup::Matching:
        return 3; // orange
    case ChartGroup::Sequential:
        return 4; // purple
    case ChartGroup::Counting:
        return -1; // neutral
    case ChartGroup::Cfp:
        break;
    }
    return 0; // blue
}

MarkShape groupShape(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return MarkShape::Square;
    case ChartGroup::Random:
    case ChartGroup::Control:
        return MarkShape::Diamond;
    case ChartGroup::Matching:
        return MarkShape::TriangleUp;
    case ChartGroup::Sequential:
        return MarkShape::TriangleDown;
    case ChartGroup::Counting:
        return MarkShape::Hexagon;
    case ChartGroup::Cfp:
        break;
    }
    return MarkShape::Circle;
}

QString leakingSeedsText(const report::SeedLeaks& leaks) {
    return leaks.inconclusive > 0 ? TradeOffWords::tr("%1 of %2; %3 inconclusive")
                                        .arg(leaks.leaking)
                                        .arg(leaks.models)
                                        .arg(leaks.inconclusive)
                                  : TradeOffWords::tr("%1 of %2").arg(leaks.leaking).arg(leaks.models);
}

QString describeRow(const ComparisonRow& row, const TradeOffChoice& choice) {
    const auto shown = [&](double value) { return shownFigure(choice.figure, value); };
    QStringList lines;
    lines << QString::fromStdString(row.label);
    if (!row.attribute.empty()) {
        lines << TradeOffWords::tr("attribute: %1").arg(QString::fromStdString(row.attribute));
    }
    if (const auto* figure = row.rankingFigure(choice.figure.name, choice.figure.task, choice.figure.k)) {
        lines << u"%1: %2"_s.arg(figureTitle(choice.figure),
                                 estimateText({shown(figure->value), shown(figure->low), shown(figure->high)},
                                              choice.figure.name == "hit@k" ? 1 : 3));
    }
    if (row.aucStrongest) {
        lines << TradeOffWords::tr("AUC, strongest probe: %1").arg(estimateText(*row.aucStrongest));
    }
    if (row.auc) {
        lines << (row.baseline ? TradeOffWords::tr("AUC, user vector: %1")
                               : TradeOffWords::tr("AUC, user span: %1"))
                     .arg(estimateText(*row.auc));
    }
    if (row.aucAllTokens) {
        lines << TradeOffWords::tr("AUC, all tokens: %1").arg(estimateText(*row.aucAllTokens));
    }
    if (row.models == 1) {
        lines << TradeOffWords::tr("seed %1").arg(row.seeds.front());
    } else if (static_cast<std::size_t>(row.models) == row.seeds.size()) {
        lines << TradeOffWords::tr("mean of %1 seeds").arg(row.models);
    } else {
        lines << TradeOffWords::tr("mean of %1 models, seeds: %2").arg(row.models).arg(row.seeds.size());
    }
    if (report::collapsedOf(row, choice.auc)) {
        lines << TradeOffWords::tr("a probe collapsed: a low AUC says nothing about the leak");
    }
    if (row.adversaryOverlap > 0) {
        lines << TradeOffWords::tr("the prompt's adversary had seen %1 of these users")
                     .arg(row.adversaryOverlap);
    }
    if (row.budget.isTrained) {
        lines
            << TradeOffWords::tr("training: %1").arg(QString::fromStdString(report::budgetText(row.budget)));
    }
    if (!row.unknownRange.empty()) {
        lines << QString::fromStdString(row.unknownRange);
    }
    for (const std::string& warning : row.warnings) {
        lines << u"⚠ "_s + QString::fromStdString(warning);
    }
    return lines.join(u'\n');
}

} // namespace up5::ui
