#include "jobs/named_settings.h"

#include <QtCore/QCoreApplication>
#include <fmt/format.h>

#include "base/error.h"
#include "jobs/options/adversarial_options.h"
#include "jobs/options/cfp_options.h"

namespace up5::jobs {

namespace {

/// Training as the paper and its code have it, of prompts and mixtures alike.
nlohmann::json asPublished() {
    return {{"schedule", "paper"},   {"batches", 10'000},   {"batch_size", 16},
            {"warm_start", 0},       {"lr_prefix", 1e-4},   {"lr_decay", "constant"},
            {"lr_classifier", 1e-4}, {"adversary", "mlp7"}, {"adversary_input", "raw"}};
}

nlohmann::json withAll(nlohmann::json options, const nlohmann::json& more) {
    options.update(more);
    return options;
}

std::vector<NamedSettings> makeNamedSettings() {
    return {
        {.kind = "cfp",
         .name = "paper",
         .title = QT_TRANSLATE_NOOP("up5::jobs::Options", "As published"),
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "Algorithm 1 with the sizes and learning rates of the paper and its "
                                      "code: one MLP on the user span, 10,000 batches of 16. Meant for a "
                                      "GPU."),
         .options = withAll(asPublished(), {{"output_scale", 1.0}})},
        {.kind = "cfp",
         .name = "all-tokens",
         .title = QT_TRANSLATE_NOOP("up5::jobs::Options", "Against every token"),
         .summary = QT_TRANSLATE_NOOP(
             "up5::jobs::Options",
             "The adversaries read the mean of all tokens, which the decoder reads too, instead of the user "
             "mention alone. Takes more from there than the defaults and costs more hits; whether the "
             "strongest probe still reads the attribute, the audit tells."),
         .options = {{"adversary_target", "all_tokens"}, {"output_scale", 1.0}}},
        {.kind = "mixture",
         .name = "paper",
         .title = QT_TRANSLATE_NOOP("up5::jobs::Options", "As published"),
         .summary = QT_TRANSLATE_NOOP(
             "up5::jobs::Options", "Algorithm 1 with the sizes and learning rates of the paper and its "
                                   "code: one MLP an attribute on the user span, random projections at the "
                                   "start, 10,000 batches of 16. Meant for a GPU."),
         .options = withAll(asPublished(), {{"init", "normal"}})},
        {.kind = "mixture",
         .name = "all-tokens",
         .title = QT_TRANSLATE_NOOP("up5::jobs::Options", "Against every token"),
         .summary = QT_TRANSLATE_NOOP(
             "up5::jobs::Options",
             "The adversaries read the mean of all tokens, which the decoder reads too, instead of the user "
             "mention alone; for prompts that were trained so. Whether the strongest probe still reads the "
             "attributes, the audit of every subset tells."),
         .options = {{"adversary_target", "all_tokens"}}},
    };
}

} // namespace

std::vector<NamedSettings> namedSettings(const std::string& kind) {
    std::vector<NamedSettings> settings = makeNamedSettings();
    std::erase_if(settings, [&](const NamedSettings& one) { return one.kind != kind; });
    return settings;
}

NamedSettings namedSettingsCalled(const std::string& kind, const std::string& name) {
    std::vector<std::string> names;
    for (NamedSettings& settings : namedSettings(kind)) {
        if (settings.name == name) {
            return std::move(settings);
        }
        names.push_back(settings.name);
    }
    throw Error(ErrorCode::NotFound,
                names.empty()
                    ? fmt::format("Jobs of kind {} have no named settings, so none called {}.", kind, name)
                    : fmt::format("Jobs of kind {} have no settings called {}. There are: {}.", kind, name,
                                  fmt::join(names, ", ")));
}

nlohmann::json overNamedSettings(const std::string& kind, const std::string& name,
                                 const nlohmann::json& options) {
    nlohmann::json all = namedSettingsCalled(kind, name).options;
    all.update(options);
    const auto unread = kind == "cfp" ? CfpOptions::unread(all) : AdversarialOptions::unread(all);
    for (const auto& [key, why] : unread) {
        if (!options.contains(key)) {
            all.erase(key);
        }
    }
    return all;
}

} // namespace up5::jobs
