// The formats a report can be written in; each returns the bytes of the finished file.
#pragma once

#include <string>

#include "report/report_data.h"

namespace up5::report {

/// One file: style and figures embedded, light and dark, printable. Needs a QGuiApplication for its figures.
std::string renderHtml(const ReportData& data);

/// A4 with page numbers and vector figures. Needs a QGuiApplication.
std::string renderPdf(const ReportData& data);

/// One line per stored metric of every run (RFC 4180, UTF-8, header line): run, kind, model, data set and its
/// hash, seed, definition, value, interval, n, hashes.
std::string renderCsv(const ReportData& data);

/// Everything the report is made of.
std::string renderJson(const ReportData& data);

} // namespace up5::report
