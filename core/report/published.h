// The figures that the UP5 paper prints, beside ours where what was measured agrees.
#pragma once

#include <string>
#include <vector>

#include "report/comparison.h"

namespace up5::report {

/// One printed number.
struct PublishedRow {
    int table = 0;       ///< 1 to 12
    std::string dataset; ///< "MovieLens" or "Insurance"
    std::string task, attribute, model, metric;
    double value = 0; ///< as printed: AUC and hit@k in per cent
};

/// All of them, in the order of the tables. Throws Error{Corrupt} when the shipped file breaks its format.
const std::vector<PublishedRow>& publishedRows();

/// What the paper calls a data set of this format; empty for sets it does not use.
std::string publishedDataset(const std::string& format);

/// One bar of the figure "AUC per attribute": what an untreated model gives away.
struct AttributeBar {
    std::string attribute;
    std::string name;      ///< "strongest probe", "classifier", "soft prompt", …
    metrics::Estimate auc; ///< published ones have no interval
    bool published = false;
    int table = 0;        ///< of a published one
    std::string run;      ///< of one of ours
    std::string protocol; ///< of a published one: what differs from ours, empty when the protocol agrees
};

/// Bars of the newest untreated point of each attribute of one backbone: our strongest probe (or, in runs of
/// older versions, both representations), and each probe family the paper used beside the published value.
/// Published values stand only beside data sets the paper used. `format` is that of the data set.
std::vector<AttributeBar> attributeBars(const std::vector<ComparisonPoint>& points,
                                        const std::vector<RunRecord>& records, const std::string& backboneRun,
                                        const std::string& format);

} // namespace up5::report
