#include "ui/results/mixture_content.h"

#include <algorithm>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "jobs/attribute_subsets.h"
#include "ui/results/estimate_text.h"
#include "ui/results/trade_off_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MixtureText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Mixture)
};

QString namesOf(const std::vector<std::string>& attributes) {
    QStringList names;
    for (const std::string& attribute : attributes) {
        names << QString::fromStdString(attribute);
    }
    return names.join(u", "_s);
}

QString rowTitle(const report::CrossLeak::Row& row) {
    const report::ComparisonPoint& point = row.measured();
    const QString title = row.removed.empty() ? MixtureText::tr("untreated")
                                              : MixtureText::tr("%1 removed").arg(namesOf(point.treated));
    const metrics::Estimate* hits = point.rankingFigure("hit@k", "sequential", 10);
    return hits == nullptr
               ? title
               : MixtureText::tr("%1 · hit@10 %2 %").arg(title, QString::number(100 * hits->value, 'f', 1));
}

bool isRemoved(const report::ComparisonPoint& point) {
    return std::find(point.treated.begin(), point.treated.end(), point.attribute) != point.treated.end();
}

/// The removed attribute that is read best; nullptr when none was probed.
const report::ComparisonPoint* readBest(const report::CrossLeak& leak) {
    const report::ComparisonPoint* worst = nullptr;
    for (const report::CrossLeak::Row& row : leak.rows) {
        for (const report::ComparisonPoint& point : row.points) {
            const auto& auc = report::aucOf(point, leak.choice);
            if (isRemoved(point) && auc &&
                (worst == nullptr || auc->value > report::aucOf(*worst, leak.choice)->value)) {
                worst = &point;
            }
        }
    }
    return worst;
}

QString probeText(report::AucChoice choice) {
    return choice == report::AucChoice::Strongest ? MixtureText::tr("strongest fresh probe")
                                                  : MixtureText::tr("fresh probe of the user span");
}

QString summaryOf(const report::CrossLeak& leak) {
    const report::ComparisonPoint* worst = readBest(leak);
    if (worst == nullptr) {
        return MixtureText::tr("No removed attribute was probed.");
    }
    return MixtureText::tr(
               "Of what is removed, %1 is still read best: AUC %2 with %3 removed. Test users, %4.")
        .arg(QString::fromStdString(worst->attribute), estimateText(*report::aucOf(*worst, leak.choice)),
             namesOf(worst->treated), probeText(leak.choice));
}

QString summaryOf(const report::CrossLeak& leak, const report::MixtureMean& mean) {
    const report::ComparisonPoint* worst = readBest(leak);
    if (worst == nullptr) {
        return MixtureText::tr("No removed attribute was probed.");
    }
    return MixtureText::tr(
               "Mean over %1 seeds: of what is removed, %2 is still read best: AUC %3 with %4 removed; "
               "seeds that leak it: %5. Test users, %6.")
        .arg(QString::number(mean.seeds), QString::fromStdString(worst->attribute),
             estimateText(*report::aucOf(*worst, leak.choice)), namesOf(worst->treated),
             leakingSeedsText(mean.leaksOf(jobs::subsetKey(worst->treated), worst->attribute)),
             probeText(leak.choice));
}

HeatMapContent matrixOf(const report::CrossLeak& leak, const QString& summary, const QString& foot) {
    HeatMapContent content{leak.heatMap(), summary};
    for (std::size_t row = 0; row < leak.rows.size(); ++row) {
        content.map.rows[row] = rowTitle(leak.rows[row]).toStdString();
    }
    content.map.foot = foot.toStdString();
    return content;
}

} // namespace

HeatMapContent mixtureContent(const report::CrossLeak& leak) {
    return matrixOf(leak, summaryOf(leak),
                    MixtureText::tr("Columns: probed attribute. Outlined: it was removed."));
}

HeatMapContent mixtureMeanContent(const report::MixtureMean& mean,
                                  const std::vector<report::ComparisonPoint>& points) {
    const report::CrossLeak leak = report::crossLeak(mean.mixture, points);
    return matrixOf(
        leak, summaryOf(leak, mean),
        MixtureText::tr("Columns: probed attribute. Outlined: it was removed. Intervals: for other seeds "
                        "and other users together; of the untreated model for other users."));
}

} // namespace up5::ui
