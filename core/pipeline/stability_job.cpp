#include "pipeline/pipelines.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.h"
#include "data/user_groups.h"
#include "jobs/options/stability_options.h"
#include "metrics/list_overlap.h"
#include "pipeline/matched_users.h"
#include "pipeline/recommended_lists.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

using Lists = std::map<std::int32_t, std::vector<std::int32_t>>; ///< by user

/// Users with a test target and a known value, ascending.
std::vector<std::int32_t> eligibleUsers(const Protocol& protocol, const data::Attribute& attribute) {
    std::vector<std::int32_t> users = protocol.split().usersWithTarget(data::SplitPart::Test);
    std::erase_if(users,
                  [&](std::int32_t user) { return attribute.values[static_cast<std::size_t>(user)] < 0; });
    if (users.empty()) {
        throw Error(ErrorCode::InvalidInput, "No user with a test target has a known value of " +
                                                 attribute.name + ". Choose another attribute.");
    }
    return users;
}

/// What the model sees of every user's history, as a set.
std::vector<ItemSet> itemSets(const Protocol& protocol) {
    std::vector<ItemSet> sets;
    for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
        const auto seen = protocol.recent(protocol.split().historyFor(data::SplitPart::Test, user));
        ItemSet& set = sets.emplace_back(seen.begin(), seen.end());
        std::sort(set.begin(), set.end());
        set.erase(std::unique(set.begin(), set.end()), set.end());
    }
    return sets;
}

/// One value per user, reported as a mean with interval and stored per user.
class Reporter {
public:
    Reporter(const JobContext& context, const std::string& attribute, const jobs::StabilityOptions& options)
        : m_context(context), m_attribute(attribute), m_options(options) {}

    /// `name` as in the definitions; "@k" in it is written out where the values are stored.
    void report(const std::string& name, const std::vector<std::int32_t>& users,
                const std::vector<double>& values) const {
        const std::size_t at = name.find("@k");
        jobs::MetricEvent event{.name = name,
                                .split = "test",
                                .task = "sequential",
                                .attribute = m_attribute,
                                .k = at == std::string::npos ? 0 : m_options.k};
        m_context.metric(event, metrics::bootstrapMean(values, {.resamples = m_options.resamples}));
        std::string stored = name;
        if (at != std::string::npos) {
            stored.replace(at + 1, 1, std::to_string(m_options.k));
        }
        m_context.userValues("user_values", stored, "test", "sequential", m_attribute, users, values);
    }

private:
    const JobContext& m_context;
    std::string m_attribute;
    jobs::StabilityOptions m_options;
};

/// With the prompt against without, for every sampled user.
void reportChange(const std::vector<std::int32_t>& users, const Lists& untreated, const Lists& treated,
                  const jobs::StabilityOptions& options, const Reporter& reporter) {
    std::vector<double> overlap, rankBiased;
    for (const std::int32_t user : users) {
        overlap.push_back(metrics::overlapAtK(untreated.at(user), treated.at(user), options.k));
        rankBiased.push_back(metrics::rankBiasedOverlap(untreated.at(user), treated.at(user), options.rboP));
    }
    reporter.report("list_overlap@k", users, overlap);
    reporter.report("list_rbo", users, rankBiased);
}

/// Users matched on history: other class against same class. `suffix`: "" untreated, "/prompt" treated.
void reportMatches(const std::vector<UserMatches>& matches, const Lists& lists, const std::string& suffix,
                   const jobs::StabilityOptions& options, const Reporter& reporter) {
    std::vector<std::int32_t> users;
    std::vector<double> other, same, difference;
    for (const UserMatches& match : matches) {
        const auto overlapWith = [&](std::int32_t partner) {
            return metrics::overlapAtK(lists.at(match.user), lists.at(partner), options.k);
        };
        users.push_back(match.user);
        other.push_back(overlapWith(match.other.user));
        same.push_back(overlapWith(match.same.user));
        difference.push_back(same.back() - other.back());
    }
    reporter.report("matched_overlap_other@k" + suffix, users, other);
    reporter.report("matched_overlap_same@k" + suffix, users, same);
    reporter.report("matched_overlap_difference@k" + suffix, users, difference);
}

void reportSimilarity(const std::vector<UserMatches>& matches, const Reporter& reporter) {
    std::vector<std::int32_t> users;
    std::vector<double> other, same;
    for (const UserMatches& match : matches) {
        users.push_back(match.user);
        other.push_back(match.other.similarity);
        same.push_back(match.same.similarity);
    }
    reporter.report("matched_similarity_other", users, other);
    reporter.report("matched_similarity_same", users, same);
}

Lists listsOf(LoadedBackbone& backbone, const std::vector<std::int32_t>& users, int k,
              const nn::KvPrefix* prefix, std::int64_t before, std::int64_t total,
              const JobContext& context) {
    const auto ranked = recommendedLists(backbone, users, k, prefix, before, total, context);
    Lists lists;
    for (std::size_t i = 0; i < users.size(); ++i) {
        lists[users[i]] = ranked[i];
    }
    return lists;
}

} // namespace

void stability(JobContext& context) {
    const auto options = jobs::StabilityOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone =
        loadBackbone(context.workspace, context.spec.backboneRun, {context.spec.promptRun, options.remove},
                     train::deviceFromText(context.spec.device));
    const Protocol& protocol = backbone.protocol;
    const data::Attribute& attribute = protocol.dataset().attribute(context.spec.attributes.front());
    const std::vector<std::int32_t> pool = eligibleUsers(protocol, attribute);
    const std::vector<std::int32_t> users =
        data::sampledUsers(pool, options.users, context.spec.seed, "stability users");
    std::vector<UserMatches> matches =
        matchedUsers(attribute, itemSets(protocol), users, pool, options.minSimilarity);
    // Only users with both matches: the two overlaps are compared user by user.
    std::erase_if(matches,
                  [](const UserMatches& match) { return match.other.user < 0 || match.same.user < 0; });
    std::vector<std::int32_t> listed = users;
    for (const UserMatches& match : matches) {
        listed.insert(listed.end(), {match.other.user, match.same.user});
    }
    std::sort(listed.begin(), listed.end());
    listed.erase(std::unique(listed.begin(), listed.end()), listed.end());

    context.sink.emitEvent(jobs::ArtifactEvent{"split", "split", protocol.split().hash()});
    const auto count = static_cast<std::int64_t>(listed.size());
    const bool hasPrompt = backbone.prefix.has_value();
    const std::int64_t total = hasPrompt ? 2 * count : count;
    const Reporter reporter(context, attribute.name, options);
    const Lists untreated = listsOf(backbone, listed, options.k, nullptr, 0, total, context);
    if (!matches.empty()) {
        reportSimilarity(matches, reporter);
        reportMatches(matches, untreated, "", options, reporter);
    }
    if (hasPrompt) {
        const Lists treated =
            listsOf(backbone, listed, options.k, backbone.prefixOrNull(), count, total, context);
        reportChange(users, untreated, treated, options, reporter);
        if (!matches.empty()) {
            reportMatches(matches, treated, "/prompt", options, reporter);
        }
    } else if (matches.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("No sampled user has a match in the same and in another class of {} with a "
                                "similarity of at least {}. Lower min_similarity or take more users.",
                                attribute.name, options.minSimilarity));
    }
}

} // namespace up5::pipeline
