#include "ui/shell/details_content.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include <QtCore/QCoreApplication>

#include "base/error.h"
#include "data/dataset.h"
#include "jobs/command_line.h"
#include "jobs/job_kinds.h"
#include "jobs/option_text.h"
#include "jobs/sweep/sweep_plan.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "store/sweep_repository.h"
#include "ui/runs/run_words.h"
#include "ui/runs/sweep_words.h"
#include "ui/widgets/number_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kLargestCount = 9007199254740992.0; // 2^53: beyond, a double is no count

struct DetailsText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::DetailsContent)
};

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

QString jsonText(const nlohmann::json& value) {
    return qt(jobs::valueText(value));
}

void addRow(DetailsTable& table, const QString& name, const QString& value) {
    if (!value.isEmpty()) {
        table.rows << QStringList{name, value};
    }
}

/// Whole values as grouped counts, other figures to as many digits as their size needs; shares keep four.
QString numberText(double value) {
    if (!std::isfinite(value)) {
        return {};
    }
    if (value == std::trunc(value) && std::abs(value) < kLargestCount) {
        return countText(static_cast<std::int64_t>(value));
    }
    return std::abs(value) < 1000 ? QString::number(value, 'g', 4) : numberLocale().toString(value, 'f', 1);
}

QString intervalText(const store::MetricRow& metric) {
    return metric.low && metric.high ? u"%1 – %2"_s.arg(numberText(*metric.low), numberText(*metric.high))
                                     : QString();
}

QString figureName(const store::MetricRow& metric) {
    QStringList parts = {qt(metric.name)};
    if (metric.k > 0) {
        parts.front().replace(u"@k"_s, u'@' + QString::number(metric.k));
    }
    for (const std::string& part : {metric.task, metric.attribute, metric.group, metric.split}) {
        if (!part.empty()) {
            parts << qt(part);
        }
    }
    if (!metric.removed.empty()) {
        parts << DetailsText::tr("%1 removed").arg(qt(metric.removed).replace(u"+"_s, u", "_s));
    }
    return parts.join(u" · "_s);
}

QString runLabel(AppContext& context, const std::string& id) {
    if (id.empty()) {
        return {};
    }
    const auto run = context.store.runs().find(id);
    return run ? u"%1 (%2)"_s.arg(runTitle(*run), qt(id)) : qt(id);
}

QString datasetLabel(AppContext& context, const std::string& hash) {
    if (hash.empty()) {
        return {};
    }
    const auto dataset = context.store.datasets().find(hash);
    return dataset ? qt(dataset->name) : qt(hash);
}

void fillSettings(AppContext& context, const store::RunRow& run, const jobs::JobSpec& spec,
                  DetailsContent& content) {
    DetailsTable& settings = content.settings;
    settings.header = {DetailsText::tr("Setting"), DetailsText::tr("Value")};
    QStringList attributes, paths;
    for (const std::string& attribute : spec.attributes) {
        attributes << qt(attribute);
    }
    for (const std::string& path : spec.paths) {
        paths << qt(path);
    }
    addRow(settings, DetailsText::tr("Data set"), datasetLabel(context, run.dataset));
    addRow(settings, DetailsText::tr("Backbone"), runLabel(context, spec.backboneRun));
    addRow(settings, spec.kind == "cfp" ? DetailsText::tr("Starts from") : DetailsText::tr("Prompt"),
           runLabel(context, spec.promptRun));
    for (const std::string& prompt : spec.mixedPrompts) {
        addRow(settings, DetailsText::tr("Prompt"), runLabel(context, prompt));
    }
    addRow(settings, DetailsText::tr("Attributes"), attributes.join(u", "_s));
    addRow(settings, DetailsText::tr("Files"), paths.join(u'\n'));
    for (const auto& [key, value] : spec.options.items()) {
        addRow(settings, qt(key), jsonText(value));
    }
    addRow(settings, DetailsText::tr("Seed"), QString::number(spec.seed));
    addRow(settings, DetailsText::tr("Device"), qt(spec.device));
}

/// "cfp, baseline" of a list of jobs.
QString listedKinds(const jobs::SweepPlan& plan) {
    QStringList kinds;
    for (const jobs::PlannedJob& planned : plan.jobs) {
        kinds << kindWord(planned.job.kind);
    }
    kinds.removeDuplicates();
    return kinds.join(u", "_s);
}

/// What a sweep runs: the job's own settings where they differ from the defaults, and what varies.
void fillSweep(AppContext& context, const store::RunRow& run, const jobs::JobSpec& spec,
               DetailsContent& content) {
    const jobs::SweepPlan plan = jobs::planOf(spec);
    if (plan.jobs.empty()) { // jobs of a list have settings of their own
        fillSettings(context, run, jobs::sweepSettings(plan).front(), content);
    }
    QList<QStringList>& rows = content.settings.rows;
    for (const std::string& key : jobs::sweptKeys(plan)) {
        rows.removeIf([&](const QStringList& row) { return row.front() == qt(key); });
    }
    rows.prepend({DetailsText::tr("Varies"), sweepTitle(run.spec)});
    rows.prepend({DetailsText::tr("Job"), plan.jobs.empty() ? kindWord(plan.base.kind) : listedKinds(plan)});
    content.numbers.header = {DetailsText::tr("Run"), DetailsText::tr("State")};
    for (const store::SweepChildRow& child : context.store.sweeps().children(run.id)) {
        content.numbers.rows << QStringList{runLabel(context, child.run), stateWord(child.state)};
    }
}

void fillNumbers(AppContext& context, const std::string& run, DetailsTable& numbers) {
    numbers.header = {DetailsText::tr("Figure"), DetailsText::tr("Value"), DetailsText::tr("95 % interval"),
                      DetailsText::tr("n")};
    std::vector<store::MetricRow> metrics = context.store.runs().metrics(run);
    std::ranges::move(context.store.runs().subsetMetrics(run), std::back_inserter(metrics));
    for (const store::MetricRow& metric : metrics) {
        numbers.rows << QStringList{figureName(metric), numberText(metric.value), intervalText(metric),
                                    metric.n > 0 ? countText(metric.n) : QString()};
    }
}

void fillProvenance(AppContext& context, const store::RunRow& run, DetailsTable& provenance) {
    provenance.header = {DetailsText::tr("What"), DetailsText::tr("Value")};
    addRow(provenance, DetailsText::tr("Run"), qt(run.id));
    addRow(provenance, DetailsText::tr("Data set hash"), qt(run.dataset));
    for (const std::string& sweep : run.sweeps) {
        addRow(provenance, DetailsText::tr("Sweep"), runLabel(context, sweep));
    }
    addRow(provenance, DetailsText::tr("Created"), qt(run.created));
    addRow(provenance, DetailsText::tr("Started"), qt(run.started));
    addRow(provenance, DetailsText::tr("Finished"), qt(run.finished));
    addRow(provenance, DetailsText::tr("Device used"), qt(run.device));
    addRow(provenance, DetailsText::tr("Program"), qt(run.programVersion));
    addRow(provenance, DetailsText::tr("libtorch"), qt(run.libtorchVersion));
    for (const store::ArtifactRow& artifact : context.store.runs().artifacts(run.id)) {
        addRow(provenance, qt(artifact.path), qt(artifact.sha256));
    }
}

DetailsContent detailsOfRun(AppContext& context, const store::RunRow& run) {
    DetailsContent content;
    content.title = runTitle(run);
    content.subtitle =
        u"%1 · %2 · %3"_s.arg(kindWord(run.kind), stateWord(run.state), shortTime(run.created));
    content.problem = qt(run.errorMessage);
    content.kind = qt(run.kind);
    const jobs::JobSpec spec = jobs::jobSpecFromJson(nlohmann::json::parse(run.spec));
    if (spec.kind == jobs::kSweepKind) {
        fillSweep(context, run, spec, content);
    } else {
        fillSettings(context, run, spec, content);
        fillNumbers(context, run.id, content.numbers);
    }
    fillProvenance(context, run, content.provenance);
    content.command = qt(jobs::commandLine(spec, context.workspace.root));
    return content;
}

DetailsContent detailsOfDataset(AppContext& context, const store::DatasetRow& row) {
    DetailsContent content;
    content.title = qt(row.name);
    content.subtitle = DetailsText::tr("Data set · %1").arg(qt(row.format));
    content.settings.header = {DetailsText::tr("Property"), DetailsText::tr("Value")};
    addRow(content.settings, DetailsText::tr("Users"), countText(row.users));
    addRow(content.settings, DetailsText::tr("Items"), countText(row.items));
    addRow(content.settings, DetailsText::tr("Interactions"), countText(row.interactions));
    addRow(content.settings, DetailsText::tr("Imported"), shortTime(row.importedAt));
    content.provenance.header = {DetailsText::tr("What"), DetailsText::tr("Value")};
    addRow(content.provenance, DetailsText::tr("Hash"), qt(row.hash));
    const data::Dataset dataset = data::Dataset::open(context.workspace.datasets(), row.hash);
    const nlohmann::json& provenance = dataset.provenance();
    if (provenance.is_object()) {
        for (const auto& [key, value] : provenance.items()) {
            addRow(content.provenance, qt(key), jsonText(value));
        }
    }
    return content;
}

} // namespace

DetailsContent detailsOf(AppContext& context, const std::string& subject) {
    if (const auto run = context.store.runs().find(subject)) {
        return detailsOfRun(context, *run);
    }
    if (const auto dataset = context.store.datasets().find(subject)) {
        return detailsOfDataset(context, *dataset);
    }
    throw Error(ErrorCode::NotFound, "There is no run or data set " + subject +
                                         " in this workspace; it may have been deleted elsewhere.");
}

} // namespace up5::ui
