// What window and resident worker say to each other: a JSON object a line, requests in, answers out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace up5::jobs {

/// The worker's first line: the prompt is loaded.
struct LiveReady {
    double lambdaMin = 0, lambdaMax = 0; ///< λ it answers for, besides 0
};

struct LiveRequest {
    std::int64_t id = 0; ///< repeated by the answer
    double lambda = 0;
};

/// A value with its 95 % interval (NaN where there is none) and the users it rests on.
struct LiveFigure {
    double value = 0, low = 0, high = 0;
    int n = 0;
};

/// Figures on validation users.
struct LiveAnswer {
    std::int64_t id = 0;
    double lambda = 0;
    double seconds = 0;                        ///< it took
    int fittedTo = 0;                          ///< users the probe was fitted to
    std::map<std::string, LiveFigure> figures; ///< "hit@1", "hit@3", "hit@5", "hit@10", "ndcg@10", "auc"
};

/// Why a request has no answer; the worker goes on.
struct LiveProblem {
    std::int64_t id = 0;
    std::string sentence;
};

using LiveReply = std::variant<LiveReady, LiveAnswer, LiveProblem>;

/// Without newline. Figures without interval have null bounds.
std::string toLine(const LiveRequest& request);
std::string toLine(const LiveReply& reply);
/// Throw Error{Protocol} for what is no such line.
LiveRequest liveRequestFromLine(const std::string& line);
LiveReply liveReplyFromLine(const std::string& line);

} // namespace up5::jobs
