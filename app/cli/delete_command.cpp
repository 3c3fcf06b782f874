// `up5 delete`: a run into the bin, back from it, or away for good.
#include <CLI/CLI.hpp>

#include <memory>

#include "commands.h"
#include "program.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

struct DeleteArguments {
    std::string run;
    bool forever = false, undo = false;
};

int remove(Program& program, const DeleteArguments& arguments) {
    if (arguments.undo) {
        program.store().runs().restore(arguments.run);
        print(Text::tr("%1 is back.").arg(qt(arguments.run)));
        return 0;
    }
    const std::string id = program.store().runs().resolve(arguments.run).id;
    if (arguments.forever) {
        program.host().removeForever(id);
        print(Text::tr("%1 is gone.").arg(qt(id)));
    } else {
        program.store().runs().remove(id, false);
        print(Text::tr("%1 is in the bin; `up5 delete --undo %1` brings it back.").arg(qt(id)));
    }
    return 0;
}

} // namespace

void addDelete(CLI::App& app, Program& program) {
    CLI::App* command =
        app.add_subcommand("delete", utf8(Text::tr("Move a run to the bin, or remove it for good")));
    const auto arguments = std::make_shared<DeleteArguments>();
    command
        ->add_option(
            "run", arguments->run,
            utf8(Text::tr("Run id, or an unambiguous beginning or end of it; for --undo the whole id")))
        ->required();
    CLI::Option* forever = command->add_flag("--forever", arguments->forever,
                                             utf8(Text::tr("Remove figures and files; cannot be undone")));
    command->add_flag("--undo", arguments->undo, utf8(Text::tr("Bring it back from the bin")))
        ->excludes(forever);
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return remove(program, *arguments); };
    });
}

} // namespace up5::cli
