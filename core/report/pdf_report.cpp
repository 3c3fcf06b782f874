#include <QtCore/QBuffer>
#include <QtGui/QPageLayout>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>

#include "base/error.h"
#include "report/figure_style.h"
#include "report/printed_pages.h"
#include "report/renderers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

constexpr double kMarginPoints = 42;
constexpr double kFooterPoints = 22;

void drawFooter(QPainter& painter, const QSizeF& page, const QString& title, int number, int count) {
    painter.setFont(figureFont(8));
    painter.setPen(ink::kMuted);
    const QRectF area(kMarginPoints, page.height() - kMarginPoints, page.width() - 2 * kMarginPoints,
                      kFooterPoints);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 / %2").arg(number).arg(count));
}

void paintPages(const PrintedPages& pages, QPdfWriter& writer, const QSizeF& page, const QString& title) {
    QPainter painter(&writer);
    if (!painter.isActive()) {
        throw Error(ErrorCode::Io, "The PDF could not be painted.");
    }
    painter.scale(writer.logicalDpiX() / 72.0, writer.logicalDpiY() / 72.0);
    for (int number = 0; number < pages.count(); ++number) {
        if (number > 0) {
            writer.newPage();
        }
        painter.save();
        painter.translate(kMarginPoints, kMarginPoints);
        pages.paint(painter, number);
        painter.restore();
        drawFooter(painter, page, title, number + 1, pages.count());
    }
}

} // namespace

std::string renderPdf(const ReportData& data) {
    const Document content = documentOf(data);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, QMarginsF(0, 0, 0, 0)));
    writer.setTitle(QString::fromStdString(content.title));
    writer.setCreator(QStringLiteral("UP5 Workbench " UP5_VERSION));
    const QSizeF page = writer.pageLayout().fullRect(QPageLayout::Point).size();
    const PrintedPages pages(content, {page.width() - 2 * kMarginPoints, page.height() - 2 * kMarginPoints});
    paintPages(pages, writer, page, QString::fromStdString(content.title));
    return buffer.data().toStdString();
}

} // namespace up5::report
