#include "report/sentences.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr const char* kTask = "sequential";
constexpr int kHeadlineK = 10;

using Figure = std::optional<metrics::Estimate> ComparisonPoint::*;
using Flag = bool ComparisonPoint::*;

/// One representation of a model with one seed: its figure and what may be said.
std::string readingText(const ComparisonPoint& point, Figure figure, Flag collapsed) {
    const std::optional<metrics::Estimate>& auc = point.*figure;
    if (!auc) {
        return "not measured";
    }
    std::string verdict = toString(verdictOf(auc, point.*collapsed));
    if (point.*collapsed) {
        verdict += " (probe collapsed)";
    } else if (verdictOf(auc, false) == Verdict::LeakFound) {
        verdict += " (interval above 0.5)";
    }
    return fmt::format("AUC {}, {}", areaWithInterval(*auc), verdict);
}

/// The same over several seeds.
std::string readingText(const Audit& audit, const SettingSummary& setting, Figure figure, Flag collapsed,
                        const std::optional<SeedSpread>& spread) {
    if (setting.points.size() == 1) {
        return readingText(audit.points[setting.points.front()], figure, collapsed);
    }
    if (!spread) {
        return "not measured";
    }
    int leaks = 0, inconclusive = 0;
    for (const std::size_t position : setting.points) {
        const Verdict verdict = verdictOf(audit.points[position].*figure, audit.points[position].*collapsed);
        leaks += verdict == Verdict::LeakFound ? 1 : 0;
        inconclusive += verdict == Verdict::Inconclusive ? 1 : 0;
    }
    return fmt::format("mean AUC {} ({} to {}), {} with {} of {} seeds", areaText(spread->mean),
                       areaText(spread->min), areaText(spread->max), toString(Verdict::LeakFound), leaks,
                       setting.points.size()) +
           (inconclusive > 0 ? fmt::format(", inconclusive with {}", inconclusive) : "");
}

Sentence leakSentence(const Audit& audit, const SettingSummary& setting) {
    Sentence sentence{fmt::format(
        "{}: user span {}; all tokens {}.", setting.label,
        readingText(audit, setting, &ComparisonPoint::auc, &ComparisonPoint::collapsed, setting.auc),
        readingText(audit, setting, &ComparisonPoint::aucAllTokens, &ComparisonPoint::collapsedAllTokens,
                    setting.aucAllTokens))};
    for (const std::size_t position : setting.points) {
        sentence.runs.push_back(audit.points[position].run);
    }
    return sentence;
}

const SettingSummary* controlOf(const std::vector<SettingSummary>& settings, const SettingSummary& setting) {
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const SettingSummary& other) {
        return other.family == Family::Control && other.prefixLength == setting.prefixLength;
    });
    return found == settings.end() ? nullptr : &*found;
}

std::string seedsText(const SeedSpread& spread) {
    return spread.seeds == 1 ? "one seed" : fmt::format("mean of {} seeds", spread.seeds);
}

std::string changeText(const char* what, const std::optional<SeedSpread>& after,
                       const std::optional<SeedSpread>& before) {
    const double change = after->mean - before->mean;
    return fmt::format("{} {} → {} ({})", what, areaText(before->mean), areaText(after->mean),
                       signedText(areaText(change), change));
}

/// What treatment changed against the control of equal prefix length, means over seeds.
std::vector<Sentence> changeSentences(const Audit& audit, const SettingSummary& setting) {
    const SettingSummary* control = controlOf(audit.settings, setting);
    if (control == nullptr || !setting.auc || !control->auc) {
        return {};
    }
    std::string text = fmt::format("{} ({}) against the λ = 0 control of equal length ({}): {}",
                                   setting.label, seedsText(*setting.auc), seedsText(*control->auc),
                                   changeText("AUC on the user span", setting.auc, control->auc));
    if (setting.aucAllTokens && control->aucAllTokens) {
        text += ", " + changeText("on all tokens", setting.aucAllTokens, control->aucAllTokens);
    }
    const SeedSpread* after = setting.rankingSpread("hit@k", kTask, kHeadlineK);
    const SeedSpread* before = control->rankingSpread("hit@k", kTask, kHeadlineK);
    if (after != nullptr && before != nullptr) {
        const double change = after->mean - before->mean;
        text += fmt::format(", hit@10 {} % → {} % ({} points)", percent(before->mean), percent(after->mean),
                            signedText(percent(change), change));
    }
    std::vector<std::string> runs;
    for (const SettingSummary* summary : {&setting, control}) {
        for (const std::size_t point : summary->points) {
            runs.push_back(audit.points[point].run);
        }
    }
    return {{text + ".", runs}};
}

} // namespace

std::vector<Sentence> findingSentences(const Audit& audit) {
    std::vector<Sentence> sentences;
    for (const SettingSummary& setting : audit.settings) {
        if (setting.auc || setting.aucAllTokens) {
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
