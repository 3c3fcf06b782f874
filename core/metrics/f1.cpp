#include <algorithm>
#include <limits>
#include <string>

#include "base/error.h"
#include "metrics/auc.h"

namespace up5::metrics {

namespace {

void requireSameUsers(std::span<const int> labels, std::span<const int> predicted) {
    if (labels.size() != predicted.size()) {
        throw Error(ErrorCode::InvalidInput, "F1 needs one predicted class per user; found were " +
                                                 std::to_string(predicted.size()) + " predictions of " +
                                                 std::to_string(labels.size()) + " users.");
    }
}

} // namespace

double macroF1(std::span<const int> labels, std::span<const int> predicted, int numClasses) {
    requireSameUsers(labels, predicted);
    // F1 of a class is 2·hits / (users of it + predictions of it).
    std::vector<std::int64_t> hits(static_cast<std::size_t>(numClasses)), mentions(hits.size());
    for (std::size_t user = 0; user < labels.size(); ++user) {
        for (const int c : {labels[user], predicted[user]}) {
            if (c < 0 || c >= numClasses) {
                throw Error(ErrorCode::InvalidInput, "User " + std::to_string(user) + " has class " +
                                                         std::to_string(c) + "; allowed are 0 to " +
                                                         std::to_string(numClasses - 1) + ".");
            }
            ++mentions[static_cast<std::size_t>(c)];
        }
        hits[static_cast<std::size_t>(labels[user])] += labels[user] == predicted[user] ? 1 : 0;
    }
    double sum = 0.0;
    int present = 0;
    for (std::size_t c = 0; c < hits.size(); ++c) {
        if (mentions[c] > 0) {
            sum += 2.0 * static_cast<double>(hits[c]) / static_cast<double>(mentions[c]);
            ++present;
        }
    }
    return present > 0 ? sum / present : std::numeric_limits<double>::quiet_NaN();
}

double microF1(std::span<const int> labels, std::span<const int> predicted) {
    requireSameUsers(labels, predicted);
    std::size_t hits = 0;
    for (std::size_t user = 0; user < labels.size(); ++user) {
        hits += labels[user] == predicted[user] ? 1 : 0;
    }
    return labels.empty() ? std::numeric_limits<double>::quiet_NaN()
                          : static_cast<double>(hits) / static_cast<double>(labels.size());
}

} // namespace up5::metrics
