#include "report/mixture_seeds.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "report/comparison_rows.h"

namespace up5::report {

namespace {

/// Equal for mixtures that differ in the seed only.
std::string mixtureSetting(const std::vector<RunRecord>& records, const RunRecord& mixture) {
    nlohmann::json setting = {{"attributes", mixture.run.attributes}, {"options", mixture.options}};
    for (const std::string& run : mixture.run.mixedPrompts) {
        const RunRecord* prompt = findRecord(records, run);
        setting["prompts"].push_back(prompt != nullptr ? prompt->options : nlohmann::json(run));
    }
    return setting.dump();
}

/// The points of one subset and attribute in all mixtures that measured them.
std::vector<ComparisonPoint> pointsOfSeeds(const std::vector<Mixture>& mixtures, const std::string& subset,
                                           const std::string& attribute) {
    std::vector<ComparisonPoint> points;
    for (const Mixture& mixture : mixtures) {
        for (const MixtureSubset& own : mixture.subsets) {
            for (const ComparisonPoint& point : own.attributes) {
                if (own.key == subset && point.attribute == attribute) {
                    points.push_back(point);
                }
            }
        }
    }
    return points;
}

/// The first point with the figures of their mean.
ComparisonPoint meanPoint(const std::vector<ComparisonPoint>& points, const ComparisonRow& row) {
    ComparisonPoint mean = points.front();
    for (const ComparisonPoint& point : points) {
        if (point.run != mean.run) {
            mean.runs.push_back(point.run);
        }
    }
    mean.aucStrongest = row.aucStrongest;
    mean.auc = row.auc;
    mean.aucAllTokens = row.aucAllTokens;
    mean.ranking = row.ranking;
    return mean;
}

} // namespace

std::vector<std::vector<std::string>> mixturesBySetting(const std::vector<RunRecord>& records,
                                                        const std::string& backbone) {
    std::vector<std::string> settings;
    std::vector<std::vector<const RunRecord*>> groups;
    for (const RunRecord& record : records) {
        if (record.run.backboneRun != backbone || !mixtureOf(record)) {
            continue;
        }
        const std::string setting = mixtureSetting(records, record);
        const auto known = std::find(settings.begin(), settings.end(), setting);
        if (known == settings.end()) {
            settings.push_back(setting);
            groups.push_back({&record});
            continue;
        }
        std::vector<const RunRecord*>& group = groups[static_cast<std::size_t>(known - settings.begin())];
        const auto repeated = std::find_if(group.begin(), group.end(), [&](const RunRecord* other) {
            return other->run.seed == record.run.seed;
        });
        if (repeated == group.end()) {
            group.push_back(&record);
            continue;
        }
        const RunRecord* older = &record;
        if (record.run.finished > (*repeated)->run.finished) {
            std::swap(older, *repeated);
        }
        settings.push_back("repeated by another run: " + older->run.id); // stands alone
        groups.push_back({older});
    }
    std::vector<std::vector<std::string>> runs;
    for (const std::vector<const RunRecord*>& group : groups) {
        std::vector<std::string>& ids = runs.emplace_back();
        for (const RunRecord* record : group) {
            ids.push_back(record->run.id);
        }
    }
    return runs;
}

SeedLeaks MixtureMean::leaksOf(const std::string& subset, const std::string& attribute) const {
    const auto found = std::find_if(leaks.begin(), leaks.end(), [&](const Leaks& entry) {
        return entry.subset == subset && entry.attribute == attribute;
    });
    return found == leaks.end() ? SeedLeaks() : found->leaks;
}

MixtureMean meanOverSeeds(const std::vector<Mixture>& mixtures) {
    MixtureMean mean{mixtures.front(), 0, {}};
    mean.mixture.subsets.clear();
    std::set<std::uint64_t> seeds;
    for (const Mixture& mixture : mixtures) {
        seeds.insert(mixture.seed);
        for (const MixtureSubset& subset : mixture.subsets) {
            const bool isKnown =
                std::any_of(mean.mixture.subsets.begin(), mean.mixture.subsets.end(),
                            [&](const MixtureSubset& known) { return known.key == subset.key; });
            if (!isKnown) {
                mean.mixture.subsets.push_back(subset);
            }
        }
    }
    mean.seeds = static_cast<int>(seeds.size());
    for (MixtureSubset& subset : mean.mixture.subsets) {
        for (ComparisonPoint& point : subset.attributes) {
            const std::vector<ComparisonPoint> points = pointsOfSeeds(mixtures, subset.key, point.attribute);
            const ComparisonRow row =
                comparisonRows(points, RowGrouping::Settings).front(); // one setting: none has a name
            mean.leaks.push_back({subset.key, point.attribute, row.leaks});
            point = meanPoint(points, row);
        }
    }
    std::stable_sort(
        mean.mixture.subsets.begin(), mean.mixture.subsets.end(),
        [](const MixtureSubset& a, const MixtureSubset& b) { return a.removed.size() < b.removed.size(); });
    return mean;
}

} // namespace up5::report
