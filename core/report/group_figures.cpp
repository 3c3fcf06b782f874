#include "report/group_figures.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/error.h"
#include "metrics/ranking.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::report {

namespace {

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

double valueOf(double rank, const RankingMetric& metric) {
    return metric.name == "mrr"      ? metrics::reciprocalRank(rank)
           : metric.name == "ndcg@k" ? metrics::ndcgAtK(rank, metric.k)
                                     : metrics::hitAtK(rank, metric.k);
}

} // namespace

UserPartition partitionUsers(const data::Dataset& dataset, const std::vector<std::string>& attributes) {
    if (attributes.empty()) {
        throw Error(ErrorCode::InvalidInput, "Groups need at least one attribute to cut the users by.");
    }
    UserPartition partition;
    const auto users = static_cast<std::size_t>(dataset.numUsers());
    // Combined class indices in class order of the first attribute, then of the second.
    std::vector<std::int64_t> combined(users, 0);
    std::map<std::int64_t, std::string> names = {{0, ""}};
    for (auto name = attributes.begin(); name != attributes.end(); ++name) {
        if (std::find(attributes.begin(), name, *name) != name) {
            throw Error(ErrorCode::InvalidInput,
                        "The attribute " + *name + " is named twice; groups need different attributes.");
        }
        const data::Attribute& attribute = dataset.attribute(*name);
        const auto classes = static_cast<std::int64_t>(attribute.classes.size());
        std::map<std::int64_t, std::string> finer;
        for (std::size_t user = 0; user < users; ++user) {
            const std::int32_t value = attribute.values[user];
            if (combined[user] < 0 || value < 0) {
                combined[user] = -1;
                continue;
            }
            const std::string& coarse = names.at(combined[user]);
            combined[user] = combined[user] * classes + value;
            const std::string& own = attribute.classes[static_cast<std::size_t>(value)];
            finer.try_emplace(combined[user], coarse.empty() ? own : coarse + " × " + own);
        }
        names = std::move(finer);
        partition.title += (partition.title.empty() ? "" : " × ") + *name;
    }
    std::map<std::int64_t, std::int32_t> positions;
    for (const auto& [index, name] : names) {
        positions[index] = static_cast<std::int32_t>(partition.names.size());
        partition.names.push_back(name);
    }
    for (const std::int64_t index : combined) {
        partition.groupOf.push_back(index < 0 ? -1 : positions.at(index));
    }
    return partition;
}

RankingMetric rankingMetricFromText(const std::string& text) {
    const std::string lower = lowerCase(text);
    if (lower == "mrr") {
        return {"mrr", 0};
    }
    for (const int k : {1, 3, 5, 10}) {
        for (const std::string name : {"hit", "ndcg"}) {
            if (lower == name + "@" + std::to_string(k)) {
                return {name + "@k", k};
            }
        }
    }
    throw Error(ErrorCode::InvalidInput, "There is no ranking metric \"" + text +
                                             "\"; there are hit@1, hit@3, hit@5, hit@10, "
                                             "NDCG@1, NDCG@3, NDCG@5, NDCG@10 and MRR.");
}

PerUserValues perUserMetric(const store::UserValues& ranks, const RankingMetric& metric) {
    PerUserValues result;
    for (std::size_t begin = 0, end = 0; begin < ranks.users.size(); begin = end) {
        double sum = 0;
        for (; end < ranks.users.size() && ranks.users[end] == ranks.users[begin]; ++end) {
            sum += valueOf(ranks.values[end], metric);
        }
        result.users.push_back(ranks.users[begin]);
        result.values.push_back(sum / static_cast<double>(end - begin));
    }
    return result;
}

PerUserValues pairedChange(const PerUserValues& treated, const PerUserValues& untreated) {
    PerUserValues change;
    for (std::size_t i = 0, j = 0; i < treated.users.size() && j < untreated.users.size();) {
        if (treated.users[i] == untreated.users[j]) {
            change.users.push_back(treated.users[i]);
            change.values.push_back(treated.values[i++] - untreated.values[j++]);
        } else {
            treated.users[i] < untreated.users[j] ? ++i : ++j;
        }
    }
    return change;
}

const GroupMean* GroupFigures::find(const std::string& group) const {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const GroupMean& mean) { return mean.group == group; });
    return found == groups.end() ? nullptr : &*found;
}

const store::UserValues* findRanks(const std::vector<store::UserValues>& stored, const std::string& task,
                                   const std::string& split) {
    const auto found = std::find_if(stored.begin(), stored.end(), [&](const store::UserValues& values) {
        return values.name == "rank" && values.task == task && values.split == split;
    });
    return found == stored.end() ? nullptr : &*found;
}

void addRanks(store::Store& store, std::vector<RunRecord>& records) {
    for (RunRecord& record : records) {
        if (record.run.state == store::RunState::Succeeded) {
            record.ranks = store.runs().userValues(record.run.id);
            std::erase_if(record.ranks, [](const store::UserValues& values) {
                return values.name != "rank" || values.split != "test";
            });
        }
    }
}

} // namespace up5::report
