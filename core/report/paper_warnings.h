// Hits in the paper's tables that are not credible: ours, and printed ones.
#pragma once

#include <string>
#include <vector>

#include "report/paper_layout.h"
#include "report/paper_samples.h"

namespace up5::report {

/// What is odd about a model's hits, all under the data protocol of the table's backbone: below popularity
/// alone, outside the range known from elsewhere, or, of a fair baseline, above its plain model.
std::vector<std::string> hitWarnings(const std::vector<RunRecord>& records, const PaperSampler& sampler,
                                     const PaperRequest& request, const LayoutSubject& subject,
                                     const LayoutQuantity& quantity, const PaperFigure& ours);

/// What is odd about a printed share of hits, in per cent: that it is below what popularity alone is known to
/// reach. Empty when nothing is.
std::string printedDoubt(const std::string& paperDataset, const std::string& task, int k, double printed);

/// What is odd about the printed figures of a table beyond single hits, as sentences.
std::vector<std::string> printedRemarks(const PaperTable& table);

/// The sentences below a table about all that is odd in it, a model each.
std::vector<std::string> warningSentences(const PaperTable& table);

} // namespace up5::report
