#include "ui/results/audit_data.h"

#include <algorithm>
#include <memory>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/runs/run_words.h"

namespace up5::ui {

namespace {

struct AuditText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Audit)
};

bool matches(const QString& wanted, const std::string& found) {
    return wanted.isEmpty() || wanted.toStdString() == found;
}

/// The first sentence and how many more there are: one a run would push the charts off the page.
QStringList shortened(const QStringList& problems) {
    if (problems.size() < 2) {
        return problems;
    }
    return {problems.front(), AuditText::tr("%n more cannot be read either; a report names them all.",
                                            nullptr, static_cast<int>(problems.size() - 1))};
}

} // namespace

bool AuditData::reload() {
    m_runs = m_context.store.runs().all();
    m_datasets = m_context.store.datasets().all();
    std::string fingerprint;
    for (const store::RunRow& run : m_runs) {
        if (store::isEnded(run.state)) {
            fingerprint += run.id + '\t' + store::toString(run.state) + '\t' + run.name + '\n';
        }
    }
    for (const store::DatasetRow& dataset : m_datasets) {
        fingerprint += dataset.hash + '\t' + dataset.name + '\n';
    }
    if (fingerprint == m_fingerprint) {
        return false;
    }
    m_fingerprint = std::move(fingerprint);
    if (m_listener.loaded) {
        m_task.start(
            [this, workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
                // Shared, because a std::function must be copyable.
                const auto figures = std::make_shared<Figures>(readFigures(workspace));
                return [this, figures] {
                    m_figures = std::move(*figures);
                    m_listener.loaded();
                };
            },
            m_listener.failed);
    }
    return true;
}

AuditData::Figures AuditData::readFigures(const jobs::Workspace& workspace) {
    store::Store store(workspace.database());
    Figures figures;
    figures.records = report::loadRunRecords(store);
    figures.test = report::comparisonPoints(figures.records, {});
    figures.validation = report::comparisonPoints(figures.records, {.split = "validation"});
    QStringList problems;
    for (const auto& found : {report::unreadableRuns(figures.records),
                              report::addBestPossible(figures.test, workspace.datasets())}) {
        for (const std::string& sentence : found) {
            problems << QString::fromStdString(sentence);
        }
    }
    figures.leftOut = shortened(problems).join(u'\n');
    return figures;
}

std::vector<report::ComparisonPoint> AuditData::points(const QString& split, const QString& dataset,
                                                       const QString& backbone,
                                                       const QString& attribute) const {
    const std::vector<report::ComparisonPoint>& all =
        split == QStringLiteral("validation") ? m_figures.validation : m_figures.test;
    std::vector<report::ComparisonPoint> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const auto& point) {
        return matches(dataset, point.dataset) && matches(backbone, point.backboneRun) &&
               matches(attribute, point.attribute);
    });
    return found;
}

AuditData::Choices AuditData::datasets() const {
    Choices choices;
    for (const store::DatasetRow& dataset : m_datasets) {
        choices.emplace_back(QString::fromStdString(dataset.name), QString::fromStdString(dataset.hash));
    }
    return choices;
}

std::pair<QString, QString> AuditData::choiceOf(const store::RunRow& run) {
    return {runTitle(run), QString::fromStdString(run.id)};
}

AuditData::Choices AuditData::succeeded(const std::string& kind, const QString& dataset) const {
    Choices choices;
    for (const store::RunRow& run : m_runs) {
        if (run.kind == kind && run.state == store::RunState::Succeeded && matches(dataset, run.dataset)) {
            choices.push_back(choiceOf(run));
        }
    }
    return choices;
}

AuditData::Choices AuditData::probedAttributes(const QString& dataset) const {
    Choices choices;
    for (const report::ComparisonPoint& point : m_figures.test) {
        const QString attribute = QString::fromStdString(point.attribute);
        const std::pair choice(attribute, attribute);
        if (!attribute.isEmpty() && matches(dataset, point.dataset) &&
            std::find(choices.begin(), choices.end(), choice) == choices.end()) {
            choices.push_back(choice);
        }
    }
    std::sort(choices.begin(), choices.end());
    return choices;
}

std::string AuditData::formatOf(const std::string& dataset) const {
    const auto found = std::find_if(m_datasets.begin(), m_datasets.end(),
                                    [&](const store::DatasetRow& row) { return row.hash == dataset; });
    return found == m_datasets.end() ? std::string() : found->format;
}

const store::RunRow* AuditData::run(const QString& id) const {
    const std::string wanted = id.toStdString();
    const auto found =
        std::find_if(m_runs.begin(), m_runs.end(), [&](const auto& run) { return run.id == wanted; });
    return found == m_runs.end() ? nullptr : &*found;
}

} // namespace up5::ui
