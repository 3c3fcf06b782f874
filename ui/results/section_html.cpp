#include "ui/results/section_html.h"

#include <QtCore/QBuffer>
#include <QtGui/QImage>
#include <QtGui/QPainter>

#include "report/figure_style.h"
#include "report/html_blocks.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPixelsPerUnit = 2; // sharp on dense screens

QByteArray pngOf(const report::Figure& figure) {
    QImage image(kPixelsPerUnit * figure.width, kPixelsPerUnit * figure.height, QImage::Format_RGB32);
    image.fill(report::ink::kPaper);
    QPainter painter(&image);
    painter.scale(kPixelsPerUnit, kPixelsPerUnit);
    figure.paint(painter);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

std::string pictureHtml(const report::Figure& figure) {
    return u"<p><img width=\"%1\" height=\"%2\" src=\"data:image/png;base64,%3\"/></p>\n<p>%4</p>\n"_s
        .arg(figure.width)
        .arg(figure.height)
        .arg(QString::fromLatin1(pngOf(figure).toBase64()),
             QString::fromStdString(figure.title).toHtmlEscaped())
        .toStdString();
}

} // namespace

QString sectionHtml(const report::Section& section) {
    report::Document document;
    document.sections = {section};
    return QString::fromStdString(report::sectionsHtml(document, pictureHtml));
}

} // namespace up5::ui
