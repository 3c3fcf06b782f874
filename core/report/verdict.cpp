#include "report/comparison.h"

#include <cmath>

namespace up5::report {

const char* toString(Family family) {
    switch (family) {
    case Family::Untreated:
        return "untreated";
    case Family::Control:
        return "control";
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

Verdict verdictOf(const std::optional<metrics::Estimate>& auc, bool collapsed) {
    if (!auc || std::isnan(auc->low) || std::isnan(auc->high)) {
        return Verdict::Inconclusive;
    }
    if (auc->low > 0.5) {
        return Verdict::LeakFound;
    }
    return collapsed ? Verdict::Inconclusive : Verdict::NoneFound;
}

Verdict ComparisonPoint::verdict() const {
    const Verdict userSpan = verdictOf(auc, collapsed);
    const Verdict allTokens = verdictOf(aucAllTokens, collapsedAllTokens);
    if (userSpan == Verdict::LeakFound || allTokens == Verdict::LeakFound) {
        return Verdict::LeakFound;
    }
    return userSpan == allTokens ? userSpan : Verdict::Inconclusive;
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
