#include "report/sections.h"

#include <array>

#include <fmt/format.h>

namespace up5::report {

namespace {

constexpr std::array kSections = {
    findingsSection,    comparisonSection,   qualitySection,  mixtureSection,   baselineSection,
    paperTablesSection, paperFiguresSection, groupsSection,   stabilitySection, probesSection,
    attributesSection,  validationSection,   protocolSection, datasetSection,   notTestedSection,
    definitionsSection, provenanceSection};

} // namespace

Document documentOf(const ReportData& data) {
    Document document;
    document.title = data.title;
    document.subtitle = fmt::format("Written {} by UP5 Workbench {} from {} stored runs", data.created,
                                    data.programVersion, data.runs.size());
    for (const auto section : kSections) {
        Section made = section(data);
        if (!made.blocks.empty()) {
            document.sections.push_back(std::move(made));
        }
    }
    return document;
}

} // namespace up5::report
