// What the result pages read of the workspace, loaded again only when a run ended, was renamed or deleted.
// Runs and data sets are read at once, the figures of all runs in the background.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QtCore/QString>

#include "report/comparison.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/background_task.h"

namespace up5::ui {

class AuditData {
public:
    /// Called in the window's thread: figures are there, or a sentence says why not.
    struct Listener {
        std::function<void()> loaded;
        std::function<void(const QString&)> failed;
    };

    /// For pages that show no figures: none are read.
    explicit AuditData(AppContext& context) : m_context(context) {}
    AuditData(AppContext& context, Listener listener) : m_context(context), m_listener(std::move(listener)) {}

    /// Reads runs and data sets. Returns whether anything changed since the last call; then the figures are
    /// being read, and those of before stay until they are there.
    bool reload();
    bool isLoading() const { return m_task.isRunning(); }

    const std::vector<store::RunRow>& runs() const { return m_runs; }
    const std::vector<report::RunRecord>& records() const { return m_figures.records; }
    /// Points of the test part.
    const std::vector<report::ComparisonPoint>& points() const { return m_figures.test; }
    /// Points of a part ("test" or "validation") for one data set, backbone and attribute; empty texts do not
    /// restrict. Settings are chosen by validation figures, test figures are for reporting.
    std::vector<report::ComparisonPoint> points(const QString& split, const QString& dataset,
                                                const QString& backbone, const QString& attribute) const;
    /// Two lines at most about runs and data sets that cannot be read and are therefore missing; empty when
    /// none.
    const QString& leftOut() const { return m_figures.leftOut; }

    using Choices = std::vector<std::pair<QString, QString>>; ///< text, id
    static std::pair<QString, QString> choiceOf(const store::RunRow& run);
    /// Data sets in the store, newest first.
    Choices datasets() const;
    /// Succeeded runs of a kind on a data set (empty = any), newest first.
    Choices succeeded(const std::string& kind, const QString& dataset) const;
    /// Sensitive attributes that were probed on a data set.
    Choices probedAttributes(const QString& dataset) const;
    /// Importer that made a data set; empty when it is not in the store.
    std::string formatOf(const std::string& dataset) const;
    /// nullptr when there is no such run.
    const store::RunRow* run(const QString& id) const;

private:
    struct Figures {
        std::vector<report::RunRecord> records;
        std::vector<report::ComparisonPoint> test, validation;
        QString leftOut;
    };
    /// Any thread; opens the store itself.
    static Figures readFigures(const jobs::Workspace& workspace);

    AppContext& m_context;
    Listener m_listener;
    std::string m_fingerprint;
    std::vector<store::RunRow> m_runs;
    std::vector<store::DatasetRow> m_datasets;
    Figures m_figures;
    BackgroundTask m_task;
};

} // namespace up5::ui
