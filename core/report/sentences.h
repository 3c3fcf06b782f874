// What a report says in words. Every sentence carries numbers and the runs it rests on.
#pragma once

#include <vector>

#include "report/document.h"
#include "report/report_data.h"

namespace up5::report {

/// How the figures of one audit came about: split, candidates, scoring, probes, user groups, intervals.
std::vector<Sentence> protocolSentences(const ReportData& data, const Audit& audit);

/// Where the runs of one audit were not made alike: other user groups, probe settings, targets, candidates or
/// scoring. Empty when all are comparable.
std::vector<Sentence> differenceSentences(const ReportData& data, const Audit& audit);

/// Leak before and after, with verdicts. Never a verdict of fairness.
std::vector<Sentence> findingSentences(const Audit& audit);

/// What was not tested or not finished, derived from what is (not) there.
std::vector<Sentence> notTestedSentences(const ReportData& data);

} // namespace up5::report
