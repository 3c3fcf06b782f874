#include "ui/runs/training_curves.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QCoreApplication>

namespace up5::ui {

namespace {

struct CurveText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::TrainingCurves)
};

struct KnownCurve {
    const char* series;
    QString name;
    bool isPercent;
};

} // namespace

std::vector<TrainingCurve> trainingCurves(const std::vector<store::SeriesRow>& series) {
    const KnownCurve known[] = {
        {"loss", CurveText::tr("Loss"), false},
        {"loss_rec", CurveText::tr("Recommendation loss"), false},
        {"loss_dis", CurveText::tr("Adversary's loss"), false},
        {"validation_auc", CurveText::tr("Validation AUC (logistic probe, user span)"), false},
        {"validation_auc_all_tokens", CurveText::tr("Validation AUC (logistic probe, all tokens)"), false},
        {"validation_hit@1", CurveText::tr("Validation hit@1 (%)"), true},
        {"adversary_accuracy", CurveText::tr("Adversary's accuracy (%)"), true},
    };
    std::vector<TrainingCurve> curves;
    int color = 0;
    for (const KnownCurve& entry : known) {
        TrainingCurve curve{entry.name, {}, color, entry.isPercent ? 1 : 3, entry.isPercent};
        for (const store::SeriesRow& row : series) {
            if (row.name == entry.series && std::isfinite(row.value)) {
                curve.points.emplace_back(static_cast<double>(row.step),
                                          row.value * (entry.isPercent ? 100 : 1));
            }
        }
        if (!curve.points.empty()) {
            std::sort(curve.points.begin(), curve.points.end(),
                      [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); });
            curves.push_back(std::move(curve));
            ++color;
        }
    }
    return curves;
}

} // namespace up5::ui
