// Comparison points made of literals, with the order of magnitude of a small MovieLens audit.
#pragma once

#include <cmath>
#include <string>

#include "report/comparison.h"

namespace up5::test {

inline metrics::Estimate estimate(double value, double halfWidth, int n = 604) {
    return {value, value - halfWidth, value + halfWidth, n};
}

/// What the sample's prompts have as settings besides λ and length.
inline const std::string kSampleSettings = "defaults";

/// hit@1/3/5/10 derived from hit@10; AUC on the user span and, 0.02 higher, on all tokens.
inline report::ComparisonPoint samplePoint(report::Family family, double lambda, int prefixLength,
                                           std::uint64_t seed, double auc, double hit10,
                                           const std::string& attribute = "gender") {
    report::ComparisonPoint point;
    const std::string name =
        family == report::Family::Untreated ? "untreated"
        : family == report::Family::Random  ? "random prompt, n = " + std::to_string(prefixLength)
        : lambda == 0
            ? "λ = 0 control, n = " + std::to_string(prefixLength)
            : "CFP λ = " + std::to_string(static_cast<int>(lambda)) + ", n = " + std::to_string(prefixLength);
    point.setting = "set-1/backbone-1/" + attribute + "/" + name;
    point.key = point.setting + "/" + std::to_string(seed);
    point.run = "run-" + point.key;
    point.runs = {point.run};
    point.label = name;
    point.family = family;
    point.dataset = "set-1";
    point.datasetName = "MovieLens-1M";
    point.backboneRun = "backbone-1";
    point.attribute = attribute;
    point.split = "test";
    if (family != report::Family::Untreated) {
        point.control = "set-1/backbone-1/" + attribute + "/n = " + std::to_string(prefixLength);
        point.promptSettings = kSampleSettings;
        point.treated = {attribute};
    }
    point.lambda = family == report::Family::Untreated ? std::nan("") : lambda;
    point.prefixLength = family == report::Family::Untreated ? 0 : prefixLength;
    point.seed = seed;
    point.finished = "2026-11-23T12:00:00Z";
    point.auc = estimate(auc, 0.04);
    point.aucAllTokens = estimate(auc + 0.02, 0.04);
    point.probes = {{"logistic", "user_span", estimate(auc, 0.04), false, {}},
                    {"mlp7", "user_span", estimate(auc - 0.03, 0.045), false, {}},
                    {"logistic", "all_tokens", estimate(auc + 0.02, 0.04), false, {}},
                    {"mlp7", "all_tokens", estimate(auc + 0.01, 0.045), false, {}}};
    const double shares[] = {0.36, 0.66, 0.81, 1.0};
    const int ks[] = {1, 3, 5, 10};
    for (int i = 0; i < 4; ++i) {
        point.ranking.push_back(
            {"hit@k", "sequential", ks[i], "", "", estimate(hit10 * shares[i], 0.012, 6040)});
        point.ranking.push_back(
            {"hit@k", "direct", ks[i], "", "", estimate(hit10 * shares[i] * 0.7, 0.012, 6040)});
    }
    point.ranking.push_back({"ndcg@k", "sequential", 10, "", "", estimate(hit10 * 0.65, 0.01, 6040)});
    point.ranking.push_back({"mrr", "sequential", 0, "", "", estimate(hit10 * 0.55, 0.01, 6040)});
    return point;
}

/// Untreated, λ = 0, 1, 10, 100 at n = 5 with seeds 1 and 2.
inline std::vector<report::ComparisonPoint> samplePoints() {
    using report::Family;
    std::vector<report::ComparisonPoint> points;
    for (const std::uint64_t seed : {1U, 2U}) {
        const double shift = seed == 1 ? 0.0 : 0.01;
        points.push_back(samplePoint(Family::Untreated, 0, 0, seed, 0.634 + shift, 0.713));
        points.push_back(samplePoint(Family::Control, 0, 5, seed, 0.633 - shift, 0.711));
        points.push_back(samplePoint(Family::Cfp, 1, 5, seed, 0.635 + shift, 0.710));
        points.push_back(samplePoint(Family::Cfp, 10, 5, seed, 0.570 + shift, 0.690));
        points.push_back(samplePoint(Family::Cfp, 100, 5, seed, 0.555 + shift, 0.590));
    }
    return points;
}

} // namespace up5::test
