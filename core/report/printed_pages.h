// A report laid out in pages, ready to be painted.
#pragma once

#include <memory>

#include <QtCore/QSizeF>

#include "report/document.h"

class QPainter;
class QTextDocument;

namespace up5::report {

/// Text and figures of a report in pages of a size in points, without margins. Needs a QGuiApplication.
class PrintedPages {
public:
    PrintedPages(const Document& content, const QSizeF& page);
    ~PrintedPages();

    int count() const;
    /// Of the text; more than the page's when something does not fit.
    double width() const;
    /// Paints a page (from 0) with its top left at the painter's origin, one unit a point.
    void paint(QPainter& painter, int number) const;

private:
    class FigureObject;

    std::unique_ptr<FigureObject> m_figures; ///< outlives the text that holds them
    std::unique_ptr<QTextDocument> m_text;
};

} // namespace up5::report
