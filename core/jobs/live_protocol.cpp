#include "jobs/live_protocol.h"

#include <cmath>

#include "base/error.h"
#include "jobs/json_members.h"

namespace up5::jobs {

namespace {

nlohmann::json numberOrNull(double value) {
    return std::isnan(value) ? nlohmann::json() : nlohmann::json(value);
}

nlohmann::json parsed(const std::string& line) {
    nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
        throw Error(ErrorCode::Protocol, "A line of a resident worker is no JSON object: " + line);
    }
    return json;
}

LiveFigure figureFromJson(const nlohmann::json& json) {
    JsonMembers members(json, "A figure of a resident worker");
    LiveFigure figure;
    figure.value = members.number("value");
    figure.low = members.number("low");
    figure.high = members.number("high");
    figure.n = static_cast<int>(members.integer("n"));
    members.finish();
    return figure;
}

struct ToJson {
    nlohmann::json operator()(const LiveReady& ready) const {
        return {{"reply", "ready"}, {"lambda_min", ready.lambdaMin}, {"lambda_max", ready.lambdaMax}};
    }
    nlohmann::json operator()(const LiveAnswer& answer) const {
        nlohmann::json figures = nlohmann::json::object();
        for (const auto& [name, figure] : answer.figures) {
            figures[name] = {{"value", numberOrNull(figure.value)},
                             {"low", numberOrNull(figure.low)},
                             {"high", numberOrNull(figure.high)},
                             {"n", figure.n}};
        }
        return {{"reply", "answer"},
                {"id", answer.id},
                {"lambda", answer.lambda},
                {"seconds", answer.seconds},
                {"fitted_to", answer.fittedTo},
                {"figures", figures}};
    }
    nlohmann::json operator()(const LiveProblem& problem) const {
        return {{"reply", "problem"}, {"id", problem.id}, {"sentence", problem.sentence}};
    }
};

} // namespace

std::string toLine(const LiveRequest& request) {
    return nlohmann::json{{"id", request.id}, {"lambda", request.lambda}}.dump();
}

std::string toLine(const LiveReply& reply) {
    return std::visit(ToJson(), reply).dump();
}

LiveRequest liveRequestFromLine(const std::string& line) {
    const nlohmann::json json = parsed(line);
    JsonMembers members(json, "A request to a resident worker");
    LiveRequest request;
    request.id = members.integer("id");
    request.lambda = members.number("lambda");
    members.finish();
    if (std::isnan(request.lambda)) {
        throw Error(ErrorCode::Protocol, "A request to a resident worker names no λ: " + line);
    }
    return request;
}

LiveReply liveReplyFromLine(const std::string& line) {
    const nlohmann::json json = parsed(line);
    JsonMembers members(json, "A reply of a resident worker");
    const std::string kind = members.text("reply");
    LiveReply reply;
    if (kind == "ready") {
        reply = LiveReady{members.number("lambda_min"), members.number("lambda_max")};
    } else if (kind == "answer") {
        LiveAnswer answer;
        answer.id = members.integer("id");
        answer.lambda = members.number("lambda");
        answer.seconds = members.number("seconds");
        answer.fittedTo = static_cast<int>(members.integer("fitted_to"));
        for (const auto& [name, figure] : members.object("figures").items()) {
            answer.figures[name] = figureFromJson(figure);
        }
        reply = std::move(answer);
    } else if (kind == "problem") {
        const std::int64_t id = members.integer("id");
        reply = LiveProblem{id, members.text("sentence")};
    } else {
        throw Error(ErrorCode::Protocol,
                    "A resident worker replied with \"" + kind + "\"; known are ready, answer and problem.");
    }
    members.finish();
    return reply;
}

} // namespace up5::jobs
