#include "jobs/options/cfp_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<CfpOptions>& CfpOptions::table() {
    using O = CfpOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("prefix_length", &O::prefixLength,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Prefix tokens n in every attention."),
                  "paper §6: 5, 15, 30", 1, 50})
            .add("reweighter", &O::reweighter,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Prompt token reweighter: attention, or none."),
                  "paper §5.1",
                  {},
                  {},
                  {"attention", "none"}})
            .add("init", &O::init,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Start of the prompt: normal, small or zero (all prefix tokens then stay alike)."),
                  "published code: normal; zero for MovieLens age and occupation",
                  {},
                  {},
                  {"normal", "small", "zero"}})
            .add("output_scale", &O::outputScale,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Start of the learned factor on the prompt's tokens."),
                  "ours", 0.001, 10})
            .add("prefix_dropout", &O::prefixDropout,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Dropout on the prompt while training."),
                  "published code: 0.1", 0, 0.9})
            .addInherited(AdversarialOptions::table());
        return options;
    }();
    return set;
}

} // namespace up5::jobs
