#include "jobs/options/cfp_options.h"

#include <QtCore/QCoreApplication>
#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_spec.h"

namespace up5::jobs {

const OptionSet<CfpOptions>& CfpOptions::table() {
    using O = CfpOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("condition", &O::condition,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "none (a prompt for the one λ) or lambda (one prompt for every λ: λ is "
                                    "drawn anew for each "
                                    "batch and told to the generator; lambda is the one that is audited)."),
                  "ours",
                  {},
                  {},
                  {"none", "lambda"}})
            .add("lambda_min", &O::lambdaMin,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "condition=lambda: smallest λ drawn, besides 0."),
                  "ours", 0.001, 10000})
            .add("lambda_max", &O::lambdaMax,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "condition=lambda: largest λ drawn."), "ours",
                  0.001, 10000})
            .add("lambda_zero_share", &O::lambdaZeroShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "condition=lambda: share of the batches trained with λ = 0."),
                  "ours", 0, 0.9})
            .add("prefix_length", &O::prefixLength,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Prefix tokens n in every attention."),
                  "paper §6: 5, 15, 30", 1, 50})
            .add("injection", &O::injection,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Where the prompt enters: kv (keys and values of every attention) or "
                                    "input (embeddings before the input of encoder and decoder)."),
                  "published code: kv; paper Eq. 3: input",
                  {},
                  {},
                  {"kv", "input"}})
            .add("generator", &O::generator,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "What makes the prompt's tokens: linear (one "
                                                          "linear map for each kind of attention), mlp "
                                                          "(perceptrons with two maps in the encoder, three "
                                                          "in the decoder), or table (nothing: the "
                                                          "tokens themselves are trained)."),
                  "paper Fig. 4: linear; published commands: mlp",
                  {},
                  {},
                  {"linear", "mlp", "table"}})
            .add("reweighter", &O::reweighter,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Prompt token reweighter: attention (over all tokens), encoder_only (over the "
                      "encoder's), ff (a feed-forward network 1.4 times as large), or none."),
                  "paper §5.1, Table 12: attention, ff, none; published code: encoder_only",
                  {},
                  {},
                  {"attention", "encoder_only", "ff", "none"}})
            .add(
                "init", &O::init,
                {QT_TRANSLATE_NOOP(
                     "up5::jobs::Options",
                     "Start of the prompt: normal, small, zero (all prefix tokens then stay alike) or prompt "
                     "(the trained prompt of another run)."),
                 "published code: normal; zero for MovieLens age and occupation; a trained prompt for "
                 "Insurance",
                 {},
                 {},
                 {"normal", "small", "zero", "prompt"}})
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

bool CfpOptions::covers(double value) const {
    return value == 0 || (value >= lambdaMin && value <= lambdaMax);
}

void CfpOptions::check(const JobSpec& spec) {
    const CfpOptions options = table().read(spec.options);
    const auto refuse = [](const std::string& sentence) { throw Error(ErrorCode::InvalidInput, sentence); };
    if (options.startsFromPrompt() && spec.promptRun.empty()) {
        refuse("A job of kind cfp with init=prompt needs the prompt run it starts from; give one, or another "
               "init.");
    }
    if (!options.startsFromPrompt() && !spec.promptRun.empty()) {
        refuse("A job of kind cfp takes a prompt run, the one it starts from, only with init=prompt.");
    }
    if (options.init == "zero" && options.reweighter == "ff") {
        refuse(
            "init=zero cannot be combined with reweighter=ff: behind zeros its units pass no gradient on, so "
            "that only one bias would ever learn. Choose init=small or another reweighter.");
    }
    if (options.batches == 0 && options.isConditional() != options.startsFromPrompt()) {
        refuse(
            "batches=0 trains nothing: it audits a random prompt, or a prompt trained for every λ at another "
            "λ, which needs init=prompt, condition=lambda and the prompt run.");
    }
    requireNoLambda(options);
    if (!options.isConditional()) {
        return;
    }
    if (options.generator == "table") {
        refuse(
            "condition=lambda cannot be combined with generator=table: without maps there is nothing that λ "
            "could steer. Choose generator=linear or generator=mlp.");
    }
    if (options.lambdaMin >= options.lambdaMax) {
        refuse(fmt::format("lambda_min is {}, but must be smaller than lambda_max, which is {}.",
                           options.lambdaMin, options.lambdaMax));
    }
    if (!options.covers(options.lambda)) {
        refuse(
            fmt::format("The prompt is trained for λ = 0 and from lambda_min = {} to lambda_max = {}, but is "
                        "to be audited at λ = {}. Choose a λ within, or a wider range.",
                        options.lambdaMin, options.lambdaMax, options.lambda));
    }
    if (options.selection != "last" || options.restarts != 1) {
        refuse("condition=lambda needs selection=last and restarts=1: a state chosen by its figures at one λ "
               "would "
               "serve all others, too.");
    }
    if (options.lambdaSchedule != "constant") {
        refuse(
            "condition=lambda needs lambda_schedule=constant: the generator is told the λ that the loss is "
            "weighed with.");
    }
}

} // namespace up5::jobs
