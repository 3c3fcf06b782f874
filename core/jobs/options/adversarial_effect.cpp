// Which options of training change nothing beside which others; what reads them is core/train.
#include <algorithm>
#include <initializer_list>
#include <map>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_spec.h"
#include "jobs/options/adversarial_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/option_effect.h"

namespace up5::jobs {

namespace {

/// Keys of options that nothing reads, each with why: the end of requireNotChosen()'s sentence.
using Unread = std::map<std::string, std::string>;

void add(std::initializer_list<const char*> keys, const std::string& why, Unread& unread) {
    for (const char* key : keys) {
        unread.emplace(key, why);
    }
}

void addUnreadBySchedule(const AdversarialOptions& options, Unread& unread) {
    const auto others = [&](const char* readers) {
        return fmt::format("schedule={} does not read it ({})", options.schedule, readers);
    };
    if (options.schedule == "balanced") {
        add({"t", "r"}, others("schedule=paper and schedule=code do"), unread);
    } else {
        add({"classifier_steps"}, others("schedule=balanced does"), unread);
    }
    if (options.schedule != "code") {
        add({"sole_steps"}, others("schedule=code does"), unread);
    }
}

void addUnreadByAdversaries(const AdversarialOptions& options, Unread& unread) {
    const std::vector<std::string> adversaries = listParts(options.adversaries);
    const auto areAll = [&](const char* name) {
        return std::all_of(adversaries.begin(), adversaries.end(),
                           [&](const std::string& one) { return one == name; });
    };
    if (areAll("logistic")) {
        add({"lr_classifier", "warm_start", "batch_norm", "sole_steps"},
            "with adversary=logistic there are no classifier steps: logistic regressions are fitted "
            "anew to what they attack (mlp7, mlp9-code and soft-prompt learn by steps)",
            unread);
    }
    if (areAll("soft-prompt")) {
        add({"adversary_target", "adversary_input"},
            "with adversary=soft-prompt nobody reads states: it asks in words and reads the "
            "sentences (mlp7, mlp9-code and logistic attack states)",
            unread);
    }
}

/// Those of the options that are of this table.
template <class Options> nlohmann::json ownOf(const nlohmann::json& options) {
    nlohmann::json own = nlohmann::json::object();
    for (const OptionInfo& info : Options::table().infos()) {
        if (options.contains(info.key)) {
            own[info.key] = options.at(info.key);
        }
    }
    return own;
}

void refuse(const Unread& unread, const OptionTable& table, const nlohmann::json& options) {
    for (const auto& [key, why] : unread) {
        requireNotChosen(table, options, key, why);
    }
}

} // namespace

std::map<std::string, std::string> AdversarialOptions::unread(const nlohmann::json& options) {
    const AdversarialOptions read = table().read(ownOf<AdversarialOptions>(options));
    Unread found;
    addUnreadBySchedule(read, found);
    addUnreadByAdversaries(read, found);
    if (read.selection != "hit_below_tau") {
        add({"tau"},
            fmt::format("selection={} does not read it (selection=hit_below_tau does)", read.selection),
            found);
    }
    return found;
}

std::map<std::string, std::string> CfpOptions::unread(const nlohmann::json& options) {
    Unread found = AdversarialOptions::unread(options);
    if (!table().read(options).isConditional()) {
        add({"lambda_min", "lambda_max", "lambda_zero_share"},
            "a prompt for one λ is not trained for a range of them (condition=lambda is)", found);
    }
    return found;
}

void AdversarialOptions::requireEffect(const JobSpec& spec) {
    const nlohmann::json own = ownOf<AdversarialOptions>(spec.options);
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
    refuse(unread(own), table(), own);
}

void CfpOptions::requireEffect(const JobSpec& spec) {
    AdversarialOptions::requireEffect(spec);
    refuse(unread(spec.options), table(), spec.options);
}

} // namespace up5::jobs
