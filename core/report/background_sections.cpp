#include <fmt/ranges.h>

#include "jobs/job_event.h"
#include "metrics/detectable.h"
#include "report/definitions.h"
#include "report/numbers.h"
#include "report/sections.h"
#include "report/sentences.h"

namespace up5::report {

namespace {

Table profileTable(const ReportedDataset& dataset) {
    const data::DatasetProfile& profile = *dataset.profile;
    Table table;
    table.caption = dataset.name;
    table.columns = {{"Figure"}, {"Value", true}};
    const auto row = [&](const std::string& name, const std::string& value) {
        table.rows.push_back({{{name}, {value}}});
    };
    row("users", countText(profile.users));
    row("interactions", countText(profile.interactions));
    row("items in the catalogue", countText(profile.items));
    row("items with an interaction", countText(profile.ratedItems));
    row("sparsity", fmt::format("{:.2f} %", 100 * profile.sparsity));
    row("interactions per user, mean", fmt::format("{:.1f}", profile.meanHistory));
    row("interactions per user, median", fmt::format("{:.1f}", profile.medianHistory));
    row("interactions per user, range",
        countText(profile.shortestHistory) + "–" + countText(profile.longestHistory));
    row("order within a history", dataset.ordered ? "time" : "none");
    row("format", dataset.format);
    return table;
}

Table groupTable(const ReportedDataset& dataset) {
    Table table;
    table.caption = dataset.name + ": users by group";
    table.columns = {{"Attribute"}, {"Group"}, {"Users", true}, {"Share, %", true}, {"Remark"}};
    for (const data::AttributeProfile& attribute : dataset.profile->attributes) {
        for (const data::GroupProfile& group : attribute.groups) {
            const double share =
                static_cast<double>(group.users) / static_cast<double>(dataset.profile->users);
            table.rows.push_back({{{attribute.name},
                                   {group.name},
                                   {countText(group.users)},
                                   {percent(share)},
                                   {group.users < metrics::kSmallGroup ? "too small to audit" : ""}}});
        }
        if (attribute.missing > 0) {
            table.rows.push_back({{{attribute.name}, {"not known"}, {countText(attribute.missing)}, {}, {}}});
        }
    }
    return table;
}

std::string orUnknown(const std::string& text) {
    return text.empty() ? "not recorded" : text;
}

RunFacts factsOf(const ReportedRun& reported) {
    const store::RunRow& run = reported.record.run;
    RunFacts facts;
    facts.run = run.id;
    facts.heading =
        fmt::format("{} {}", run.kind, run.id) + (run.name.empty() ? "" : fmt::format(" “{}”", run.name));
    const auto fact = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) {
            facts.facts.emplace_back(name, value);
        }
    };
    fact("note", reported.record.note);
    fact("part", reported.added ? "added for comparison" : "");
    fact("data set", run.dataset);
    fact("backbone", run.backboneRun);
    fact("prompt", run.promptRun);
    fact("prompts mixed", fmt::format("{}", fmt::join(run.mixedPrompts, ", ")));
    fact("settings",
         fmt::format("seed {}, device {}{}{}", run.seed, run.device,
                     run.attributes.empty() ? "" : ", attribute ", fmt::join(run.attributes, ", ")));
    fact("versions", fmt::format("UP5 Workbench {}, libtorch {}", orUnknown(run.programVersion),
                                 orUnknown(run.libtorchVersion)));
    fact("time", fmt::format("started {}, finished {}", orUnknown(run.started), orUnknown(run.finished)));
    for (const store::ArtifactRow& artifact : reported.record.artifacts) {
        const bool isHash = artifact.kind == "split" || artifact.kind == "candidates";
        const bool isOrigin = artifact.kind == jobs::kStartingPointArtifact;
        fact((isHash ? "hash of " : isOrigin ? "started from " : "") + artifact.path, artifact.sha256);
    }
    facts.command = reported.command;
    return facts;
}

} // namespace

Section protocolSection(const ReportData& data) {
    Section section{"protocol", "Protocol", {}};
    for (const Audit& audit : data.audits) {
        const std::string subject =
            audit.attribute.empty() ? audit.datasetName : audit.datasetName + ", " + audit.attribute;
        section.blocks.push_back(Paragraph{{{subject + ":"}}});
        section.blocks.push_back(BulletList{protocolSentences(data, audit)});
    }
    return section;
}

Section datasetSection(const ReportData& data) {
    Section section{"data", "Data", {}};
    for (const ReportedDataset& dataset : data.datasets) {
        section.blocks.push_back(Paragraph{{{fmt::format(
            "{}, content hash {}.", dataset.name.empty() ? "Data set" : dataset.name, dataset.hash)}}});
        if (dataset.profile) {
            section.blocks.push_back(profileTable(dataset));
            if (!dataset.profile->attributes.empty()) {
                section.blocks.push_back(groupTable(dataset));
            }
        }
    }
    return section;
}

Section notTestedSection(const ReportData& data) {
    return {"not-tested", "Not tested", {BulletList{notTestedSentences(data)}}};
}

Section definitionsSection(const ReportData& data) {
    Section section{"definitions", "Definitions", {}};
    BulletList list;
    for (const MetricDefinition& definition : metricDefinitions()) {
        bool used = false;
        for (const ReportedRun& run : data.runs) {
            for (const store::MetricRow& row : run.record.metrics) {
                used = used || findMetricDefinition(row.name) == &definition;
            }
        }
        if (used) {
            list.items.push_back({definition.title + ": " + definition.meaning});
        }
    }
    if (!list.items.empty()) {
        section.blocks.push_back(std::move(list));
    }
    return section;
}

Section provenanceSection(const ReportData& data) {
    Section section{"provenance", "Provenance", {}};
    section.blocks.push_back(
        Paragraph{{{"Every run behind these figures, oldest first, with what identifies it and the "
                    "command that repeats it (options at their defaults are left out)."}}});
    for (const ReportedRun& run : data.runs) {
        section.blocks.push_back(factsOf(run));
    }
    return section;
}

} // namespace up5::report
