// up5-worker: runs one job described by a run folder and reports through events.jsonl; or, with --serve,
// answers questions about a run's prompt on its standard input and output.
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>

#include <spdlog/spdlog.h>
#include <torch/version.h>

#include "base/error.h"
#include "base/logging.h"
#include "jobs/event_writer.h"
#include "pipeline/pipelines.h"
#include "serve.h"
#include "train/device.h"

namespace {

up5::CancelToken g_cancel; // reached by the signal handler, which cannot be given anything

extern "C" void onTerminate(int) {
    g_cancel.cancel();
}

struct Arguments {
    std::filesystem::path run, serve, workspace;
};

constexpr const char* kUsage = "Usage: up5-worker (--run | --serve) FOLDER --workspace FOLDER.";

Arguments parseArguments(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if ((name != "--run" && name != "--serve" && name != "--workspace") || i + 1 == argc) {
            throw up5::Error(up5::ErrorCode::InvalidInput,
                             "Argument " + name + " is not understood. " + kUsage);
        }
        (name == "--run"     ? arguments.run
         : name == "--serve" ? arguments.serve
                             : arguments.workspace) = argv[++i];
    }
    if (arguments.run.empty() == arguments.serve.empty() || arguments.workspace.empty()) {
        throw up5::Error(up5::ErrorCode::InvalidInput, kUsage);
    }
    return arguments;
}

/// Runs the job and turns whatever ends it into its end event. Returns the exit code.
int runAndReport(up5::pipeline::JobContext& context) {
    using namespace up5;
    try {
        const torch::Device device = train::deviceFromText(context.spec.device);
        context.sink.emitEvent(jobs::HelloEvent{jobs::kProtocolVersion, UP5_VERSION, TORCH_VERSION,
                                                device.str(), context.spec.seed});
        pipeline::runJob(context);
        context.sink.emitEvent(jobs::DoneEvent{});
        // Nothing goes on from a finished run; that its state takes room harms nobody.
        std::error_code ignored;
        std::filesystem::remove_all(context.folder.state(), ignored);
        return 0;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            context.sink.emitEvent(jobs::CancelledEvent{});
        } else {
            context.sink.emitEvent(jobs::FailedEvent{error.code(), error.what()});
        }
        spdlog::error("{}", error.what());
        return exitCode(error.code());
    } catch (const std::exception& error) {
        context.sink.emitEvent(jobs::FailedEvent{ErrorCode::Internal, error.what()});
        spdlog::error("{}", error.what());
        return exitCode(ErrorCode::Internal);
    }
}

} // namespace

int main(int argc, char** argv) {
    using namespace up5;
    train::prepareProcess(argv);
    setUpLogging("up5-worker");
    try {
        const Arguments arguments = parseArguments(argc, argv);
        if (!arguments.serve.empty()) {
            app::serveLive(jobs::Workspace{arguments.workspace}, arguments.serve, std::cin, std::cout);
            return 0;
        }
        // A job saves its state before it ends; what is served has none, and ends at once.
        std::signal(SIGTERM, onTerminate);
        std::signal(SIGINT, onTerminate);
        const jobs::RunFolder folder{arguments.run};
        jobs::EventWriter writer(folder.events());
        pipeline::JobContext context{folder.readSpec(), jobs::Workspace{arguments.workspace}, folder, writer,
                                     g_cancel};
        return runAndReport(context);
    } catch (const std::exception& error) {
        spdlog::error("{}", error.what());
        const auto* known = dynamic_cast<const Error*>(&error);
        return exitCode(known != nullptr ? known->code() : ErrorCode::Internal);
    }
}
