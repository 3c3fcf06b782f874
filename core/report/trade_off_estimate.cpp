#include "report/trade_off_estimate.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "jobs/options/cfp_options.h"

namespace up5::report {

namespace {

// Half of the smallest λ the paper tried (0.1): gives 0 a finite place left of it.
constexpr double kLambdaOffset = 0.05;

/// With an interval that holds those of both.
metrics::Estimate between(const metrics::Estimate& a, const metrics::Estimate& b, double share) {
    const auto low = [](const metrics::Estimate& e) { return std::isnan(e.low) ? e.value : e.low; };
    const auto high = [](const metrics::Estimate& e) { return std::isnan(e.high) ? e.value : e.high; };
    return {a.value + share * (b.value - a.value), std::min(low(a), low(b)), std::max(high(a), high(b)),
            std::min(a.n, b.n)};
}

} // namespace

WantedPrompt wantedPrompt(const std::string& attribute, nlohmann::json options) {
    WantedPrompt wanted;
    wanted.attribute = attribute;
    if (options.value("lambda", 1.0) == 0) { // wanted are the prompts beside this control
        options["lambda"] = jobs::CfpOptions().lambda;
    }
    wanted.settings = otherPromptSettings(options);
    options["lambda"] = 0;
    wanted.controlSettings = otherPromptSettings(options);
    options["batches"] = 0;
    options.erase("condition");
    if (options.value("init", std::string()) == "prompt") {
        options.erase("init");
    }
    wanted.randomSettings = otherPromptSettings(options);
    return wanted;
}

std::vector<MeasuredLambda> measuredLambdas(const std::vector<ComparisonPoint>& points,
                                            const WantedPrompt& wanted, int prefixLength,
                                            const FigureChoice& choice, AucChoice auc) {
    std::map<double, std::vector<const ComparisonPoint*>> byLambda;
    for (const ComparisonPoint& point : points) {
        if (point.family != Family::Random && isWanted(point, wanted) && point.prefixLength == prefixLength &&
            aucOf(point, auc) && point.rankingFigure(choice.name, choice.task, choice.k)) {
            byLambda[point.lambda].push_back(&point);
        }
    }
    std::vector<MeasuredLambda> measured;
    for (const auto& [lambda, members] : byLambda) {
        MeasuredLambda entry;
        entry.lambda = lambda;
        std::vector<metrics::Estimate> aucs, figures;
        for (const ComparisonPoint* point : newestPerSeed(members)) {
            aucs.push_back(*aucOf(*point, auc));
            figures.push_back(*point->rankingFigure(choice.name, choice.task, choice.k));
            entry.collapsed = entry.collapsed || collapsedOf(*point, auc);
        }
        entry.auc = metrics::meanOverSeeds(aucs);
        entry.figure = metrics::meanOverSeeds(figures);
        entry.models = static_cast<int>(aucs.size());
        measured.push_back(entry);
    }
    return measured;
}

std::optional<TradeOffEstimate> estimateAt(const std::vector<MeasuredLambda>& measured, double lambda) {
    const auto above =
        std::lower_bound(measured.begin(), measured.end(), lambda,
                         [](const MeasuredLambda& m, double value) { return m.lambda < value; });
    if (above == measured.end()) {
        return std::nullopt;
    }
    if (above->lambda == lambda) {
        return TradeOffEstimate{true, above->collapsed, above->auc, above->figure, lambda, lambda};
    }
    if (above == measured.begin()) {
        return std::nullopt;
    }
    const MeasuredLambda& below = *(above - 1);
    const double start = std::log(below.lambda + kLambdaOffset);
    const double share =
        (std::log(lambda + kLambdaOffset) - start) / (std::log(above->lambda + kLambdaOffset) - start);
    return TradeOffEstimate{false,
                            below.collapsed || above->collapsed,
                            between(below.auc, above->auc, share),
                            between(below.figure, above->figure, share),
                            below.lambda,
                            above->lambda};
}

} // namespace up5::report
