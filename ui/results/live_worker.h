// A resident worker that measures a prompt at any λ: started once, asked as often as λ moves, the newest
// question first.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QtCore/QObject>

#include "jobs/live_protocol.h"
#include "jobs/run_folder.h"

class QProcess;

namespace up5::ui {

class LiveWorker : public QObject {
    Q_OBJECT
public:
    explicit LiveWorker(QObject* parent = nullptr);
    ~LiveWorker() override;

    /// Starts the worker of a run; another one's is ended.
    void start(const jobs::Workspace& workspace, const std::string& run);
    void stop();
    /// The run served; empty when there is no worker.
    const std::string& run() const { return m_run; }
    /// The prompt is loaded.
    bool isReady() const { return m_isReady; }

    /// Returns at once. One question is under way at a time and is answered to its end; of those asked
    /// meanwhile only the last one is put. So the answer to the last movement comes after two answers' time
    /// at the latest.
    void ask(double lambda);

Q_SIGNALS:
    /// The prompt is loaded; it answers for 0 and this range.
    void ready(double lambdaMin, double lambdaMax);
    void answered(const up5::jobs::LiveAnswer& answer);
    /// The question has no answer (a sentence why), or the worker has ended, too.
    void failed(const QString& sentence);

private:
    void read();
    void take(const jobs::LiveReply& reply);
    void askNext();
    void end(const QString& sentence);

    std::unique_ptr<QProcess> m_process;
    std::string m_run;
    bool m_isReady = false;
    std::int64_t m_asked = 0, m_lastId = 0; ///< id under way (0 = none), last one given
    std::optional<double> m_next;
};

} // namespace up5::ui
