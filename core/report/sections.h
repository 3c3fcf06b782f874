// The sections of a report. A new one is one function and one line in the table in sections.cpp.
#pragma once

#include "report/document.h"
#include "report/report_data.h"

namespace up5::report {

/// The report in words, tables and figures. Figures are painted later, by the renderer.
Document documentOf(const ReportData& data);

/// "Set, attribute: what", or "Set: what" without an attribute.
std::string captionOf(const Audit& audit, const std::string& what);

/// Sections about the models, one run of blocks per audited attribute.
Section findingsSection(const ReportData& data);
Section comparisonSection(const ReportData& data);
Section qualitySection(const ReportData& data);
Section probesSection(const ReportData& data);
Section attributesSection(const ReportData& data);
Section validationSection(const ReportData& data);
Section mixtureSection(const ReportData& data);
Section baselineSection(const ReportData& data);
Section paperTablesSection(const ReportData& data);
Section paperFiguresSection(const ReportData& data);

/// Sections about groups of users and recommended lists.
Section groupsSection(const ReportData& data);
Section stabilitySection(const ReportData& data);

/// Sections about where the figures come from.
Section protocolSection(const ReportData& data);
Section datasetSection(const ReportData& data);
Section notTestedSection(const ReportData& data);
Section definitionsSection(const ReportData& data);
Section provenanceSection(const ReportData& data);

} // namespace up5::report
