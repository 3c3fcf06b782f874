#include "jobs/options/mixture_options.h"

#include <algorithm>
#include <charconv>

#include <QtCore/QCoreApplication>
#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_spec.h"

namespace up5::jobs {

namespace {

[[noreturn]] void refuseMixture(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

/// One part of `lambdas`, like "gender=10".
std::pair<std::string, double> namedLambda(const std::string& part) {
    const std::size_t equals = part.rfind('='); // the name may have one, the number has none
    if (equals == std::string::npos || equals == 0) {
        refuseMixture(fmt::format("Option lambdas has \"{}\", but must be a list like gender=10,age=30, "
                                  "without blanks.",
                                  part));
    }
    const std::string name = part.substr(0, equals), text = part.substr(equals + 1);
    const OptionInfo& range = AdversarialOptions::table().info("lambda");
    double lambda = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), lambda);
    const bool isNumber = error == std::errc() && stop == text.data() + text.size();
    if (!isNumber || !(lambda >= *range.min && lambda <= *range.max)) {
        refuseMixture(
            fmt::format("Option lambdas gives {} the weight \"{}\", but it must be a number from {} "
                        "to {}.",
                        name, text, *range.min, *range.max));
    }
    return {name, lambda};
}

void checkLambdas(const MixtureOptions& options, const std::vector<std::string>& attributes) {
    const std::map<std::string, double> named = options.namedLambdas();
    if (named.empty()) {
        return;
    }
    if (options.lambda == 0) {
        refuseMixture(
            "lambda=0 is the control that is trained without any adversary, so it takes no lambdas. To leave "
            "single attributes alone, give them 0 in lambdas beside a lambda above 0.");
    }
    if (attributes.empty()) { // those of the prompts, which are looked up later
        return;
    }
    for (const auto& [name, lambda] : named) {
        if (std::find(attributes.begin(), attributes.end(), name) == attributes.end()) {
            refuseMixture(fmt::format("Option lambdas names {}, but the mixture's attributes are {}.", name,
                                      fmt::join(attributes, ", ")));
        }
    }
    const std::vector<double> lambdas = options.lambdasOf(attributes);
    if (std::all_of(lambdas.begin(), lambdas.end(), [](double lambda) { return lambda == 0; })) {
        refuseMixture("lambdas gives every attribute of the mixture the weight 0; that is the control, which "
                      "is asked for with lambda=0 alone.");
    }
}

} // namespace

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
            .add("lambdas", &O::lambdas,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Weights λ of single attributes, as a list like gender=10,age=30; "
                                    "attributes that are not listed take lambda."),
                  "paper Eq. 9: λ_k"})
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
    checkLambdas(options, spec.attributes);
}

std::map<std::string, double> MixtureOptions::namedLambdas() const {
    std::map<std::string, double> named;
    if (lambdas.empty()) {
        return named;
    }
    for (const std::string& part : listParts(lambdas)) {
        std::pair<std::string, double> entry = namedLambda(part);
        const std::string name = entry.first;
        if (!named.insert(std::move(entry)).second) {
            refuseMixture(fmt::format("Option lambdas gives {} a weight twice.", name));
        }
    }
    return named;
}

std::vector<double> MixtureOptions::lambdasOf(const std::vector<std::string>& attributes) const {
    const std::map<std::string, double> named = namedLambdas();
    std::vector<double> weights;
    for (const std::string& attribute : attributes) {
        const auto own = named.find(attribute);
        weights.push_back(own == named.end() ? lambda : own->second);
    }
    return weights;
}

std::vector<double> MixtureOptions::stepWeights(const std::vector<std::string>& attributes,
                                                const std::vector<bool>& isRemoved) const {
    std::vector<double> weights = lambdasOf(attributes);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] *= isRemoved[i] ? 1.0 : -upward;
    }
    return weights;
}

} // namespace up5::jobs
