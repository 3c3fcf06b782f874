// `up5 host`: serves the queue until nothing is waiting or running.
#include <CLI/CLI.hpp>

#include <QtCore/QEventLoop>
#include <QtCore/QLockFile>
#include <QtCore/QTimer>

#include "commands.h"
#include "interrupt.h"
#include "program.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr int kIdleCheckMs = 500;
constexpr int kLockWaitMs = 3000; // longer than another host takes from its last look at the queue to its end

/// Serves until the queue is empty or a signal comes.
void serveUntilIdle(Program& program) {
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
}

int serve(Program& program) {
    QLockFile lock(qt(program.workspace().root.string()) + QStringLiteral("/host.lock"));
    lock.setStaleLockTime(0); // a dead host's lock is broken by its process id, never by age
    do {
        if (!lock.tryLock(kLockWaitMs)) {
            return 0; // another background host serves this workspace
        }
        serveUntilIdle(program);
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
