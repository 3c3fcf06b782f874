#include "ui/results/mitigate_plan.h"

#include <QtCore/QStringList>

#include "jobs/companions.h"
#include "jobs/sweep/sweep_estimate.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/results/mitigate_page.h"
#include "ui/runs/mitigate_form.h"
#include "ui/runs/run_words.h"
#include "ui/runs/sweep_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A job of the plan in a few words.
QString planName(const jobs::JobSpec& spec) {
    if (spec.kind != "cfp") {
        return MitigatePage::tr("untreated %1").arg(kindWord(spec.kind));
    }
    const double lambda = spec.options.value("lambda", 0.0);
    const QString name = spec.options.value("batches", 1) == 0 ? MitigatePage::tr("random prompt")
                         : lambda == 0                         ? MitigatePage::tr("λ = 0 control")
                                       : MitigatePage::tr("CFP λ = %1").arg(QString::number(lambda, 'g', 6));
    return MitigatePage::tr("%1 (seed %2)").arg(name).arg(spec.seed);
}

/// The form's sweep, its backbones found by what was typed.
jobs::SweepPlan sweepPlan(const MitigateForm& form, const std::string& dataset, store::Store& store) {
    jobs::SweepPlan plan = form.sweepPlan(dataset);
    for (std::vector<jobs::SweepValues>& axis : plan.axes) {
        for (jobs::SweepValues& values : axis) {
            if (values.contains(jobs::kBackboneKey)) { // typed: its id, or the beginning of it
                nlohmann::json& backbone = values[jobs::kBackboneKey];
                backbone = store.runs().resolve(backbone.get<std::string>()).id;
            }
        }
    }
    return plan;
}

} // namespace

std::vector<jobs::JobSpec> plannedJobs(const MitigateForm& form, const std::string& dataset,
                                       store::Store& store) {
    if (form.isSweep()) {
        return {jobs::sweepSpec(sweepPlan(form, dataset, store), {})};
    }
    std::vector<jobs::JobSpec> planned;
    const std::vector<jobs::JobSpec> points = form.specs(dataset);
    if (form.withCompanions()) {
        planned = jobs::missingCompanions(points, store);
    }
    planned.insert(planned.end(), points.begin(), points.end());
    return planned;
}

QString planSentence(const MitigateForm& form, const std::string& dataset, store::Store& store) {
    if (form.isSweep()) {
        const jobs::SweepPlan plan = sweepPlan(form, dataset, store);
        return sweepSentence(plan, jobs::estimateSweep(plan, store));
    }
    QStringList names;
    for (const jobs::JobSpec& spec : plannedJobs(form, dataset, store)) {
        names << planName(spec);
    }
    return names.size() == 1
               ? MitigatePage::tr("1 run will be queued: %1.").arg(names.front())
               : MitigatePage::tr("%1 runs will be queued: %2.").arg(names.size()).arg(names.join(u", "_s));
}

} // namespace up5::ui
