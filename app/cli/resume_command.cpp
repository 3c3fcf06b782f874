// `up5 resume`: queues a run that did not succeed again; it goes on from its saved state.
#include <CLI/CLI.hpp>

#include <memory>

#include "commands.h"
#include "jobs/background_host.h"
#include "program.h"
#include "store/run_repository.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

struct ResumeArguments {
    std::string run;
    bool wait = false;
};

int resume(Program& program, const ResumeArguments& arguments) {
    const std::string id = program.store().runs().resolve(arguments.run).id;
    program.host().resume(id);
    print(qt(id));
    if (arguments.wait) {
        return waitForRuns(program, {id});
    }
    jobs::leaveHostBehind(program.workspace());
    return 0;
}

} // namespace

void addResume(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "resume", utf8(Text::tr("Go on with a run that was cancelled, interrupted or failed")));
    const auto arguments = std::make_shared<ResumeArguments>();
    command
        ->add_option("run", arguments->run,
                     utf8(Text::tr("Run id, or an unambiguous beginning or end of it")))
        ->required();
    command->add_flag("--wait", arguments->wait, utf8(Text::tr("Wait for its end")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return resume(program, *arguments); };
    });
}

} // namespace up5::cli
