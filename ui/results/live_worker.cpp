#include "ui/results/live_worker.h"

#include <QtCore/QProcess>

#include "base/error.h"
#include "jobs/launcher.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKillPatienceMs = 2000; // a killed process ends within milliseconds

QString lastLine(const QByteArray& text) {
    return QString::fromUtf8(text.trimmed().split('\n').constLast());
}

} // namespace

LiveWorker::LiveWorker(QObject* parent) : QObject(parent) {}

LiveWorker::~LiveWorker() {
    stop();
}

void LiveWorker::start(const jobs::Workspace& workspace, const std::string& run) {
    stop();
    m_run = run;
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &LiveWorker::read);
    connect(m_process.get(), &QProcess::finished, this, [this] {
        end(tr("The worker that measures the prompt has ended: %1")
                .arg(lastLine(m_process->readAllStandardError())));
    });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            end(tr("The worker that measures the prompt cannot be started: %1")
                    .arg(m_process->errorString()));
        }
    });
    m_process->start(QString::fromStdString(jobs::workerProgram().string()),
                     {u"--serve"_s, QString::fromStdString(workspace.run(run).string()), u"--workspace"_s,
                      QString::fromStdString(workspace.root.string())});
}

void LiveWorker::stop() {
    if (m_process) {
        // It only reads: there is nothing it could save.
        m_process->disconnect(this);
        m_process->kill();
        m_process->waitForFinished(kKillPatienceMs);
    }
    m_process.reset();
    m_run.clear();
    m_isReady = false;
    m_asked = 0;
    m_next.reset();
}

void LiveWorker::end(const QString& sentence) {
    // The process is in the middle of telling: it goes when it has.
    m_process->disconnect(this);
    m_process.release()->deleteLater();
    stop();
    Q_EMIT failed(sentence);
}

void LiveWorker::ask(double lambda) {
    m_next = lambda;
    askNext();
}

void LiveWorker::askNext() {
    if (!m_isReady || m_asked != 0 || !m_next) {
        return;
    }
    m_asked = ++m_lastId;
    m_process->write(QByteArray::fromStdString(jobs::toLine(jobs::LiveRequest{m_asked, *m_next})) + '\n');
    m_next.reset();
}

void LiveWorker::read() {
    while (m_process && m_process->canReadLine()) {
        const std::string line = m_process->readLine().trimmed().toStdString();
        guarded([&] { take(jobs::liveReplyFromLine(line)); },
                [this](const QString& sentence) { end(sentence); });
    }
}

void LiveWorker::take(const jobs::LiveReply& reply) {
    if (const auto* ready = std::get_if<jobs::LiveReady>(&reply)) {
        m_isReady = true;
        Q_EMIT this->ready(ready->lambdaMin, ready->lambdaMax);
    } else {
        m_asked = 0;
        if (const auto* answer = std::get_if<jobs::LiveAnswer>(&reply)) {
            Q_EMIT answered(*answer);
        } else {
            Q_EMIT failed(QString::fromStdString(std::get<jobs::LiveProblem>(reply).sentence));
        }
    }
    askNext();
}

} // namespace up5::ui
