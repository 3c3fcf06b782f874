// A worker whose run's name is its script, one command after another, separated by ';':
//   hello | series NAME STEP VALUE | metric NAME VALUE | progress DONE TOTAL | ranks | artifact PATH |
//   dataset HASH done | failed | raw TEXT (a line as it stands) | torn TEXT (no newline) | protocol N (hello
//   of version N) log TEXT | wait FILE (until it exists in the workspace) | hang (until SIGTERM, then
//   `cancelled`) stubborn (ignores SIGTERM from now on) | kill (itself, SIGKILL) | abort | exit CODE first
//   COMMAND (only at the run's first attempt) | unless FILE COMMAND (only while it is not in the workspace)
// A run without a name follows the file "script" in the workspace, if there is one.
// With --serve it answers as a resident worker does: at λ = 1 only once the file "go" is in the workspace, at
// λ = 13 with a problem, at λ = 66 it ends; the seconds are the number of questions so far.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include <unistd.h>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "base/safetensors.h"
#include "jobs/event_writer.h"
#include "jobs/live_protocol.h"
#include "jobs/run_folder.h"

using namespace up5;
using namespace up5::jobs;

namespace {

volatile std::sig_atomic_t g_terminated = 0;

class FakeWorker {
public:
    FakeWorker(RunFolder folder, Workspace workspace)
        : m_folder(std::move(folder)), m_workspace(std::move(workspace)), m_writer(m_folder.events()) {
        std::ofstream(m_folder.state() / "attempts", std::ios::app) << "x";
        m_isFirst = std::filesystem::file_size(m_folder.state() / "attempts") == 1;
    }

    void run(const std::string& script) {
        std::istringstream commands(script);
        std::string command;
        while (std::getline(commands, command, ';')) {
            std::istringstream words(command);
            execute(words);
        }
    }

private:
    void execute(std::istringstream& words) {
        std::string name;
        words >> name;
        if (name == "first") {
            if (m_isFirst) {
                execute(words);
            }
            return;
        }
        if (name == "unless") {
            words >> name;
            if (!std::filesystem::exists(m_workspace.root / name)) {
                execute(words);
            }
            return;
        }
        if (name == "log") {
            std::cerr << rest(words) << std::endl;
        } else if (name == "wait") {
            const std::filesystem::path file = m_workspace.root / rest(words);
            while (!std::filesystem::exists(file)) {
                ::usleep(2000);
            }
        } else if (name == "exit") {
            std::_Exit(std::stoi(rest(words)));
        } else if (!act(name) && !report(name, words) && !writeRaw(name, words)) {
            throw Error(ErrorCode::Internal, "The fake worker does not know " + name + ".");
        }
    }

    bool act(const std::string& name) {
        if (name == "hang") {
            while (g_terminated == 0) {
                ::usleep(2000);
            }
            m_writer.emitEvent(CancelledEvent{});
            std::_Exit(130);
        } else if (name == "stubborn") {
            std::signal(SIGTERM, SIG_IGN);
        } else if (name == "kill") {
            ::raise(SIGKILL);
        } else if (name == "abort") {
            std::abort();
        } else {
            return false;
        }
        return true;
    }

    bool report(const std::string& name, std::istringstream& words) {
        std::string text;
        std::int64_t step = 0, total = 0;
        double value = 0;
        if (name == "hello") {
            m_writer.emitEvent(HelloEvent{kProtocolVersion, "9.9", "none", "cpu", 1});
        } else if (name == "series" && words >> text >> step >> value) {
            m_writer.emitEvent(SeriesEvent{text, step, value});
        } else if (name == "metric" && words >> text >> value) {
            m_writer.emitEvent(MetricEvent{text, "test", "sequential", "", "", 10, 0, value});
        } else if (name == "progress" && words >> step >> total) {
            m_writer.emitEvent(ProgressEvent{"training", step, total});
        } else if (name == "ranks") {
            writeRanks();
        } else if (name == "artifact" && words >> text) {
            m_writer.emitEvent(ArtifactEvent{"checkpoint", text, "00"});
        } else if (name == "dataset" && words >> text) {
            m_writer.emitEvent(ArtifactEvent{"dataset", "datasets/" + text, text});
        } else if (name == "done") {
            m_writer.emitEvent(DoneEvent{});
        } else if (name == "failed") {
            m_writer.emitEvent(FailedEvent{ErrorCode::Corrupt, "the sky fell"});
        } else {
            return false;
        }
        return true;
    }

    bool writeRaw(const std::string& name, std::istringstream& words) {
        std::ofstream out(m_folder.events(), std::ios::app);
        if (name == "raw") {
            out << rest(words) << '\n';
        } else if (name == "twice") {
            const std::string text = rest(words);
            out << text + '\n' + text + '\n';
        } else if (name == "torn") {
            out << rest(words);
        } else if (name == "protocol") {
            out << R"({"event":"hello","protocol":)" << rest(words) << R"(,"novelty":true})" << '\n';
        } else {
            return false;
        }
        return true;
    }

    void writeRanks() {
        const std::filesystem::path file = m_folder.artifacts() / "ranks.safetensors";
        SafetensorsWriter writer(
            file, {{"users", TensorType::I32, {2}}, {"values", TensorType::F64, {2}}},
            {{"name", "rank"}, {"split", "test"}, {"task", "sequential"}, {"attribute", ""}});
        const std::int32_t users[] = {4, 2};
        const double values[] = {1, 3.5};
        writer.write<std::int32_t>("users", users);
        writer.write<double>("values", values);
        writer.commit();
        m_writer.emitEvent(ArtifactEvent{"ranks", "artifacts/ranks.safetensors", sha256OfFile(file)});
    }

    static std::string rest(std::istringstream& words) {
        std::string text;
        std::getline(words >> std::ws, text);
        return text;
    }

    RunFolder m_folder;
    Workspace m_workspace;
    EventWriter m_writer;
    bool m_isFirst = true;
};

void serve(const Workspace& workspace) {
    const auto say = [](const LiveReply& reply) { std::cout << toLine(reply) << std::endl; };
    say(LiveReady{0.5, 100});
    std::string line;
    for (int questions = 1; std::getline(std::cin, line); ++questions) {
        const LiveRequest request = liveRequestFromLine(line);
        const double lambda = request.lambda;
        while (lambda == 1 && !std::filesystem::exists(workspace.root / "go")) {
            ::usleep(2000);
        }
        if (lambda == 66) {
            throw Error(ErrorCode::Io, "the fake ends here");
        }
        if (lambda == 13) {
            say(LiveProblem{request.id, "13 is no good λ"});
            continue;
        }
        LiveAnswer answer{request.id, lambda, static_cast<double>(questions), 300, {}};
        const double auc = 0.64 - 0.002 * lambda;
        answer.figures["auc"] = {auc, auc - 0.05, auc + 0.05, 94};
        for (const char* name : {"hit@1", "hit@3", "hit@5", "hit@10", "ndcg@10"}) {
            const double hit = 0.7 - 0.001 * lambda;
            answer.figures[name] = {hit, hit - 0.03, hit + 0.03, 400};
        }
        say(answer);
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::string mode = argc == 5 ? argv[1] : "";
    if ((mode != "--run" && mode != "--serve") || std::string(argv[3]) != "--workspace") {
        std::cerr << "usage: fake_worker (--run | --serve) FOLDER --workspace FOLDER\n";
        return 2;
    }
    std::signal(SIGTERM, [](int) { g_terminated = 1; });
    try {
        if (mode == "--serve") {
            serve(Workspace{argv[4]});
            return 0;
        }
        const RunFolder folder{argv[2]};
        const Workspace workspace{argv[4]};
        const std::string name = folder.readSpec().name;
        const std::filesystem::path script = workspace.root / "script";
        FakeWorker(folder, workspace)
            .run(name.empty() && std::filesystem::exists(script) ? readFile(script) : name);
    } catch (const Error& error) {
        std::cerr << error.what() << std::endl;
        return exitCode(error.code());
    }
    return 0;
}
