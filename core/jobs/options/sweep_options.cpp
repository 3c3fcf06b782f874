#include "jobs/options/sweep_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<SweepOptions>& SweepOptions::table() {
    using O = SweepOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("plan", &O::plan,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "What is run with which settings and seeds, as JSON text; `up5 sweep` "
                                    "writes it."),
                  "ours"})
            .add("companions", &O::companions,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "cfp, mixture: the untreated figures, the λ = 0 controls and the random "
                                    "prompts are part of the sweep, once."),
                  "ours"})
            .add("stop_dominated", &O::stopDominated,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "cfp, mixture: no further seeds of settings that are worse in leak and hits on "
                      "validation users than another setting."),
                  "ours"});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
