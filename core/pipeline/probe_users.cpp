#include "pipeline/probe_users.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/options/cfp_options.h"

namespace up5::pipeline {

namespace {

/// A probe of one class measures nothing. Throws Error{InvalidInput} with the counts.
void requireTwoClasses(const data::Attribute& attribute, const std::vector<std::int32_t>& users,
                       const char* purpose) {
    std::vector<int> counts(attribute.classes.size());
    for (const std::int32_t user : users) {
        ++counts[static_cast<std::size_t>(attribute.values[static_cast<std::size_t>(user)])];
    }
    std::string listed;
    int classes = 0;
    for (std::size_t index = 0; index < counts.size(); ++index) {
        classes += counts[index] > 0 ? 1 : 0;
        listed += (index == 0 ? "" : ", ") + attribute.classes[index] + " " + std::to_string(counts[index]);
    }
    if (classes < 2) {
        throw Error(ErrorCode::InvalidInput,
                    "The attribute " + attribute.name + " cannot be audited: the users that " + purpose +
                        " need at least two classes, but have " + (listed.empty() ? "none" : listed) +
                        ". Choose another attribute or other shares of users.");
    }
}

} // namespace

data::UserGroups userGroups(const Protocol& protocol, const data::Attribute& attribute,
                            const jobs::ProbeOptions& options) {
    const auto fewest = static_cast<std::size_t>(protocol.options().minInteractions);
    const std::vector<data::Attribute>& attributes = protocol.dataset().attributes();
    std::vector<data::Attribute> known = attributes;
    for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
        if (protocol.dataset().history(user).size() < fewest) {
            for (data::Attribute& other : known) {
                other.values[static_cast<std::size_t>(user)] = -1;
            }
        }
    }
    data::UserGroups groups =
        data::makeUserGroups(known, static_cast<std::size_t>(&attribute - attributes.data()),
                             {options.testShare, options.validationShare, options.adversaryShare,
                              static_cast<std::uint64_t>(options.userSeed)});
    requireTwoClasses(attribute, groups.probeTrain, "train probes");
    requireTwoClasses(attribute, groups.probeValidation, "choose between probes");
    requireTwoClasses(attribute, groups.probeTest, "test probes");
    if (!groups.adversaryTrain.empty()) {
        requireTwoClasses(attribute, groups.adversaryTrain, "train the adversary");
    }
    return groups;
}

std::int64_t adversaryOverlap(const Protocol& protocol, const data::UserGroups& groups,
                              const jobs::JobSpec& promptSpec, bool allowed) {
    const auto options = jobs::CfpOptions::table().read(promptSpec.options);
    std::set<std::int32_t> seen;
    for (const std::string& name : promptSpec.attributes) {
        const std::vector<std::int32_t> users =
            userGroups(protocol, protocol.dataset().attribute(name), options.probe).adversaryTrain;
        seen.insert(users.begin(), users.end());
    }
    std::int64_t count = 0;
    for (const auto* users : {&groups.probeTrain, &groups.probeValidation, &groups.probeTest}) {
        count += std::count_if(users->begin(), users->end(),
                               [&](std::int32_t user) { return seen.contains(user); });
    }
    if (count > 0 && !allowed) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format(
                "{} of the users this probe would be fitted or tested on were seen by the adversary that "
                "trained the prompt, so its figures would not be those of an independent auditor. Use the "
                "prompt's own test_share, validation_share, adversary_share and user_seed ({}, {}, {}, "
                "{}), or set allow_overlap=true to have every figure marked.",
                count, options.probe.testShare, options.probe.validationShare, options.probe.adversaryShare,
                options.probe.userSeed));
    }
    return count;
}

ProbeUsers::ProbeUsers(const data::UserGroups& groups, const data::Attribute& attribute) {
    const auto add = [&](const std::vector<std::int32_t>& members) {
        Part part{static_cast<std::int64_t>(users.size()), static_cast<std::int64_t>(members.size()), {}};
        for (const std::int32_t user : members) {
            users.push_back(user);
            part.labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
        }
        return part;
    };
    train = add(groups.probeTrain);
    validation = add(groups.probeValidation);
    test = add(groups.probeTest);
}

std::vector<std::int32_t> ProbeUsers::usersOf(const Part& part) const {
    const auto begin = users.begin() + static_cast<std::ptrdiff_t>(part.begin);
    return {begin, begin + static_cast<std::ptrdiff_t>(part.count)};
}

void storeUserGroups(const data::UserGroups& groups, const data::Attribute& attribute,
                     const data::Dataset& dataset, const JobContext& context) {
    nlohmann::json json = {{"attribute", attribute.name}, {"hash", groups.hash}};
    const auto put = [&](const char* name, const std::vector<std::int32_t>& users) {
        nlohmann::json& ids = json[name] = nlohmann::json::array();
        for (const std::int32_t user : users) {
            ids.push_back(dataset.userIds()[static_cast<std::size_t>(user)]);
        }
    };
    put("adversary_train", groups.adversaryTrain);
    put("probe_train", groups.probeTrain);
    put("probe_validation", groups.probeValidation);
    put("probe_test", groups.probeTest);
    const std::string name = "users_" + groups.hash.substr(0, 12) + ".json";
    writeFileAtomically(context.folder.artifacts() / name, json.dump(1));
    context.artifact("users", "artifacts/" + name);
}

} // namespace up5::pipeline
