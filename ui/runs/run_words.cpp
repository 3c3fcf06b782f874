#include "ui/runs/run_words.h"

#include <cmath>
#include <filesystem>

#include <nlohmann/json.hpp>

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QStringList>

#include "jobs/baseline_models.h"
#include "ui/runs/sweep_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::RunWords)
};

/// File or folder that an import reads first; empty for other kinds.
QString importedName(const store::RunRow& run) {
    if (run.kind != "import") {
        return {};
    }
    const nlohmann::json spec = nlohmann::json::parse(run.spec, nullptr, false);
    if (!spec.is_object() || !spec.contains("paths") || !spec["paths"].is_array() || spec["paths"].empty() ||
        !spec["paths"][0].is_string()) {
        return {};
    }
    return QString::fromStdString(
        std::filesystem::path(spec["paths"][0].get<std::string>()).filename().string());
}

/// λ and prefix length of a prompt or mixture; empty for other kinds.
QString promptSettings(const store::RunRow& run) {
    if (run.kind != "cfp" && run.kind != "mixture") {
        return {};
    }
    const char* const length = run.kind == "cfp" ? "prefix_length" : "n_out";
    const nlohmann::json spec = nlohmann::json::parse(run.spec, nullptr, false);
    const nlohmann::json options =
        spec.is_object() ? spec.value("options", nlohmann::json()) : nlohmann::json();
    if (!options.is_object() || !options.contains("lambda") || !options["lambda"].is_number() ||
        !options.contains(length) || !options[length].is_number()) {
        return {};
    }
    const bool isTrained = options.value("batches", 1) != 0 || options.value("condition", "none") != "none";
    if (!isTrained) {
        return RunText::tr("untrained, n %1").arg(options[length].get<int>());
    }
    return RunText::tr("λ %1, n %2").arg(lambdaWords(options)).arg(options[length].get<int>());
}

/// What a baseline is called, and how strongly a fair one removes attributes.
QStringList baselineWords(const store::RunRow& run) {
    const nlohmann::json spec = nlohmann::json::parse(run.spec, nullptr, false);
    const nlohmann::json options =
        spec.is_object() ? spec.value("options", nlohmann::json()) : nlohmann::json();
    if (run.kind != "baseline" || !options.is_object()) {
        return {};
    }
    for (const jobs::BaselineModelInfo& model : jobs::baselineModels()) {
        if (options.contains("model") && options["model"] == model.id) {
            QStringList words = {QString::fromStdString(model.title)};
            if (model.isFair && options.contains("lambda") && options["lambda"].is_number()) {
                words << RunText::tr("λ %1 ·").arg(options["lambda"].get<double>(), 0, 'g', 6);
            }
            return words;
        }
    }
    return {};
}

} // namespace

QString lambdaWords(const nlohmann::json& options) {
    const QString lambda = QString::number(options.at("lambda").get<double>(), 'g', 6);
    const auto own = options.find("lambdas");
    return own == options.end() || !own->is_string() || own->get_ref<const std::string&>().empty()
               ? lambda
               : u"%1 (%2)"_s.arg(lambda, QString::fromStdString(own->get<std::string>()));
}

QString kindWord(const std::string& kind) {
    const QHash<QString, QString> words = {{u"import"_s, RunText::tr("Import")},
                                           {u"backbone"_s, RunText::tr("Backbone")},
                                           {u"evaluate"_s, RunText::tr("Evaluation")},
                                           {u"probe"_s, RunText::tr("Probe")},
                                           {u"cfp"_s, RunText::tr("CFP")},
                                           {u"mixture"_s, RunText::tr("Mixture")},
                                           {u"stability"_s, RunText::tr("Stability")},
                                           {u"baseline"_s, RunText::tr("Baseline")},
                                           {u"sweep"_s, RunText::tr("Sweep")}};
    const QString key = QString::fromStdString(kind);
    return words.value(key, key);
}

QString stateWord(store::RunState state) {
    switch (state) {
    case store::RunState::Queued:
        return RunText::tr("Queued");
    case store::RunState::Running:
        return RunText::tr("Running");
    case store::RunState::Succeeded:
        return RunText::tr("Succeeded");
    case store::RunState::Failed:
        return RunText::tr("Failed");
    case store::RunState::Cancelled:
        return RunText::tr("Cancelled");
    case store::RunState::Interrupted:
        return RunText::tr("Interrupted");
    }
    return {};
}

QString stateIcon(store::RunState state) {
    switch (state) {
    case store::RunState::Queued:
        return u"queued"_s;
    case store::RunState::Running:
        return u"running"_s;
    case store::RunState::Succeeded:
        return u"check"_s;
    case store::RunState::Failed:
        return u"failed"_s;
    case store::RunState::Cancelled:
        return u"cancel"_s;
    case store::RunState::Interrupted:
        return u"interrupted"_s;
    }
    return {};
}

QString stageWord(const std::string& stage) {
    const QHash<QString, QString> words = {
        {u"reading"_s, RunText::tr("Reading")},       {u"preparing"_s, RunText::tr("Preparing")},
        {u"training"_s, RunText::tr("Training")},     {u"validating"_s, RunText::tr("Validating")},
        {u"evaluating"_s, RunText::tr("Evaluating")}, {u"probing"_s, RunText::tr("Probing")},
        {u"writing"_s, RunText::tr("Writing")},       {u"sweeping"_s, RunText::tr("Runs of the sweep")}};
    const QString key = QString::fromStdString(stage);
    return words.value(key, key);
}

QString runTitle(const store::RunRow& run) {
    if (!run.name.empty()) {
        return QString::fromStdString(run.name);
    }
    if (const QString source = importedName(run); !source.isEmpty()) {
        return RunText::tr("Import of %1").arg(source);
    }
    if (const QString swept = run.kind == "sweep" ? sweepTitle(run.spec) : QString(); !swept.isEmpty()) {
        return RunText::tr("Sweep: %1").arg(swept);
    }
    QStringList parts = baselineWords(run);
    if (parts.isEmpty()) {
        parts << kindWord(run.kind);
    }
    for (qsizetype i = 0; i < static_cast<qsizetype>(run.attributes.size()); ++i) {
        parts.insert(1 + i, QString::fromStdString(run.attributes[static_cast<std::size_t>(i)]));
    }
    if (const QString settings = promptSettings(run); !settings.isEmpty()) {
        parts << settings + u" ·"_s;
    }
    // Ids begin with the time and end with what tells them apart.
    parts << QString::fromStdString(run.id.substr(run.id.rfind('-') + 1, 8));
    return parts.join(u' ');
}

QString durationText(double seconds) {
    if (!(seconds >= 0) || std::isinf(seconds)) {
        return {};
    }
    if (seconds < 60) {
        return RunText::tr("%1 s").arg(std::max(1, static_cast<int>(std::lround(seconds))));
    }
    const auto minutes = static_cast<long long>(std::llround(seconds / 60));
    return minutes < 60 ? RunText::tr("%1 min").arg(minutes)
                        : RunText::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString shortTime(const std::string& isoUtc) {
    QDateTime time = QDateTime::fromString(QString::fromStdString(isoUtc), Qt::ISODateWithMs);
    if (!time.isValid()) {
        return QString::fromStdString(isoUtc);
    }
    if (time.timeSpec() == Qt::LocalTime) { // written without "Z": still UTC
        time.setTimeSpec(Qt::UTC);
    }
    return time.toLocalTime().toString(u"d MMM HH:mm"_s);
}

} // namespace up5::ui
