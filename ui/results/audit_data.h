// What the result pages read of the workspace, loaded again only when a run ended, was renamed or deleted.
#pragma once

#include <string>
#include <vector>

#include <QtCore/QString>

#include "report/comparison.h"
#include "ui/widgets/app_context.h"

namespace up5::ui {

class AuditData {
public:
    explicit AuditData(AppContext& context) : m_context(context) {}

    /// Returns whether anything changed since the last call.
    bool reload();

    const std::vector<store::RunRow>& runs() const { return m_runs; }
    const std::vector<report::RunRecord>& records() const { return m_records; }
    /// Points of the test part.
    const std::vector<report::ComparisonPoint>& points() const { return m_test; }
    /// Points of a part ("test" or "validation") for one data set, backbone and attribute; empty texts do not
    /// restrict. Settings are chosen by validation figures, test figures are for reporting.
    std::vector<report::ComparisonPoint> points(const QString& split, const QString& dataset,
                                                const QString& backbone, const QString& attribute) const;
    /// Sentences about runs and data sets that cannot be read and are therefore missing; empty when none.
    const QString& leftOut() const { return m_leftOut; }

    using Choices = std::vector<std::pair<QString, QString>>; ///< text, id
    static std::pair<QString, QString> choiceOf(const store::RunRow& run);
    /// Data sets in the store, newest first.
    Choices datasets() const;
    /// Succeeded runs of a kind on a data set (empty = any), newest first.
    Choices succeeded(const std::string& kind, const QString& dataset) const;
    /// Sensitive attributes that were probed on a data set.
    Choices probedAttributes(const QString& dataset) const;
    /// nullptr when there is no such run.
    const store::RunRow* run(const QString& id) const;

private:
    AppContext& m_context;
    std::string m_fingerprint;
    std::vector<store::RunRow> m_runs;
    std::vector<store::DatasetRow> m_datasets;
    std::vector<report::RunRecord> m_records;
    std::vector<report::ComparisonPoint> m_test, m_validation;
    QString m_leftOut;
};

} // namespace up5::ui
