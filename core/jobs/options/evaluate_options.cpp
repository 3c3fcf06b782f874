#include "jobs/options/evaluate_options.h"

#include <QtCore/QCoreApplication>

#include "base/error.h"
#include "jobs/job_spec.h"

namespace up5::jobs {

const OptionSet<EvaluateOptions>& EvaluateOptions::table() {
    using O = EvaluateOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add(
                "task", &O::task,
                {QT_TRANSLATE_NOOP(
                     "up5::jobs::Options",
                     "sequential (next item from a history), direct (choice from a candidate list) or both."),
                 "paper §3",
                 {},
                 {},
                 {"sequential", "direct", "both"}})
            .add("part", &O::part,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Which held-out items are the targets."),
                  "paper §6: test",
                  {},
                  {},
                  {"validation", "test"}})
            .add("candidates", &O::candidates,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "stored (the candidate sets all models share) or "
                                                          "catalogue (every rated item not in the history)."),
                  "paper §6: 1 + 100",
                  {},
                  {},
                  {"stored", "catalogue"}})
            .add("norm", &O::norm,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Score of a candidate: length (log-likelihood per token) or sum."),
                  "published code: length",
                  {},
                  {},
                  {"length", "sum"}})
            .add("score", &O::score,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "exact (every candidate is scored) or beam20 (a beam search with 20 beams, "
                      "as the published code has it: a candidate it loses is ranked behind those "
                      "it finds)."),
                  "published code: beam20",
                  {},
                  {},
                  {"exact", "beam20"}})
            .add("users", &O::users,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Users to evaluate, the first of a seeded order; 0 = all."),
                  "ours", 0, 100000000})
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

void EvaluateOptions::check(const JobSpec& spec) {
    const EvaluateOptions options = table().read(spec.options);
    if (options.score == "beam20" && options.norm != "length") {
        throw Error(ErrorCode::InvalidInput,
                    "Option norm is sum, but a beam search (score=beam20) ranks by the log-likelihood per "
                    "token only. Leave norm out, or choose score=exact.");
    }
}

} // namespace up5::jobs
