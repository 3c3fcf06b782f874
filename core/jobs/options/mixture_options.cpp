#include "jobs/options/mixture_options.h"

#include <QtCore/QCoreApplication>

#include "base/error.h"
#include "jobs/job_spec.h"

namespace up5::jobs {

const OptionSet<MixtureOptions>& MixtureOptions::table() {
    using O = MixtureOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("n_out", &O::outputLength,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Prefix tokens of the mixed prompt in every attention."),
                  "published code: 15", 1, 50})
            .add("init", &O::init,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Start of the mixture: identity (about the mean of the prompts' tokens) or "
                      "normal (random projections)."),
                  "identity is ours; published code: normal",
                  {},
                  {},
                  {"identity", "normal"}})
            .add("prefix_dropout", &O::prefixDropout,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Dropout on the prompt while training."),
                  "published code: 0.1", 0, 0.9})
            .add("upward", &O::upward,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Weight, in λ, with which attributes that are not to be removed are kept "
                                    "readable; 0 leaves them alone."),
                  "paper Eq. 9: 0; published code: 1", 0, 100})
            .addInherited(AdversarialOptions::table());
        return options;
    }();
    return set;
}

void MixtureOptions::check(const JobSpec& spec) {
    const MixtureOptions options = table().read(spec.options);
    requireNoLambda(options);
    if (options.classBalance == "median") {
        throw Error(
            ErrorCode::InvalidInput,
            "class_balance=median cuts the classes of one attribute, but a mixture has several; choose "
            "none or weights.");
    }
}

} // namespace up5::jobs
