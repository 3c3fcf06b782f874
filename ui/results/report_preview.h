// Shows a report's HTML, figures included, in a rich text browser.
#pragma once

#include <QtWidgets/QTextBrowser>

namespace up5::ui {

/// A sheet of paper in both themes. QTextBrowser knows no SVG, so figures are drawn as pictures first.
class ReportPreview : public QTextBrowser {
    Q_OBJECT
public:
    explicit ReportPreview(QWidget* parent = nullptr);

    /// Keeps the place one has scrolled to.
    void showReport(const QString& html);
};

} // namespace up5::ui
