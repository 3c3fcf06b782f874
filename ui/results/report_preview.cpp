#include "ui/results/report_preview.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

#include "ui/widgets/kept_scroll.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QImage drawn(const QByteArray& svg, qreal scale) {
    QSvgRenderer renderer(svg);
    QImage image(renderer.defaultSize() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(renderer.defaultSize())));
    return image;
}

} // namespace

ReportPreview::ReportPreview(QWidget* parent) : QTextBrowser(parent) {
    setOpenExternalLinks(true);
    QPalette paper = palette();
    paper.setColor(QPalette::Base, Qt::white);
    paper.setColor(QPalette::Text, Qt::black);
    paper.setColor(QPalette::PlaceholderText, Qt::darkGray);
    setPalette(paper);
    setStyleSheet(u"QTextBrowser { background: white; color: black; }"_s);
    // The paper is white in the dark theme too, where links would else be too pale for it.
    document()->setDefaultStyleSheet(u"a { color: #00609c; }"_s);
}

void ReportPreview::showReport(const QString& html) {
    static const QRegularExpression kSvg(u"<svg.*?</svg>"_s, QRegularExpression::DotMatchesEverythingOption);
    const KeptScroll kept(*this);
    document()->clear();
    QString shown;
    qsizetype copiedUntil = 0;
    int number = 0;
    for (auto match = kSvg.globalMatch(html); match.hasNext();) {
        const QRegularExpressionMatch figure = match.next();
        const QString name = u"figure-%1"_s.arg(++number);
        document()->addResource(QTextDocument::ImageResource, QUrl(name),
                                drawn(figure.captured().toUtf8(), devicePixelRatioF()));
        shown +=
            html.mid(copiedUntil, figure.capturedStart() - copiedUntil) + u"<img src=\"%1\">"_s.arg(name);
        copiedUntil = figure.capturedEnd();
    }
    setHtml(shown + html.mid(copiedUntil));
}

} // namespace up5::ui
