// Mixtures that differ in the seed only, taken together.
#pragma once

#include <string>
#include <vector>

#include "report/mixture.h"

namespace up5::report {

/// Runs of succeeded mixtures of a backbone by setting, each setting's in the order of `records`: equal
/// attributes and options, and mixed prompts of equal options, which may have other seeds themselves. A
/// setting has the newest run of each seed; others of that seed stand alone. In the order of the first run,
/// or of the repetition.
std::vector<std::vector<std::string>> mixturesBySetting(const std::vector<RunRecord>& records,
                                                        const std::string& backbone);

/// Means over mixtures of one setting, at least one.
struct MixtureMean {
    /// Figures of `mixture` are means over the seeds with the interval of metrics::meanOverSeeds().
    Mixture mixture;
    int seeds = 0;

    /// In how many seeds an attribute is still read where this subset is removed; none where it was not
    /// probed.
    SeedLeaks leaksOf(const std::string& subset, const std::string& attribute) const;

    struct Leaks {
        std::string subset, attribute;
        SeedLeaks leaks;
    };
    std::vector<Leaks> leaks;
};

MixtureMean meanOverSeeds(const std::vector<Mixture>& mixtures);

} // namespace up5::report
