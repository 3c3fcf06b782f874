#include "jobs/options/stability_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<StabilityOptions>& StabilityOptions::table() {
    using O = StabilityOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("users", &O::users,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Test users whose lists are compared, the first of a seeded order; 0 = "
                                    "all."),
                  "ours", 0, 100000000})
            .add("k", &O::k,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Length of the recommended lists."), "ours", 1,
                  1000})
            .add("rbo_p", &O::rboP,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Persistence of rank-biased overlap: how far down a list counts; its "
                                    "mean depth is 1/(1 − p)."),
                  "Webber et al. 2010: 0.9", 0.01, 0.999})
            .add("min_similarity", &O::minSimilarity,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Users are matched only when the Jaccard similarity of their histories "
                                    "is at least this."),
                  "ours", 0, 1})
            .add("resamples", &O::resamples,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Bootstrap resamples of users for the intervals."),
                  "ours", 100, 1000000})
            .add("remove", &O::remove,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Which attributes a mixture removes, with commas between them; empty = all "
                      "that it can. For prompts of kind mixture only."),
                  "paper §5.2"});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
