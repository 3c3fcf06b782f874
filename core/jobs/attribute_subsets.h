// The subsets of a mixture's attributes: their order, their names in stored figures and files, and how a user
// chooses one.
#pragma once

#include <string>
#include <vector>

namespace up5::jobs {

/// Most prompts a mixture combines: it is evaluated on all 2^K − 1 subsets.
constexpr std::size_t kMostMixedPrompts = 6;

/// All 2^K − 1 non-empty subsets, smaller ones first, then in the order of the attributes; members keep that
/// order.
std::vector<std::vector<std::string>> attributeSubsets(const std::vector<std::string>& attributes);

/// "gender+age": names a subset in MetricEvent::removed and in files.
std::string subsetKey(const std::vector<std::string>& subset);

/// The subset a text like "age,gender" means, in the order of `attributes`; empty = all of them. Throws
/// Error{InvalidInput} for an attribute that the mixture does not remove or that is named twice.
std::vector<std::string> chosenSubset(const std::vector<std::string>& attributes, const std::string& text);

/// Name of a prompt's file among a run's artifacts; `removed` is the subset of a mixture (subsetKey()), empty
/// for a single prompt.
std::string promptFileName(const std::string& removed = {});

} // namespace up5::jobs
