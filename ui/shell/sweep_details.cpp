#include "ui/shell/sweep_details.h"

#include <cmath>

#include <QtCore/QCoreApplication>

#include "jobs/companions.h"
#include "report/sweep_settings.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/results/estimate_text.h"
#include "ui/results/trade_off_words.h"
#include "ui/runs/run_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SweepDetailsText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::SweepDetails)
};

/// "lambda = 10, prefix_length = 5, gender", the last being the attribute; the kind where only seeds vary.
QString settingName(const report::SweepSetting& setting, const std::vector<std::string>& keys) {
    QStringList parts;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!setting.values[i].empty()) {
            parts << u"%1 = %2"_s.arg(QString::fromStdString(keys[i]),
                                      QString::fromStdString(setting.values[i]));
        }
    }
    if (parts.isEmpty()) {
        parts << kindWord(setting.kind);
    }
    parts << QString::fromStdString(setting.summary.attribute);
    const QString name = parts.join(u", "_s);
    if (setting.isUntrained) {
        return SweepDetailsText::tr("%1, untrained").arg(name);
    }
    const bool isControl = setting.isCompanion && jobs::hasCompanions(setting.kind);
    return isControl ? SweepDetailsText::tr("%1, control").arg(name) : name;
}

/// "0.576 ± 0.008"; empty without a figure.
QString spreadText(const report::SeedSpread* spread, double scale, int decimals) {
    if (spread == nullptr) {
        return {};
    }
    return u"%1 ± %2"_s.arg(decimalText(scale * spread->mean, decimals),
                            decimalText(scale * spread->deviation, decimals));
}

QString figureText(const std::optional<metrics::Estimate>& figure, double scale, int decimals) {
    return figure ? decimalText(scale * figure->value, decimals) : QString();
}

} // namespace

DetailsTable sweepFigures(store::Store& store, const std::string& sweep) {
    const std::vector<report::RunRecord> records = report::loadRunRecords(store);
    const report::SweepResults results = report::sweepResults(store, records, sweep);
    DetailsTable table;
    table.header = {SweepDetailsText::tr("Setting or run"), SweepDetailsText::tr("AUC, strongest"),
                    SweepDetailsText::tr("hit@10 %"), SweepDetailsText::tr("Seeds that leak"),
                    SweepDetailsText::tr("State")};
    for (const report::SweepSetting& setting : report::settingsOverSeeds(records, results)) {
        const report::SettingSummary& summary = setting.summary;
        table.rows << QStringList{settingName(setting, results.keys),
                                  spreadText(setting.auc() ? &*setting.auc() : nullptr, 1, 3),
                                  spreadText(summary.rankingSpread("hit@k", "sequential", 10), 100, 1),
                                  summary.leaks.models == 0 ? QString() : leakingSeedsText(summary.leaks),
                                  SweepDetailsText::tr("mean ± standard deviation")};
    }
    for (const report::SweepResultRow& row : results.rows) {
        if (const auto run = store.runs().find(row.run)) {
            table.rows << QStringList{runTitle(*run), figureText(row.auc, 1, 3),
                                      figureText(row.hit10, 100, 1), QString(), stateWord(run->state)};
        }
    }
    return table;
}

} // namespace up5::ui
