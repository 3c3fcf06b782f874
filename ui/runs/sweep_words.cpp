#include "ui/runs/sweep_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "base/error.h"
#include "jobs/sweep/sweep_text.h"
#include "ui/runs/run_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SweepText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::SweepWords)
};

QString titleOf(const jobs::SweepPlan& plan) {
    QStringList parts;
    for (const std::vector<jobs::SweepValues>& axis : plan.axes) {
        const bool isOption = axis.front().size() == 1 && axis.front().begin().value().is_primitive() &&
                              axis.front().begin().key() != "backbone" &&
                              axis.front().begin().key() != "attribute";
        parts << (isOption ? QString::fromStdString(jobs::gridText(jobs::jobKind(plan.base.kind), axis))
                           : SweepText::tr("%1 × %2")
                                 .arg(axis.size())
                                 .arg(QString::fromStdString(axis.front().begin().key())));
    }
    if (!plan.jobs.empty()) {
        parts << SweepText::tr("%n different job(s)", nullptr, static_cast<int>(plan.jobs.size()));
    }
    if (plan.search) {
        QStringList names;
        for (const jobs::SearchVariable& variable : plan.search->variables) {
            names << QString::fromStdString(variable.key);
        }
        parts << SweepText::tr("search over %1").arg(names.join(u", "_s));
    }
    if (plan.seeds.size() > 1) {
        parts << SweepText::tr("%1 seeds").arg(plan.seeds.size());
    }
    return parts.join(u" · "_s);
}

} // namespace

QString sweepTitle(const std::string& spec) {
    try {
        const jobs::JobSpec sweep = jobs::jobSpecFromJson(nlohmann::json::parse(spec));
        return sweep.kind == jobs::kSweepKind ? titleOf(jobs::planOf(sweep)) : QString();
    } catch (const Error&) {
        return {};
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

QString sweepSentence(const jobs::SweepPlan& plan, const jobs::SweepEstimate& estimate) {
    const std::size_t seeds = plan.seeds.size();
    const bool isPlain = seeds == 1 || !plan.jobs.empty(); // jobs of a list may be run once for all seeds
    QString text = plan.search ? SweepText::tr("Search of at most %1 runs").arg(estimate.runs)
                   : isPlain   ? SweepText::tr("Sweep of %1 runs").arg(estimate.runs)
                               : SweepText::tr("Sweep of %1 runs (%2 settings with %3 seeds)")
                                   .arg(estimate.runs)
                                   .arg(static_cast<std::size_t>(estimate.runs) / seeds)
                                   .arg(seeds);
    if (estimate.companions > 0) {
        text += SweepText::tr(" and %1 to compare with").arg(estimate.companions);
    }
    if (estimate.present > 0) {
        text += SweepText::tr("; %1 of these are there already").arg(estimate.present);
    }
    text += u". "_s;
    if (estimate.toRun() == 0) {
        return text + SweepText::tr("Nothing is left to run.");
    }
    if (!estimate.seconds) {
        return text +
               SweepText::tr("No estimate of the time yet: no run with like settings has finished here.");
    }
    const QString time = durationText(*estimate.seconds);
    return text +
           (estimate.known == estimate.toRun()
                ? SweepText::tr("It will take about %1.").arg(time)
                : SweepText::tr("About %1 for %2 of the %3 to run; for the others there is no estimate yet.")
                      .arg(time)
                      .arg(estimate.known)
                      .arg(estimate.toRun()));
}

} // namespace up5::ui
