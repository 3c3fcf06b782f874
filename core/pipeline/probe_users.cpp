#include "pipeline/probe_users.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"

namespace up5::pipeline {

namespace {

const std::string kUserSets = "users_"; ///< beginning of the files of storeUserGroups()

/// A probe of one class measures nothing. Throws Error{InvalidInput} with the counts.
/// `fewest`: users that make a class count.
void requireTwoClasses(const data::Attribute& attribute, const std::vector<std::int32_t>& users,
                       const char* purpose, int fewest = 1) {
    std::vector<int> counts(attribute.classes.size());
    for (const std::int32_t user : users) {
        ++counts[static_cast<std::size_t>(attribute.values[static_cast<std::size_t>(user)])];
    }
    std::string listed;
    int classes = 0;
    for (std::size_t index = 0; index < counts.size(); ++index) {
        classes += counts[index] >= fewest ? 1 : 0;
        listed += (index == 0 ? "" : ", ") + attribute.classes[index] + " " + std::to_string(counts[index]);
    }
    if (classes < 2) {
        throw Error(ErrorCode::InvalidInput,
                    "The attribute " + attribute.name + " cannot be audited: the users that " + purpose +
                        " need at least two classes" +
                        (fewest > 1 ? " of " + std::to_string(fewest) + " users" : std::string()) +
                        ", but have " + (listed.empty() ? "none" : listed) +
                        ". Choose another attribute or other shares of users.");
    }
}

/// The files of storeUserGroups() that a run has.
std::vector<std::filesystem::path> userSetFiles(const jobs::RunFolder& run) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(run.artifacts())) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kUserSets) && name.ends_with(".json")) {
            files.push_back(entry.path());
        }
    }
    return files;
}

/// Raw ids of the users that the adversary of a cfp run has seen; nothing when the run stored none.
std::optional<std::set<std::string>> storedAdversaryUsers(const jobs::RunFolder& promptRun) {
    std::optional<std::set<std::string>> seen;
    for (const std::filesystem::path& file : userSetFiles(promptRun)) {
        const nlohmann::json stored = readJsonFile(file);
        for (const nlohmann::json& id : stored.at("adversary_train")) {
            (seen ? *seen : seen.emplace()).insert(id.get<std::string>());
        }
    }
    return seen;
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
    // The AUC of several classes is over those with two users (spec C4).
    const int fewestOfClass = attribute.classes.size() > 2 ? 2 : 1;
    requireTwoClasses(attribute, groups.probeValidation, "choose between probes", fewestOfClass);
    requireTwoClasses(attribute, groups.probeTest, "test probes", fewestOfClass);
    if (!groups.adversaryTrain.empty()) {
        requireTwoClasses(attribute, groups.adversaryTrain, "train the adversary");
    }
    return groups;
}

std::int64_t adversaryOverlap(const data::Dataset& dataset, const data::UserGroups& groups,
                              const std::vector<jobs::RunFolder>& promptRuns, bool allowed) {
    std::optional<std::set<std::string>> seen = std::set<std::string>();
    for (const jobs::RunFolder& run : promptRuns) {
        const std::optional<std::set<std::string>> own = storedAdversaryUsers(run);
        if (!own) {
            seen.reset();
            break;
        }
        seen->insert(own->begin(), own->end());
    }
    std::int64_t count = 0;
    for (const auto* users : {&groups.probeTrain, &groups.probeValidation, &groups.probeTest}) {
        count += std::count_if(users->begin(), users->end(), [&](std::int32_t user) {
            return !seen || seen->contains(dataset.userIds()[static_cast<std::size_t>(user)]);
        });
    }
    if (count > 0 && !allowed) {
        const std::string what =
            seen ? fmt::format("{} of the users this probe would be fitted or tested on were seen by the "
                               "adversary that trained the prompt",
                               count)
                 : "The prompt's run is of an older version and did not store which users its adversary saw";
        throw Error(ErrorCode::InvalidInput,
                    what +
                        fmt::format(", so the figures would not be those of an independent auditor. {}, or "
                                    "set allow_overlap=true to have every figure marked.",
                                    seen ? "Use the prompt's own test_share, validation_share, "
                                           "adversary_share and user_seed"
                                         : "Train the prompt anew"));
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
    const std::string name = kUserSets + groups.hash.substr(0, 12) + ".json";
    writeFileAtomically(context.folder.artifacts() / name, json.dump(1));
    context.artifact("users", "artifacts/" + name);
}

void inheritUserGroups(const jobs::RunFolder& startRun, const data::UserGroups& groups,
                       const data::Dataset& dataset, const JobContext& context) {
    const std::int64_t seen = adversaryOverlap(dataset, groups, {startRun}, true);
    if (seen > 0) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format(
                "The adversary of the prompt to start from may have seen {} of the users whom probes of "
                "the new prompt would be fitted or tested on. Use that run's probe.test_share, "
                "probe.validation_share, probe.adversary_share and probe.user_seed.",
                seen));
    }
    for (const std::filesystem::path& file : userSetFiles(startRun)) {
        const std::string name = file.filename().string();
        writeFileAtomically(context.folder.artifacts() / name, readFile(file));
        context.artifact("users", "artifacts/" + name);
    }
}

} // namespace up5::pipeline
