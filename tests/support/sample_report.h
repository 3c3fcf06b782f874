// Plain records that a report is made of.
#pragma once

#include <filesystem>
#include <vector>

#include "support/report_records.h"
#include "support/small_dataset.h"

namespace up5::test {

/// A backbone, untreated figures, controls, three seeds of a prompt and a failed run on a data set of 604
/// users, which is written to the folder.
inline std::vector<report::RunRecord> sampleReportRecords(const std::filesystem::path& folder) {
    using report::RunRecord;
    data::DatasetContent content = variedContent(604, 20, 120, true);
    data::Attribute gender{"gender", {"F", "M"}, {}, 0.75};
    data::Attribute age{"age", {"young", "old"}, {}, {}};
    for (int user = 0; user < 604; ++user) {
        gender.values.push_back(user % 3 == 0 ? 0 : 1);
        age.values.push_back(user < 7 ? 0 : 1);
    }
    content.attributes = {gender, age};
    const std::string hash = data::writeDataset(content, folder);

    RunRecord backbone = backboneRecord("20261123-100000-000-base");
    addRanking(backbone, "validation", 0.720);
    addRanking(backbone, "test", 0.713);
    std::vector<RunRecord> records = {
        backbone, evaluateRecord("20261123-100100-000-eval", "20261123-100000-000-base", 0.713),
        probeRecord("20261123-100200-000-prob", "20261123-100000-000-base", 0.634, 0.583, 0.686)};
    const auto cfp = [&](const char* id, double lambda, std::uint64_t seed, double auc, double hit) {
        records.push_back(
            cfpRecord(id, "20261123-100000-000-base", lambda, seed, auc, auc - 0.05, auc + 0.05, hit));
    };
    cfp("20261123-110000-000-c0s1", 0, 2022, 0.631, 0.711);
    cfp("20261123-110001-000-c0s2", 0, 2023, 0.628, 0.709);
    cfp("20261123-110002-000-c0s3", 0, 2024, 0.626, 0.712);
    cfp("20261123-120000-000-c5s1", 5, 2022, 0.585, 0.702);
    cfp("20261123-130000-000-t1s1", 10, 2022, 0.521, 0.690);
    cfp("20261123-130001-000-t1s2", 10, 2023, 0.548, 0.694);
    cfp("20261123-130002-000-t1s3", 10, 2024, 0.534, 0.688);
    RunRecord failed =
        cfpRecord("20261123-140000-000-fail", "20261123-100000-000-base", 100, 2022, 0.9, 0.8, 1, 0.9);
    failed.run.state = store::RunState::Failed;
    failed.run.errorMessage = "The disk is full.";
    records.push_back(failed);
    for (RunRecord& record : records) {
        record.run.dataset = hash;
        record.artifacts = {{"checkpoint", "artifacts/checkpoint/model.safetensors", std::string(64, 'a')}};
        record = withSpec(record);
    }
    return records;
}

} // namespace up5::test
