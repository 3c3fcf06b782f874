#include "waiting.h"

#include <algorithm>

#include <QtCore/QEventLoop>
#include <QtCore/QProcess>
#include <QtCore/QTimer>

#include "base/error.h"
#include "interrupt.h"
#include "progress_line.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr int kLookMs = 200;

QString nameOf(const store::RunRow& run) {
    return qt(run.name.empty() ? run.kind : run.kind + " " + run.name);
}

/// Says how a run ended unless it succeeded; returns its exit code.
int reportEnd(const store::RunRow& run) {
    switch (run.state) {
    case store::RunState::Succeeded:
        return 0;
    case store::RunState::Failed:
        note(Text::tr("Run %1 failed: %2").arg(qt(run.id), qt(run.errorMessage)));
        return exitCode(errorCodeFromString(run.errorCode));
    case store::RunState::Cancelled:
        note(
            Text::tr("Run %1 was cancelled; `up5 resume %1` goes on from where it stopped.").arg(qt(run.id)));
        return exitCode(ErrorCode::Cancelled);
    default:
        note(Text::tr("Run %1 was interrupted; `up5 resume %1` goes on from where it stopped.")
                 .arg(qt(run.id)));
        return exitCode(ErrorCode::Internal);
    }
}

class Waiting {
public:
    Waiting(Program& program, const std::vector<std::string>& runs)
        : m_program(program), m_runs(runs), m_interrupt([this](int times) { onInterrupt(times); }) {}

    int run() {
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &timer, [this] { look(); });
        timer.start(kLookMs);
        m_program.host().poll();
        m_loop.exec();
        m_line.clear();
        if (m_gaveUp) {
            return exitCode(ErrorCode::Cancelled);
        }
        int code = 0;
        for (const std::string& id : m_runs) {
            const int end = reportEnd(*m_program.store().runs().find(id));
            code = code == 0 ? end : code;
        }
        return code;
    }

private:
    /// Read from the store, so that runs served by another host are seen too.
    void look() {
        for (const std::string& id : m_runs) {
            const auto run = m_program.store().runs().find(id);
            if (!run) {
                m_loop.quit(); // deleted elsewhere
                return;
            }
            if (store::isEnded(run->state)) {
                continue;
            }
            if (run->state == store::RunState::Running && !run->stage.empty()) {
                m_line.show(nameOf(*run), run->stage, run->done, run->total);
            }
            return;
        }
        m_loop.quit();
    }

    void onInterrupt(int times) {
        m_line.clear();
        if (times > 1) {
            m_gaveUp = true;
            m_loop.quit();
            return;
        }
        note(Text::tr("Cancelling; press Ctrl-C again to leave without waiting."));
        for (const std::string& id : m_runs) {
            const auto run = m_program.store().runs().find(id);
            if (run && !store::isEnded(run->state)) {
                m_program.host().cancel(id);
            }
        }
    }

    Program& m_program;
    const std::vector<std::string>& m_runs;
    QEventLoop m_loop;
    ProgressLine m_line;
    bool m_gaveUp = false;
    Interrupt m_interrupt;
};

} // namespace

int waitForRuns(Program& program, const std::vector<std::string>& runs) {
    const int code = Waiting(program, runs).run();
    if (!program.host().isIdle()) {
        leaveHostBehind(program);
    }
    return code;
}

void leaveHostBehind(Program& program) {
    const QString root = qt(program.workspace().root.string());
    QProcess host;
    host.setProgram(QCoreApplication::applicationFilePath());
    host.setArguments({QStringLiteral("host"), QStringLiteral("--workspace"), root});
    host.setStandardInputFile(QProcess::nullDevice());
    host.setStandardOutputFile(root + QStringLiteral("/host.log"), QIODevice::Append);
    host.setStandardErrorFile(root + QStringLiteral("/host.log"), QIODevice::Append);
    if (!host.startDetached()) {
        throw Error(ErrorCode::Io,
                    "The background host could not be started; `up5 host` serves the queue too.");
    }
}

} // namespace up5::cli
