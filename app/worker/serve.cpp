#include "serve.h"

#include <chrono>
#include <istream>
#include <ostream>

#include "base/error.h"
#include "jobs/live_protocol.h"
#include "pipeline/live_control.h"
#include "train/device.h"

namespace up5::app {

namespace {

jobs::LiveReply replyTo(pipeline::LiveControl& control, const jobs::LiveRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    try {
        jobs::LiveAnswer answer;
        answer.id = request.id;
        answer.lambda = request.lambda;
        answer.fittedTo = static_cast<int>(control.probeUsers());
        answer.figures = control.measure(request.lambda);
        answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return answer;
    } catch (const Error& error) {
        return jobs::LiveProblem{request.id, error.what()};
    }
}

} // namespace

void serveLive(const jobs::Workspace& workspace, const std::filesystem::path& runFolder, std::istream& in,
               std::ostream& out) {
    const std::string device = jobs::RunFolder{runFolder}.readSpec().device;
    pipeline::LiveControl control(workspace, runFolder.filename().string(), train::deviceFromText(device),
                                  {});
    const auto say = [&](const jobs::LiveReply& reply) { out << jobs::toLine(reply) << std::endl; };
    say(jobs::LiveReady{control.trainedWith().lambdaMin, control.trainedWith().lambdaMax});
    std::string line;
    while (std::getline(in, line)) {
        say(replyTo(control, jobs::liveRequestFromLine(line)));
    }
}

} // namespace up5::app
