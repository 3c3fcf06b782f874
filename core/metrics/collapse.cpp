#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "base/error.h"
#include "metrics/auc.h"

namespace up5::metrics {

namespace {

constexpr double kModalShare = 0.98;  // spec H1.1
constexpr double kScoreSpread = 1e-4; // spec H1.1

/// Largest standard deviation over users of any class's score.
double largestSpread(std::span<const double> probabilities, std::size_t classes) {
    const std::size_t n = probabilities.size() / classes;
    double largest = 0.0;
    for (std::size_t c = 0; c < classes; ++c) {
        double mean = 0.0, squares = 0.0;
        for (std::size_t user = 0; user < n; ++user) {
            mean += probabilities[user * classes + c] / static_cast<double>(n);
        }
        for (std::size_t user = 0; user < n; ++user) {
            const double difference = probabilities[user * classes + c] - mean;
            squares += difference * difference;
        }
        largest = std::max(largest, std::sqrt(squares / static_cast<double>(n)));
    }
    return largest;
}

/// Whether every user's scores are one 1 and else 0: decisions, not probabilities.
bool isHard(std::span<const double> probabilities, std::size_t classes) {
    for (std::size_t begin = 0; begin < probabilities.size(); begin += classes) {
        const auto row = probabilities.subspan(begin, classes);
        const auto ones = static_cast<std::size_t>(std::count(row.begin(), row.end(), 1.0));
        const auto zeros = static_cast<std::size_t>(std::count(row.begin(), row.end(), 0.0));
        if (ones != 1 || zeros != classes - 1) {
            return false;
        }
    }
    return true;
}

/// Share of the users whose most probable class is the one most often predicted.
double modalShare(std::span<const double> probabilities, std::size_t classes) {
    const std::size_t n = probabilities.size() / classes;
    std::vector<std::size_t> predicted(classes);
    for (std::size_t user = 0; user < n; ++user) {
        const auto row = probabilities.subspan(user * classes, classes);
        ++predicted[static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin())];
    }
    return static_cast<double>(*std::max_element(predicted.begin(), predicted.end())) /
           static_cast<double>(n);
}

} // namespace

CollapseCheck checkCollapse(std::span<const double> probabilities, int numClasses, double trainingLoss,
                            double priorEntropy) {
    if (numClasses < 2 || probabilities.empty() ||
        probabilities.size() % static_cast<std::size_t>(numClasses) != 0) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} scores cannot be those of a probe of {} classes.", probabilities.size(),
                                numClasses));
    }
    const auto classes = static_cast<std::size_t>(numClasses);
    if (std::any_of(probabilities.begin(), probabilities.end(), [](double p) { return std::isnan(p); })) {
        return {true, "Some scores are not numbers: training diverged."};
    }
    if (const double spread = largestSpread(probabilities, classes); spread < kScoreSpread) {
        return {true,
                fmt::format("The scores hardly differ between users (standard deviation {:.1e}).", spread)};
    }
    if (isHard(probabilities, classes)) {
        if (const double share = modalShare(probabilities, classes); share > kModalShare) {
            return {true, fmt::format("One class is predicted for {:.1f} % of the users.", 100.0 * share)};
        }
    }
    if (!(trainingLoss < priorEntropy)) { // also when the loss is not a number
        return {true, fmt::format("The training loss ({:.4f}) is not below that of always guessing the class "
                                  "shares ({:.4f}).",
                                  trainingLoss, priorEntropy)};
    }
    return {};
}

} // namespace up5::metrics
