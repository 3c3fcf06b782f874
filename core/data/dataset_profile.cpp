#include "data/dataset_profile.h"

#include <algorithm>
#include <array>

namespace up5::data {

namespace {

/// Bins 0, 1, 2, 3–4, 5–9, 10–19, … up to the one that holds `longest`.
std::vector<HistoryBin> emptyBins(std::int64_t longest) {
    constexpr std::array<std::int64_t, 4> steps = {1, 2, 3, 5};
    std::vector<std::int64_t> starts = {0};
    for (std::int64_t decade = 1; starts.back() <= longest; decade *= 10) {
        for (const std::int64_t step : steps) {
            starts.push_back(step * decade);
        }
    }
    std::vector<HistoryBin> bins;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        bins.push_back({starts[i], starts[i + 1] - 1, 0});
    }
    return bins;
}

std::vector<HistoryBin> histogramOf(const std::vector<std::int64_t>& sortedLengths) {
    std::vector<HistoryBin> bins = emptyBins(sortedLengths.back());
    for (const std::int64_t length : sortedLengths) {
        const auto bin =
            std::find_if(bins.begin(), bins.end(), [&](const HistoryBin& b) { return length <= b.to; });
        ++bin->users;
    }
    const auto holdsUsers = [](const HistoryBin& bin) { return bin.users > 0; };
    const auto first = std::find_if(bins.begin(), bins.end(), holdsUsers);
    const auto last = std::find_if(bins.rbegin(), bins.rend(), holdsUsers).base();
    return {first, last};
}

AttributeProfile profileOf(const Attribute& attribute) {
    AttributeProfile profile{attribute.name, {}, 0, attribute.bestPossibleAuc};
    for (const std::string& name : attribute.classes) {
        profile.groups.push_back({name, 0});
    }
    for (const std::int32_t value : attribute.values) {
        ++(value < 0 ? profile.missing : profile.groups.at(static_cast<std::size_t>(value)).users);
    }
    return profile;
}

} // namespace

std::int64_t AttributeProfile::known() const {
    std::int64_t sum = 0;
    for (const GroupProfile& group : groups) {
        sum += group.users;
    }
    return sum;
}

DatasetProfile profileOf(const Dataset& dataset) {
    DatasetProfile profile;
    profile.users = dataset.numUsers();
    profile.items = dataset.numItems();
    profile.interactions = dataset.numInteractions();
    const std::vector<std::int64_t> counts = dataset.itemCounts();
    profile.ratedItems =
        std::count_if(counts.begin(), counts.end(), [](std::int64_t count) { return count > 0; });
    for (const Attribute& attribute : dataset.attributes()) {
        profile.attributes.push_back(profileOf(attribute));
    }
    if (profile.users == 0) {
        return profile;
    }
    const double cells = static_cast<double>(profile.users) * static_cast<double>(profile.ratedItems);
    profile.sparsity = cells > 0 ? 1 - static_cast<double>(profile.interactions) / cells : 1;
    profile.meanHistory = static_cast<double>(profile.interactions) / static_cast<double>(profile.users);

    std::vector<std::int64_t> lengths;
    for (int user = 0; user < dataset.numUsers(); ++user) {
        lengths.push_back(static_cast<std::int64_t>(dataset.history(user).size()));
    }
    std::sort(lengths.begin(), lengths.end());
    const std::size_t half = lengths.size() / 2;
    profile.shortestHistory = lengths.front();
    profile.longestHistory = lengths.back();
    profile.medianHistory = lengths.size() % 2 == 1
                                ? static_cast<double>(lengths[half])
                                : static_cast<double>(lengths[half - 1] + lengths[half]) / 2;
    profile.histories = histogramOf(lengths);
    return profile;
}

} // namespace up5::data
