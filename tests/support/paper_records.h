// A small workspace of hand-made runs as the paper's tables read it, and how tests look into a table.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "report/paper_table.h"
#include "support/report_records.h"

namespace up5::test {

inline const std::string kDataset = "d47a"; // of runRecord()

inline report::PaperRequest request(int table, const std::string& paperDataset = "MovieLens") {
    report::PaperRequest wanted;
    wanted.table = table;
    wanted.dataset = kDataset;
    wanted.paperDataset = paperDataset;
    return wanted;
}

/// All on one split and one list of candidates, so that they can be compared user by user.
inline std::vector<report::RunRecord> comparable(std::vector<report::RunRecord> records) {
    for (report::RunRecord& record : records) {
        record.artifacts = {{"split", "split", "5b11"}, {"candidates", "candidates/test", "ca9d"}};
    }
    return records;
}

inline report::RunRecord withOption(const std::string& key, const nlohmann::json& value,
                                    report::RunRecord record) {
    record.options[key] = value;
    return record;
}

inline report::RunRecord randomPrompt() {
    report::RunRecord random = cfpRecord("random", "b", 0, 1, 0.69, 0.65, 0.73, 0.44);
    random.options["batches"] = 0;
    return random;
}

/// A workspace with P5 (untreated and two seeds of CFP for gender), its control and matching baselines.
inline std::vector<report::RunRecord> workspace() {
    report::RunRecord second = cfpRecord("cfp 10, seed 2", "b", 10, 2, 0.56, 0.52, 0.60, 0.66);
    return {backboneRecord("b"),
            evaluateRecord("evaluate", "b", 0.70),
            probeRecord("probe", "b", 0.74, 0.70, 0.78),
            cfpRecord("cfp 10, seed 1", "b", 10, 1, 0.54, 0.50, 0.58, 0.64),
            second,
            cfpRecord("cfp 1", "b", 1, 1, 0.52, 0.48, 0.56, 0.80),
            cfpRecord("control", "b", 0, 1, 0.70, 0.66, 0.74, 0.72),
            randomPrompt(),
            baselineRecord("pmf", "pmf", {"gender"}, 0.80, 0.60),
            baselineRecord("c-pmf", "c-pmf", {"gender"}, 0.57, 0.50),
            baselineRecord("c-sx", "c-sx", {"gender", "age"}, 0.60, 0.48)};
}

inline std::size_t subjectAt(const report::PaperTable& table, const std::string& group,
                             const std::string& title) {
    for (std::size_t i = 0; i < table.subjects.size(); ++i) {
        if (table.subjects[i].group == group && table.subjects[i].title == title) {
            return i;
        }
    }
    throw Error(ErrorCode::Internal, "There is no " + group + " " + title + ".");
}

inline const report::PaperCell& cellAt(const report::PaperTable& table, const std::string& quantity,
                                       const std::string& group, const std::string& title) {
    for (std::size_t row = 0; row < table.quantities.size(); ++row) {
        if (table.quantities[row].title == quantity) {
            return table.cells[row][subjectAt(table, group, title)];
        }
    }
    throw Error(ErrorCode::Internal, "There is no row " + quantity + ".");
}

inline bool near(double a, double b) {
    return std::abs(a - b) < 1e-12;
}

} // namespace up5::test
