// Which options of training change nothing beside which others; what reads them is core/train.
#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_spec.h"
#include "jobs/options/adversarial_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/option_effect.h"

namespace up5::jobs {

namespace {

/// Refuses those of an option table that were chosen although they change nothing.
class Unread {
public:
    Unread(const OptionTable& table, const nlohmann::json& options) : m_table(table), m_options(options) {}
    void refuse(std::initializer_list<const char*> keys, const std::string& why) const {
        for (const char* key : keys) {
            requireNotChosen(m_table, m_options, key, why);
        }
    }

private:
    const OptionTable& m_table;
    const nlohmann::json& m_options;
};

void requireReadBySchedule(const AdversarialOptions& options, const Unread& unread) {
    const auto others = [&](const char* readers) {
        return fmt::format("schedule={} does not read it ({})", options.schedule, readers);
    };
    if (options.schedule == "balanced") {
        unread.refuse({"t", "r"}, others("schedule=paper and schedule=code do"));
    } else {
        unread.refuse({"classifier_steps"}, others("schedule=balanced does"));
    }
    if (options.schedule != "code") {
        unread.refuse({"sole_steps"}, others("schedule=code does"));
    }
}

void requireReadByAdversaries(const AdversarialOptions& options, const Unread& unread) {
    const std::vector<std::string> adversaries = listParts(options.adversaries);
    const auto areAll = [&](const char* name) {
        return std::all_of(adversaries.begin(), adversaries.end(),
                           [&](const std::string& one) { return one == name; });
    };
    if (areAll("logistic")) {
        unread.refuse(
            {"lr_classifier", "warm_start", "batch_norm", "sole_steps"},
            "with adversary=logistic there are no classifier steps: logistic regressions are fitted "
            "anew to what they attack (mlp7, mlp9-code and soft-prompt learn by steps)");
    }
    if (areAll("soft-prompt")) {
        unread.refuse({"adversary_target", "adversary_input"},
                      "with adversary=soft-prompt nobody reads states: it asks in words and reads the "
                      "sentences (mlp7, mlp9-code and logistic attack states)");
    }
}

} // namespace

void AdversarialOptions::requireEffect(const JobSpec& spec) {
    nlohmann::json own = nlohmann::json::object();
    for (const OptionInfo& info : table().infos()) {
        if (spec.options.contains(info.key)) {
            own[info.key] = spec.options.at(info.key);
        }
    }
    const AdversarialOptions options = table().read(own);
    if (options.restarts > 1 && options.selection == "last") {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("restarts is {}, but selection=last keeps the last start, whatever the others "
                        "came to. Choose selection=hit_below_tau or selection=knee, or restarts=1.",
                        options.restarts));
    }
    if (options.adversaryCombination == "strongest" && listParts(options.adversaryTargets).size() == 1) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("adversary_combination=strongest chooses among targets, but there is only "
                                "one: adversary_target={}. Give several, or choose "
                                "adversary_combination=mean.",
                                options.adversaryTargets));
    }
    const Unread unread(table(), own);
    requireReadBySchedule(options, unread);
    requireReadByAdversaries(options, unread);
    if (options.selection != "hit_below_tau") {
        unread.refuse({"tau"}, fmt::format("selection={} does not read it (selection=hit_below_tau does)",
                                           options.selection));
    }
}

void CfpOptions::requireEffect(const JobSpec& spec) {
    AdversarialOptions::requireEffect(spec);
    if (!table().read(spec.options).isConditional()) {
        Unread(table(), spec.options)
            .refuse({"lambda_min", "lambda_max", "lambda_zero_share"},
                    "a prompt for one λ is not trained for a range of them (condition=lambda is)");
    }
}

} // namespace up5::jobs
