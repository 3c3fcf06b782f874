#include <QtCore/QBuffer>
#include <QtGui/QPainter>
#include <QtSvg/QSvgGenerator>

#include "report/figures.h"

namespace up5::report {

std::string svgOf(const Figure& figure) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(QSize(figure.width, figure.height));
    generator.setViewBox(QRect(0, 0, figure.width, figure.height));
    generator.setTitle(QString::fromStdString(figure.title));
    generator.setDescription(QString::fromStdString(figure.description));
    QPainter painter(&generator);
    figure.paint(painter);
    painter.end();
    QByteArray svg = buffer.data();
    svg = svg.mid(svg.indexOf("<svg"));
    // Sizes in millimetres would fix the print size; the view box alone scales with the page.
    const qsizetype viewBox = svg.indexOf("viewBox");
    return ("<svg role=\"img\" width=\"" + QByteArray::number(figure.width) + "\" height=\"" +
            QByteArray::number(figure.height) + "\" " + svg.mid(viewBox))
        .toStdString();
}

} // namespace up5::report
