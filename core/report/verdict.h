// What may be said about a leak; there is no "fair".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"
#include "report/probe_figures.h"

namespace up5::report {

struct ComparisonPoint;

enum class Verdict {
    LeakFound,    ///< above what shuffled labels give, whatever the probe's state
    NoneFound,    ///< no leak found by these probes
    Inconclusive, ///< see Doubt
};
const char* toString(Verdict verdict); ///< "leak found", "no leak found by these probes", "inconclusive"

/// Of one AUC: a leak is found when its interval lies above the mean of shuffled labels and the AUC above
/// their band; without shuffled labels (`null`), when its interval lies above 0.5. A collapsed probe can
/// still rank users, e.g. one whose training loss stayed at the class shares. So the flag excuses no such
/// interval.
Verdict verdictOf(const std::optional<metrics::Estimate>& auc, bool collapsed,
                  const std::optional<metrics::Estimate>& null = {});

/// Why nothing can be said.
enum class Doubt {
    None,
    NotMeasured, ///< no probe was fitted, or (without a strongest figure) one of two representations is
                 ///< missing
    NoInterval,  ///< an AUC without interval
    Collapsed,   ///< the probe collapsed and its interval reaches what guessing gives
};

/// The verdict about one model and attribute, with what it rests on.
struct LeakVerdict {
    Verdict verdict = Verdict::Inconclusive;
    Doubt doubt = Doubt::NotMeasured;
    std::string attribute;
    std::string target, method; ///< of the probe it rests on; method empty when not known
    std::optional<metrics::Estimate> auc;
    std::optional<metrics::Estimate> null;   ///< shuffled labels: mean and 95 % band
    std::optional<metrics::Estimate> pValue; ///< n = refits
    std::optional<double> detectable;
    bool collapsed = false;
    /// Answers whose AUC lies below 0.5 with its whole interval: they order users the wrong way round.
    std::vector<ProbeFigure> reversed;
    bool overlap = false; ///< the prompt's adversary had seen some of these users
};

/// Rests on the strongest probe where it is stored: a leak is found when its interval lies above the mean of
/// shuffled labels and its AUC above their band. Runs of older versions have no such figure: leak found on
/// user span or all tokens wins, none found needs both measured and sound, each held against 0.5.
LeakVerdict leakVerdict(const ComparisonPoint& point);

/// In how many models of one setting a leak is still found.
struct SeedLeaks {
    int models = 0;       ///< whose leak was measured
    int leaking = 0;      ///< with the verdict LeakFound
    int inconclusive = 0; ///< of which neither can be said
};

/// Of one attribute.
struct AttributeLeaks {
    std::string attribute;
    SeedLeaks leaks;
};

/// Of models that differ in the seed (or backbone) only, each with the verdict of leakVerdict(). Those that
/// were not probed do not count.
SeedLeaks leaksOf(const std::vector<const ComparisonPoint*>& models);
/// "2 of 3 seeds still leak", of an untreated model without the "still"; "; 1 inconclusive" where there are
/// any; empty when none was measured.
std::string leaksText(const SeedLeaks& leaks, bool isTreated);

/// "Leak found: …", "No leak found by these probes (smallest detectable AUC 0.56): …" or "Inconclusive (…):
/// …", with the figures.
std::string verdictSentence(const LeakVerdict& verdict);

} // namespace up5::report
