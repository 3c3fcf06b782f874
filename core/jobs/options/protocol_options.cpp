#include "jobs/options/protocol_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<ProtocolOptions>& ProtocolOptions::table() {
    using O = ProtocolOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add(
                "split", &O::split,
                {QT_TRANSLATE_NOOP(
                     "up5::jobs::Options",
                     "Protocol: loo (leave one out), code-8-1-1 (users cut 80/10/10, for the direct task "
                     "(user, item) pairs) or auto (loo for histories in time order, code-8-1-1 for unordered "
                     "baskets, where leaving two of two to three items out leaves nothing to learn from)."),
                 "paper §6: loo; published code: code-8-1-1",
                 {},
                 {},
                 {"auto", "loo", "code-8-1-1"}})
            .add("min_interactions", &O::minInteractions,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Users with fewer interactions neither train nor are evaluated nor "
                                    "probed (min_basket of baskets); 1 = all users."),
                  "published code: 10 (MovieLens); Li et al. 2021: 4 (Insurance)", 1, 1000})
            .add("test_history", &O::testHistory,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Whether the test history holds the validation "
                                                          "item: include_val (standard) or code (left out)."),
                  "published code: code",
                  {},
                  {},
                  {"include_val", "code"}})
            .add("negatives", &O::negatives,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "What a target is ranked against: catalogue (items the user has not), all (every item "
                      "not in the history), ids0_6039 (ids as the published code draws them) or auto (all "
                      "for catalogues of at most 100 items, else catalogue)."),
                  "paper §6: 100 random items",
                  {},
                  {},
                  {"auto", "catalogue", "all", "ids0_6039"}})
            .add("negative_count", &O::negativeCount,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Negatives per target (not for all)."),
                  "paper §6: 100", 1, 10000})
            .add("split_seed", &O::splitSeed,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Seed of split and candidates; apart from the run's seed, so that seeds share both."),
                  "ours", 0});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
