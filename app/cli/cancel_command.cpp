// `up5 cancel`: stops a run at its next step, its state saved.
#include <CLI/CLI.hpp>

#include <memory>

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include "commands.h"
#include "jobs/background_host.h"
#include "program.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr int kCancelLookMs = 200;

/// A cancelled worker ends within seconds; it is killed when it does not.
int cancel(Program& program, const std::string& text) {
    const std::string id = program.store().runs().resolve(text).id;
    program.host().cancel(id);
    QEventLoop loop;
    QTimer timer;
    const auto look = [&] {
        const auto run = program.store().runs().find(id);
        if (!run || store::isEnded(run->state)) {
            loop.quit();
        }
    };
    QObject::connect(&timer, &QTimer::timeout, &timer, look);
    timer.start(kCancelLookMs);
    program.host().poll();
    loop.exec();
    if (!program.host().isIdle()) {
        jobs::leaveHostBehind(program.workspace()); // this program served the others too
    }
    const auto run = program.store().runs().find(id);
    print(qt(id + ' ' + (run ? store::toString(run->state) : "deleted")));
    return 0;
}

} // namespace

void addCancel(CLI::App& app, Program& program) {
    CLI::App* command =
        app.add_subcommand("cancel", utf8(Text::tr("Stop a waiting or running run; it can be resumed")));
    const auto run = std::make_shared<std::string>();
    command->add_option("run", *run, utf8(Text::tr("Run id, or an unambiguous beginning or end of it")))
        ->required();
    command->callback(
        [&program, run] { program.action = [&program, run] { return cancel(program, *run); }; });
}

} // namespace up5::cli
