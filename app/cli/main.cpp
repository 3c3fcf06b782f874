// The command line of UP5 Workbench: wiring and the table of commands.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>

#include <QtGui/QGuiApplication>

#include <spdlog/spdlog.h>

#include "base/error.h"
#include "base/logging.h"
#include "base/translation.h"
#include "commands.h"
#include "data/utf8.h"
#include "program.h"
#include "text.h"

namespace {

using namespace up5;
using namespace up5::cli;

constexpr std::array kCommands = {addImport,    addGenerate, addDatasets,   addRun,     addSweep,
                                  addReproduce, addRuns,     addShow,       addCompare, addGroups,
                                  addCancel,    addResume,   addDelete,     addReport,  addOptions,
                                  addDemo,      addHost,     addCheckpoint, addExport};

/// Reports paint figures and need fonts; nothing here ever needs a display.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv) {
    const bool paints = std::any_of(argv, argv + argc,
                                    [](std::string_view word) { return word == "report" || word == "demo"; });
    if (!paints) {
        return std::make_unique<QCoreApplication>(argc, argv);
    }
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    return std::make_unique<QGuiApplication>(argc, argv);
}

/// CLI11's own words in the user's language; called before anything is added, so that commands inherit them.
void translateHelp(CLI::App& app) {
    app.get_formatter()->label("Usage", utf8(Text::tr("Usage")));
    app.get_formatter()->label("OPTIONS", utf8(Text::tr("OPTIONS")));
    app.get_formatter()->label("SUBCOMMAND", utf8(Text::tr("COMMAND")));
    app.get_formatter()->label("Positionals", utf8(Text::tr("Arguments")));
    app.get_formatter()->label("REQUIRED", utf8(Text::tr("REQUIRED")));
    app.get_formatter()->label("Env", utf8(Text::tr("variable")));
    app.get_formatter()->label("Excludes", utf8(Text::tr("Excludes")));
    app.option_defaults()->group(utf8(Text::tr("Options")));
    app.set_help_flag("-h,--help", utf8(Text::tr("Print this help and exit")));
    app.set_version_flag("--version", "up5 " UP5_VERSION, utf8(Text::tr("Print the version and exit")));
}

void describe(CLI::App& app, Program& program) {
    translateHelp(app);
    app.description(utf8(Text::tr("UP5 Workbench %1: audits recommenders for leaks of sensitive attributes.")
                             .arg(QStringLiteral(UP5_VERSION))));
    app.add_option("--workspace", program.workspaceOption,
                   utf8(Text::tr("Folder of data sets, runs and figures; created when new. Default: %1")
                            .arg(qt(Program::defaultWorkspace()))))
        ->envname("UP5_WORKSPACE");
    for (const auto add : kCommands) {
        add(app, program);
    }
    const std::string footer = utf8(Text::tr("Exit codes: 0 done; 2 wrong input or option; 3 not found; 4 "
                                             "conflict with what is there; 5 not possible "
                                             "here;\n6 reading or writing refused; 7 a file of ours is "
                                             "broken; 8 worker protocol; 70 our own mistake; "
                                             "130 cancelled."));
    app.footer(footer);
    for (CLI::App* command : app.get_subcommands({})) {
        command->footer(footer);
        command->group(utf8(Text::tr("Commands")));
        command->get_help_ptr()->group(app.get_help_ptr()->get_group());
        command->fallthrough();
    }
    app.require_subcommand(1);
}

/// Qt's own remarks (no session bus, no runtime folder) are for developers: seen with UP5_LOG=debug.
void toLog(QtMsgType, const QMessageLogContext&, const QString& message) {
    spdlog::debug("{}", utf8(message));
}

/// What is stored and sent as JSON must be UTF-8; a sentence now is better than a failure later.
void requireUtf8(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (!data::isUtf8(argv[i])) {
            throw Error(ErrorCode::InvalidInput, "The argument " + data::latin1ToUtf8(argv[i]) +
                                                     " is not UTF-8. Rename the file or folder, or set the "
                                                     "terminal to UTF-8.");
        }
    }
}

int fail(const QString& sentence, ErrorCode code) {
    note(QStringLiteral("up5: ") + sentence);
    return exitCode(code);
}

} // namespace

int main(int argc, char** argv) {
    setUpLogging("up5");
    qInstallMessageHandler(toLog);
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    installTranslation(*application);
    Program program;
    CLI::App app("", "up5");
    describe(app, program);
    try {
        requireUtf8(argc, argv);
        app.parse(argc, argv);
        return program.action();
    } catch (const CLI::Success& wish) { // --help and --version
        return app.exit(wish);
    } catch (const CLI::ParseError& error) {
        const std::vector<std::string> rest = app.remaining();
        if (app.get_subcommands().empty() && !rest.empty()) {
            return fail(Text::tr("There is no command %1; `up5 --help` lists them.").arg(qt(rest.front())),
                        ErrorCode::InvalidInput);
        }
        return fail(qt(error.what()) + Text::tr(" (`up5 --help` and `up5 COMMAND --help` say more)"),
                    ErrorCode::InvalidInput);
    } catch (const Error& error) {
        return fail(qt(error.what()), error.code());
    } catch (const std::exception& error) {
        return fail(qt(error.what()), ErrorCode::Internal);
    }
}
