#include "report/sentences.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr const char* kFindingTask = "sequential";
constexpr int kHeadlineK = 10;

using Figure = std::optional<metrics::Estimate> ComparisonPoint::*;
using Flag = bool ComparisonPoint::*;

/// What a mean is over: "3 seeds", or "6 models with 3 seeds" when several backbones share a setting.
std::string modelsText(const SettingSummary& setting) {
    const auto models = static_cast<int>(setting.counted.size());
    return models == setting.seeds ? fmt::format("{} seeds", models)
                                   : fmt::format("{} models with {} seed{}", models, setting.seeds,
                                                 setting.seeds == 1 ? "" : "s");
}

std::vector<std::string> runsOf(const Audit& audit, const std::vector<const SettingSummary*>& settings) {
    std::vector<std::string> runs;
    for (const SettingSummary* setting : settings) {
        for (const std::size_t point : setting->counted) {
            runs.push_back(audit.points[point].run);
        }
    }
    return runs;
}

/// A representation of a model: its target, and where a point has its figure.
struct Reading {
    const char* target;
    Figure figure;
    Flag collapsed;
};

std::optional<metrics::Estimate> shuffledLabels(const ComparisonPoint& point, const Reading& reading) {
    const TargetFigures* figures = point.figuresOf(reading.target);
    return figures ? figures->null : std::nullopt;
}

Verdict readingVerdict(const ComparisonPoint& point, const Reading& reading) {
    return verdictOf(point.*reading.figure, point.*reading.collapsed, shuffledLabels(point, reading));
}

/// One representation of a model with one seed: its figure and what may be said.
std::string readingText(const ComparisonPoint& point, const Reading& reading) {
    const std::optional<metrics::Estimate>& auc = point.*reading.figure;
    if (!auc) {
        return "not measured";
    }
    std::vector<std::string> reasons;
    const Verdict verdict = readingVerdict(point, reading);
    if (verdict == Verdict::LeakFound) {
        reasons.push_back(shuffledLabels(point, reading) ? "above shuffled labels" : "interval above 0.5");
    }
    if (point.*reading.collapsed) {
        reasons.push_back(
            verdict == Verdict::LeakFound
                ? "although the probe counts as collapsed: the order of its scores tells users apart"
                : "probe collapsed");
    }
    return fmt::format("AUC {}, {}", areaWithInterval(*auc), toString(verdict)) +
           (reasons.empty() ? "" : fmt::format(" ({})", fmt::join(reasons, ", ")));
}

/// The same over several seeds.
std::string readingText(const Audit& audit, const SettingSummary& setting, const Reading& reading,
                        const std::optional<SeedSpread>& spread) {
    if (setting.counted.size() == 1) {
        return readingText(audit.points[setting.counted.front()], reading);
    }
    if (!spread) {
        return "not measured";
    }
    int leaks = 0, inconclusive = 0;
    for (const std::size_t position : setting.counted) {
        const Verdict verdict = readingVerdict(audit.points[position], reading);
        leaks += verdict == Verdict::LeakFound ? 1 : 0;
        inconclusive += verdict == Verdict::Inconclusive ? 1 : 0;
    }
    return fmt::format("mean AUC {} ({} to {}), {} with {} of {}", areaText(spread->mean),
                       areaText(spread->min), areaText(spread->max), toString(Verdict::LeakFound), leaks,
                       modelsText(setting)) +
           (inconclusive > 0 ? fmt::format(", inconclusive with {}", inconclusive) : "");
}

/// The headline of a setting: the verdict in words, or over several seeds how often a leak was found. Empty
/// for runs that have no strongest figure.
std::string headlineText(const Audit& audit, const SettingSummary& setting) {
    if (!setting.aucStrongest) {
        return {};
    }
    if (setting.counted.size() == 1) {
        return verdictSentence(leakVerdict(audit.points[setting.counted.front()])) + " Beside it: ";
    }
    int leaks = 0, inconclusive = 0, measured = 0;
    for (const std::size_t position : setting.counted) {
        const Verdict verdict = audit.points[position].verdict();
        measured += audit.points[position].aucStrongest ? 1 : 0;
        leaks += verdict == Verdict::LeakFound ? 1 : 0;
        inconclusive += verdict == Verdict::Inconclusive ? 1 : 0;
    }
    const SeedSpread& spread = *setting.aucStrongest;
    return fmt::format("strongest probe, mean AUC {} ({} to {}, {} of {} measured), {} with {}",
                       areaText(spread.mean), areaText(spread.min), areaText(spread.max), measured,
                       modelsText(setting), toString(Verdict::LeakFound), leaks) +
           (inconclusive > 0 ? fmt::format(", inconclusive with {}", inconclusive) : "") + "; ";
}

Sentence leakSentence(const Audit& audit, const SettingSummary& setting) {
    if (setting.baseline) { // knows a user by a vector and has no tokens
        return {fmt::format("{}: {}user vector {}.", setting.label, headlineText(audit, setting),
                            readingText(audit, setting,
                                        {"user_vector", &ComparisonPoint::auc, &ComparisonPoint::collapsed},
                                        setting.auc)),
                runsOf(audit, {&setting})};
    }
    return {
        fmt::format(
            "{}: {}user span {}; all tokens {}.", setting.label, headlineText(audit, setting),
            readingText(audit, setting, {"user_span", &ComparisonPoint::auc, &ComparisonPoint::collapsed},
                        setting.auc),
            readingText(audit, setting,
                        {"all_tokens", &ComparisonPoint::aucAllTokens, &ComparisonPoint::collapsedAllTokens},
                        setting.aucAllTokens)),
        runsOf(audit, {&setting})};
}

const SettingSummary* controlOf(const std::vector<SettingSummary>& settings, const SettingSummary& setting) {
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const SettingSummary& other) {
        return other.family == Family::Control && other.control == setting.control;
    });
    return found == settings.end() ? nullptr : &*found;
}

std::string meanOverModels(const SettingSummary& setting) {
    return setting.counted.size() == 1 ? "one seed" : "mean of " + modelsText(setting);
}

std::string changeText(const char* what, const std::optional<SeedSpread>& after,
                       const std::optional<SeedSpread>& before) {
    const double change = after->mean - before->mean;
    return fmt::format("{} {} → {} ({})", what, areaText(before->mean), areaText(after->mean),
                       signedText(areaText(change), change));
}

/// What treatment changed against its λ = 0 control, means over seeds.
std::vector<Sentence> changeSentences(const Audit& audit, const SettingSummary& setting) {
    const SettingSummary* control = controlOf(audit.settings, setting);
    if (!setting.auc) {
        return {};
    }
    if (control == nullptr || !control->auc) {
        return {{setting.label + ": no matching λ = 0 control, so what λ changed is not known.",
                 runsOf(audit, {&setting})}};
    }
    std::string text =
        fmt::format(
            "{} ({}) against its λ = 0 control ({}): {}", setting.label, meanOverModels(setting),
            meanOverModels(*control),
            setting.aucStrongest && control->aucStrongest
                ? changeText("AUC of the strongest probe", setting.aucStrongest, control->aucStrongest) + ", "
                : "") +
        changeText("AUC on the user span", setting.auc, control->auc);
    if (setting.aucAllTokens && control->aucAllTokens) {
        text += ", " + changeText("on all tokens", setting.aucAllTokens, control->aucAllTokens);
    }
    const SeedSpread* after = setting.rankingSpread("hit@k", kFindingTask, kHeadlineK);
    const SeedSpread* before = control->rankingSpread("hit@k", kFindingTask, kHeadlineK);
    if (after != nullptr && before != nullptr) {
        const double change = after->mean - before->mean;
        text += fmt::format(", hit@10 {} % → {} % ({} points)", percent(before->mean), percent(after->mean),
                            signedText(percent(change), change));
    }
    return {{text + ".", runsOf(audit, {&setting, control})}};
}

} // namespace

std::vector<Sentence> findingSentences(const Audit& audit) {
    std::vector<Sentence> sentences;
    for (const SettingSummary& setting : audit.settings) {
        if (setting.aucStrongest || setting.auc || setting.aucAllTokens) {
            sentences.push_back(leakSentence(audit, setting));
        }
    }
    for (const SettingSummary& setting : audit.settings) {
        if (setting.family == Family::Cfp) {
            for (Sentence& sentence : changeSentences(audit, setting)) {
                sentences.push_back(std::move(sentence));
            }
        }
    }
    if (!audit.points.empty() && audit.points.front().bestPossibleAuc) {
        sentences.push_back(
            {fmt::format("The population was generated: no reader of a whole history can do better than "
                         "AUC {} for {}.",
                         areaText(*audit.points.front().bestPossibleAuc), audit.attribute)});
    }
    return sentences;
}

} // namespace up5::report
