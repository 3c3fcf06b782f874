#include "waiting.h"

#include <algorithm>

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include "base/error.h"
#include "interrupt.h"
#include "jobs/background_host.h"
#include "progress_line.h"
#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr int kLookMs = 200;

QString nameOf(const store::RunRow& run) {
    return qt(run.name.empty() ? run.kind : run.kind + " " + run.name);
}

/// Says how a run ended unless it succeeded; returns its exit code.
int reportEnd(const std::string& id, const std::optional<store::RunRow>& found) {
    if (!found) {
        note(Text::tr("Run %1 was deleted before it ended.").arg(qt(id)));
        return exitCode(ErrorCode::NotFound);
    }
    const store::RunRow& run = *found;
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
        note(Text::tr("Run %1 was interrupted: %2 `up5 resume %1` goes on from where it stopped.")
                 .arg(qt(run.id), qt(run.errorMessage)));
        return exitCode(ErrorCode::Internal);
    }
}

class Waiting {
public:
    Waiting(Program& program, const std::vector<std::string>& runs)
        : m_program(program), m_runs(runs),
          m_interrupt([this](int times) { onInterrupt(times); }, [this] { leave(); }) {}

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
            const int end = reportEnd(id, m_program.store().runs().find(id));
            code = code == 0 ? end : code;
        }
        return code;
    }

private:
    /// Read from the store, so that runs served by another host are seen too.
    void look() {
        for (const std::string& id : m_runs) {
            const auto run = m_program.store().runs().find(id);
            if (!run || store::isEnded(run->state)) { // no run: deleted elsewhere
                continue;
            }
            if (run->state == store::RunState::Queued) {
                sayWhatIsAhead(*run);
            }
            if (run->state == store::RunState::Running && !run->stage.empty()) {
                m_line.show(nameOf(*run), run->stage, run->done, run->total);
            }
            return;
        }
        m_loop.quit();
    }

    /// A run in the queue shows no progress of its own: says once which run it stands behind.
    void sayWhatIsAhead(const store::RunRow& run) {
        const auto ahead = m_program.store().queue().running();
        const auto isOwn = [this](const store::ServedRun& other) {
            return std::find(m_runs.begin(), m_runs.end(), other.id) != m_runs.end();
        };
        const auto other = std::find_if_not(ahead.begin(), ahead.end(), isOwn);
        if (other == ahead.end() || other->id == m_ahead) {
            return;
        }
        m_ahead = other->id;
        if (const auto row = m_program.store().runs().find(m_ahead)) {
            note(Text::tr("%1 waits for run %2 (%3) to end.").arg(nameOf(run), qt(m_ahead), nameOf(*row)));
        }
    }

    void onInterrupt(int times) {
        m_line.clear();
        if (times > 1) {
            leave();
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

    void leave() {
        m_gaveUp = true;
        m_loop.quit();
    }

    Program& m_program;
    const std::vector<std::string>& m_runs;
    QEventLoop m_loop;
    ProgressLine m_line;
    bool m_gaveUp = false;
    std::string m_ahead; ///< the run last said to be ahead
    Interrupt m_interrupt;
};

} // namespace

int waitForRuns(Program& program, const std::vector<std::string>& runs) {
    Waiting waiting(program, runs); // to the end: until a host is there no signal may end this program
    const int code = waiting.run();
    if (!program.host().isIdle()) {
        jobs::leaveHostBehind(program.workspace());
    }
    return code;
}

} // namespace up5::cli
