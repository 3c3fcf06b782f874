// A prompt mixture as measured: what every subset of its attributes costs and leaves readable (paper §5.2,
// Tables 8–9).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jobs/options/mixture_options.h"
#include "report/comparison.h"
#include "report/heat_map.h"
#include "report/run_record.h"

namespace up5::report {

/// One subset of a mixture's attributes, removed together.
struct MixtureSubset {
    std::string key;                  ///< "gender+age" (jobs::subsetKey)
    std::vector<std::string> removed; ///< in the order of the mixture's attributes
    /// What fresh probes read of every attribute of the mixture, removed or not, with the subset's ranking
    /// figures; in the order of the attributes. Labels name the subset.
    std::vector<ComparisonPoint> attributes;

    bool removes(const std::string& attribute) const;
    /// nullptr when it was not measured.
    const metrics::Estimate* rankingFigure(const std::string& name, const std::string& task, int k) const;
};

struct Mixture {
    std::string run, label; ///< see mixtureLabel()
    std::string dataset, datasetName, backboneRun, finished;
    std::vector<std::string> attributes;
    std::vector<std::string> mixedPrompts; ///< runs
    Family family = Family::Cfp;           ///< or Control, Random
    std::vector<double> lambdas;           ///< of the attributes
    int outputLength = 0;
    std::uint64_t seed = 0;
    std::vector<MixtureSubset> subsets; ///< measured ones, smaller first

    /// With all attributes removed; nullptr when it was not measured.
    const MixtureSubset* whole() const;
};

/// A mixture's run as if it had measured this subset only.
RunRecord onlySubset(const RunRecord& record, const std::string& key);

/// nullopt for other runs, runs that have not succeeded or cannot be read, and when no subset was measured on
/// this part ("test" or "validation").
std::optional<Mixture> mixtureOf(const RunRecord& record, const std::string& split = "test");

/// The paper's "avg. AUC": the unweighted mean over the removed attributes of the AUC of fresh probes, with
/// the interval of metrics::meanEstimate(). nullopt when one of them was not measured.
std::optional<metrics::Estimate> averageAuc(const MixtureSubset& subset, AucChoice choice);

/// Removed subset × probed attribute: what is still read of each attribute, removed or not.
struct CrossLeak {
    struct Row {
        std::string removed; ///< key of the subset; empty = the untreated model
        std::vector<ComparisonPoint>
            points; ///< one per attribute; without figures where nothing was measured
        /// The first that was measured: ranking figures are the same for all attributes.
        const ComparisonPoint& measured() const;
    };
    std::vector<std::string> attributes;
    std::vector<Row> rows;                   ///< untreated first where it is known
    AucChoice choice = AucChoice::Strongest; ///< the strongest probe where all rows have it

    /// Removed attributes are marked.
    HeatMap heatMap() const;
};

/// `points` of the same part may hold untreated points of the mixture's backbone; the newest of each
/// attribute makes the first row.
CrossLeak crossLeak(const Mixture& mixture, const std::vector<ComparisonPoint>& points);

Family familyOf(const jobs::MixtureOptions& options);

/// Weight λ of one attribute, which may have its own.
double lambdaOf(const jobs::MixtureOptions& options, const std::string& attribute);

/// "mixture λ = 10, n_out = 15", "mixture λ = 10 (age=30), n_out = 15" where attributes have their own, "λ =
/// 0 control of the mixture, n_out = 15", "untrained mixture, n_out = 15".
std::string mixtureLabel(const jobs::MixtureOptions& options);

/// "gender, age removed", or "untreated" for an empty key.
std::string removedTitle(const std::string& key);

/// Mixtures of the same prompts, beside one another.
struct MixtureAudit {
    std::string dataset, datasetName, backboneRun;
    std::vector<std::string> attributes;
    std::vector<Mixture> mixtures; ///< untrained ones first, then controls, then by λ, n_out and seed
    std::vector<ComparisonPoint> untreated; ///< newest point of each attribute that was probed
};

/// Audits of the mixtures among `runs`, with the λ = 0 controls and untrained mixtures of equal seed; empty
/// `runs` = of all mixtures. `points` are of the same part of the data.
std::vector<MixtureAudit> mixtureAudits(const std::vector<RunRecord>& records,
                                        const std::vector<ComparisonPoint>& points,
                                        const std::set<std::string>& runs, const std::string& split = "test");

} // namespace up5::report
