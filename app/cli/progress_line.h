// Progress on standard error: a bar with the time left on a terminal, sparse plain lines elsewhere.
#pragma once

#include <cstdint>
#include <string>

#include <QtCore/QElapsedTimer>
#include <QtCore/QString>

namespace up5::cli {

class ProgressLine {
public:
    ProgressLine();
    /// Leaves the terminal on a fresh line.
    ~ProgressLine();

    /// `what` names the job; total 0 = unknown.
    void show(const QString& what, const std::string& stage, std::int64_t done, std::int64_t total);
    /// Removes the bar, so that other lines can be written.
    void clear();

private:
    QString timeLeft(std::int64_t done, std::int64_t total) const;

    bool m_terminal;
    bool m_shown = false;
    QString m_key; ///< job and stage: the time left is learnt anew for each
    std::int64_t m_doneAtStart = 0;
    QElapsedTimer m_stageTimer, m_lineTimer;
};

} // namespace up5::cli
