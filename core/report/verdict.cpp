#include "report/verdict.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "report/comparison.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

const char* kUserSpan = "user_span";
const char* kAllTokens = "all_tokens";
const char* kAnswers = "answers";
const char* kSoftPrompt = "soft-prompt"; // the only one of the answers that is fitted

Doubt doubtAbout(const std::optional<metrics::Estimate>& auc) {
    return !auc ? Doubt::NotMeasured : hasInterval(*auc) ? Doubt::Collapsed : Doubt::NoInterval;
}

/// Fills what is known about the target a verdict rests on.
void addTarget(const ComparisonPoint& point, const std::string& target, LeakVerdict& verdict) {
    verdict.target = target;
    if (const TargetFigures* figures = point.figuresOf(target)) {
        verdict.null = figures->null;
        verdict.pValue = figures->pValue;
        verdict.detectable = figures->detectable;
        if (verdict.method.empty()) {
            verdict.method = figures->method;
        }
    }
}

void judgeStrongest(const ComparisonPoint& point, LeakVerdict& verdict) {
    verdict.auc = point.aucStrongest;
    verdict.collapsed = point.collapsedStrongest;
    verdict.method = point.strongestMethod;
    addTarget(point, point.strongestTarget, verdict);
    if (!hasInterval(*verdict.auc)) {
        verdict.doubt = Doubt::NoInterval;
        return;
    }
    verdict.verdict = verdictOf(verdict.auc, verdict.collapsed, verdict.null);
    verdict.doubt = verdict.verdict == Verdict::Inconclusive ? Doubt::Collapsed : Doubt::None;
}

/// Runs of versions that attacked two representations and shuffled no labels.
void judgeBoth(const ComparisonPoint& point, LeakVerdict& verdict) {
    const Verdict userSpan = verdictOf(point.auc, point.collapsed);
    const Verdict allTokens = verdictOf(point.aucAllTokens, point.collapsedAllTokens);
    const bool leak = userSpan == Verdict::LeakFound || allTokens == Verdict::LeakFound;
    verdict.verdict = leak ? Verdict::LeakFound : userSpan == allTokens ? userSpan : Verdict::Inconclusive;
    // It rests on the representation for which it holds; on the larger AUC where it holds for both.
    bool all = allTokens == verdict.verdict && userSpan != verdict.verdict;
    if (userSpan == allTokens && point.auc && point.aucAllTokens) {
        all = point.aucAllTokens->value > point.auc->value;
    }
    verdict.auc = all ? point.aucAllTokens : point.auc;
    verdict.collapsed = all ? point.collapsedAllTokens : point.collapsed;
    verdict.doubt = verdict.verdict == Verdict::Inconclusive ? doubtAbout(verdict.auc) : Doubt::None;
    addTarget(point, all ? kAllTokens : kUserSpan, verdict);
}

/// "logistic on user span".
std::string probeText(const LeakVerdict& verdict) {
    const std::string target = targetTitle(verdict.target);
    return verdict.method.empty() ? target : methodTitle(verdict.method) + " on " + target;
}

std::string figuresText(const LeakVerdict& verdict) {
    std::string text = fmt::format("the strongest probe ({}) reads {} with AUC {}", probeText(verdict),
                                   verdict.attribute, areaWithInterval(*verdict.auc));
    if (verdict.null) {
        text += fmt::format("; shuffled labels give {} to {}", areaText(verdict.null->low),
                            areaText(verdict.null->high));
    } else {
        text += "; guessing gives 0.5";
    }
    if (verdict.pValue) {
        text += fmt::format(" (p = {}, {} shuffles of the labels)", probabilityText(verdict.pValue->value),
                            countText(verdict.pValue->n));
    }
    return text;
}

std::string doubtText(const LeakVerdict& verdict) {
    switch (verdict.doubt) {
    case Doubt::Collapsed:
        return "the probe collapsed: its scores hardly differ between users, or it never beat the class "
               "shares, which is no sign that nothing leaks";
    case Doubt::NoInterval:
        return "the AUC has no interval";
    case Doubt::NotMeasured:
    case Doubt::None:
        break;
    }
    return "not measured";
}

} // namespace

const char* toString(Family family) {
    switch (family) {
    case Family::Untreated:
        return "untreated";
    case Family::Random:
        return "random";
    case Family::Control:
        return "control";
    case Family::Fair:
        return "fair";
    case Family::Cfp:
        break;
    }
    return "cfp";
}

const char* toString(Verdict verdict) {
    switch (verdict) {
    case Verdict::LeakFound:
        return "leak found";
    case Verdict::NoneFound:
        return "no leak found by these probes";
    case Verdict::Inconclusive:
        break;
    }
    return "inconclusive";
}

Verdict verdictOf(const std::optional<metrics::Estimate>& auc, bool collapsed,
                  const std::optional<metrics::Estimate>& null) {
    if (!auc || !hasInterval(*auc)) {
        return Verdict::Inconclusive;
    }
    const double guessing = null ? null->value : 0.5;
    const bool aboveBand = !null || !(auc->value <= null->high);
    if (auc->low > guessing && aboveBand) {
        return Verdict::LeakFound;
    }
    return collapsed ? Verdict::Inconclusive : Verdict::NoneFound;
}

LeakVerdict leakVerdict(const ComparisonPoint& point) {
    LeakVerdict verdict;
    verdict.attribute = point.attribute;
    verdict.overlap = point.adversaryOverlap > 0;
    // A fitted probe learns which way to turn; questions are asked as they are.
    std::ranges::copy_if(point.probes, std::back_inserter(verdict.reversed), [](const ProbeFigure& figure) {
        return figure.target == kAnswers && figure.probe != kSoftPrompt && figure.estimate.high < 0.5;
    });
    if (point.aucStrongest) {
        judgeStrongest(point, verdict);
    } else {
        judgeBoth(point, verdict);
    }
    return verdict;
}

SeedLeaks leaksOf(const std::vector<const ComparisonPoint*>& models) {
    SeedLeaks leaks;
    for (const ComparisonPoint* model : models) {
        const LeakVerdict verdict = leakVerdict(*model);
        if (!verdict.auc) {
            continue;
        }
        ++leaks.models;
        leaks.leaking += verdict.verdict == Verdict::LeakFound ? 1 : 0;
        leaks.inconclusive += verdict.verdict == Verdict::Inconclusive ? 1 : 0;
    }
    return leaks;
}

std::string leaksText(const SeedLeaks& leaks, bool isTreated) {
    if (leaks.models == 0) {
        return {};
    }
    return fmt::format("{} of {} {} {}{}", leaks.leaking, leaks.models, leaks.models == 1 ? "seed" : "seeds",
                       isTreated ? "still " : "", leaks.models == 1 ? "leaks" : "leak") +
           (leaks.inconclusive > 0 ? fmt::format("; {} inconclusive", leaks.inconclusive) : std::string());
}

std::string verdictSentence(const LeakVerdict& verdict) {
    std::string text;
    switch (verdict.verdict) {
    case Verdict::LeakFound:
        text = "Leak found: " + figuresText(verdict);
        if (verdict.collapsed) {
            text += "; the probe counts as collapsed, yet the order of its scores tells users apart";
        }
        break;
    case Verdict::NoneFound:
        text =
            (verdict.detectable ? fmt::format("No leak found by these probes (smallest detectable AUC {}): ",
                                              areaText(*verdict.detectable))
                                : std::string("No leak found by these probes: ")) +
            figuresText(verdict);
        break;
    case Verdict::Inconclusive:
        text = fmt::format("Inconclusive ({})", doubtText(verdict)) +
               (verdict.auc ? ": " + figuresText(verdict) : std::string());
        break;
    }
    for (const ProbeFigure& figure : verdict.reversed) {
        text += fmt::format("; {} orders users the wrong way round (AUC {}), which may tell them apart as "
                            "well; one of several "
                            "questions, not corrected for their number",
                            methodTitle(figure.probe), areaWithInterval(figure.estimate));
    }
    if (verdict.overlap) {
        text += "; the prompt's adversary had seen some of these users, so the leak may be larger";
    }
    return text + ".";
}

Verdict ComparisonPoint::verdict() const {
    return leakVerdict(*this).verdict;
}

const TargetFigures* ComparisonPoint::figuresOf(const std::string& target) const {
    const auto found = std::find_if(targets.begin(), targets.end(),
                                    [&](const TargetFigures& figures) { return figures.target == target; });
    return found == targets.end() ? nullptr : &*found;
}

const ProbeFigure* ComparisonPoint::probeFigure(const std::string& target, const std::string& probe) const {
    const auto found = std::find_if(probes.begin(), probes.end(), [&](const ProbeFigure& figure) {
        return figure.target == target && figure.probe == probe;
    });
    return found == probes.end() ? nullptr : &*found;
}

const metrics::Estimate* ComparisonPoint::rankingFigure(const std::string& name, const std::string& task,
                                                        int k) const {
    for (const RankingFigure& figure : ranking) {
        if (figure.name == name && figure.task == task && figure.k == k && figure.group.empty()) {
            return &figure.estimate;
        }
    }
    return nullptr;
}

} // namespace up5::report
