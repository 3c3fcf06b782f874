#include "report/sweep_seeds.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace up5::report {

std::vector<SweepSetting> settingsOverSeeds(const SweepResults& results) {
    const auto settingOf = [](const SweepResultRow& row) {
        return std::tie(row.kind, row.isCompanion, row.isUntrained, row.values);
    };
    std::vector<std::vector<const SweepResultRow*>> groups;
    for (const SweepResultRow& row : results.rows) {
        if (row.state != store::RunState::Succeeded) {
            continue;
        }
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return settingOf(*group.front()) == settingOf(row);
        });
        if (known == groups.end()) {
            groups.push_back({&row});
        } else {
            known->push_back(&row);
        }
    }
    std::vector<SweepSetting> settings;
    for (const std::vector<const SweepResultRow*>& group : groups) {
        std::set<std::uint64_t> seeds;
        std::vector<double> aucs, hits;
        SweepSetting setting{group.front()->kind,
                             group.front()->isCompanion,
                             group.front()->isUntrained,
                             group.front()->values,
                             {},
                             {},
                             {}};
        for (const SweepResultRow* row : group) {
            seeds.insert(row->seed);
            if (row->auc) {
                aucs.push_back(row->auc->value);
            }
            if (row->hit10) {
                hits.push_back(row->hit10->value);
            }
            if (row->verdict) {
                ++setting.leaks.models;
                setting.leaks.leaking += *row->verdict == Verdict::LeakFound ? 1 : 0;
                setting.leaks.inconclusive += *row->verdict == Verdict::Inconclusive ? 1 : 0;
            }
        }
        if (seeds.size() > 1) {
            setting.auc = metrics::overSeeds(aucs);
            setting.hit10 = metrics::overSeeds(hits);
            settings.push_back(std::move(setting));
        }
    }
    return settings;
}

} // namespace up5::report
