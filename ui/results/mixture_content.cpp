#include "ui/results/mixture_content.h"

#include <algorithm>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "ui/results/estimate_text.h"

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

/// The removed attribute that is read best.
QString summaryOf(const report::CrossLeak& leak) {
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
    if (worst == nullptr) {
        return MixtureText::tr("No removed attribute was probed.");
    }
    return MixtureText::tr(
               "Of what is removed, %1 is still read best: AUC %2 with %3 removed. Test users, %4.")
        .arg(QString::fromStdString(worst->attribute), estimateText(*report::aucOf(*worst, leak.choice)),
             namesOf(worst->treated),
             leak.choice == report::AucChoice::Strongest ? MixtureText::tr("strongest fresh probe")
                                                         : MixtureText::tr("fresh probe of the user span"));
}

} // namespace

HeatMapContent mixtureContent(const report::CrossLeak& leak) {
    HeatMapContent content{leak.heatMap(), summaryOf(leak)};
    for (std::size_t row = 0; row < leak.rows.size(); ++row) {
        content.map.rows[row] = rowTitle(leak.rows[row]).toStdString();
    }
    content.map.foot = MixtureText::tr("Columns: probed attribute. Outlined: it was removed.").toStdString();
    return content;
}

} // namespace up5::ui
