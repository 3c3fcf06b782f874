// `up5 host`: serves the queue until nothing is waiting or running.
#include <CLI/CLI.hpp>

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include "base/error.h"
#include "base/file_lock.h"
#include "commands.h"
#include "interrupt.h"
#include "program.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr int kIdleCheckMs = 500;
/// Longer than another host takes from its last look at the queue to its end.
constexpr auto kLockPatience = std::chrono::milliseconds(3000);

/// Serves until the queue is empty or a signal comes; returns whether it was a signal.
bool serveUntilIdle(Program& program) {
    QEventLoop loop;
    const Interrupt interrupt([&loop](int) { loop.quit(); });
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        if (program.host().isIdle()) {
            loop.quit();
        }
    });
    timer.start(kIdleCheckMs);
    program.host().poll();
    loop.exec();
    return interrupt.token().isCancelled();
}

int serve(Program& program) {
    FileLock lock(program.workspace().root / "host.lock");
    do {
        if (!lock.tryLock(kLockPatience)) {
            return 0; // another background host serves this workspace
        }
        if (serveUntilIdle(program)) {
            return exitCode(ErrorCode::Cancelled); // workers go on; the next host adopts them
        }
        lock.unlock();
        // A job queued between the last look and the unlocking found the lock taken: look again.
    } while (!program.host().isIdle());
    return 0;
}

} // namespace

void addHost(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "host", utf8(Text::tr(
                    "Serve the queue until nothing is waiting or running; started by `up5 run` on its own")));
    command->callback([&program] { program.action = [&program] { return serve(program); }; });
}

} // namespace up5::cli
