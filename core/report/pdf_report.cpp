#include <cmath>

#include <QtCore/QBuffer>
#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QPageLayout>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextObjectInterface>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "report/figure_style.h"
#include "report/html_blocks.h"
#include "report/renderers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

constexpr double kMarginPoints = 42;
constexpr double kFooterPoints = 22;
constexpr int kFigureType = QTextFormat::UserObject + 1;
constexpr int kFigureIndex = QTextFormat::UserProperty + 1;

/// Paints figures as vectors where the text holds an object character for them.
class FigureObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    FigureObject(std::vector<Figure> figures, double width) : m_figures(std::move(figures)), m_width(width) {}

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override {
        const Figure& figure = figureOf(format);
        return {m_width, m_width * figure.height / figure.width};
    }

    void drawObject(QPainter* painter, const QRectF& area, QTextDocument*, int,
                    const QTextFormat& format) override {
        const Figure& figure = figureOf(format);
        painter->save();
        painter->translate(area.topLeft());
        painter->scale(area.width() / figure.width, area.height() / figure.height);
        figure.paint(*painter);
        painter->restore();
    }

private:
    const Figure& figureOf(const QTextFormat& format) const {
        return m_figures.at(static_cast<std::size_t>(format.intProperty(kFigureIndex)));
    }

    std::vector<Figure> m_figures;
    double m_width;
};

QString placeholder(std::size_t index) {
    return QStringLiteral("@@figure-%1@@").arg(index);
}

/// Puts the figures where their placeholders stand.
void insertFigures(QTextDocument& document, std::size_t count) {
    for (std::size_t index = 0; index < count; ++index) {
        QTextCursor cursor = document.find(placeholder(index));
        QTextCharFormat format;
        format.setObjectType(kFigureType);
        format.setProperty(kFigureIndex, static_cast<int>(index));
        cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    }
}

/// Headings and captions go to the next page when little of what they announce would fit under them.
void keepHeadingsWithText(QTextDocument& document) {
    constexpr double kNeeded = 90; // points
    const double pageHeight = document.pageSize().height();
    const QAbstractTextDocumentLayout* layout = document.documentLayout();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || QTextCursor(block).currentTable() != nullptr) {
            continue;
        }
        const double bottom = layout->blockBoundingRect(block).bottom();
        const double left = pageHeight - (bottom - std::floor(bottom / pageHeight) * pageHeight);
        if (left < kNeeded) {
            QTextBlockFormat format = block.blockFormat();
            format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
            QTextCursor(block).setBlockFormat(format);
        }
    }
}

void drawFooter(QPainter& painter, const QSizeF& page, const QString& title, int number, int count) {
    painter.setFont(figureFont(8));
    painter.setPen(ink::kMuted);
    const QRectF area(kMarginPoints, page.height() - kMarginPoints, page.width() - 2 * kMarginPoints,
                      kFooterPoints);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 / %2").arg(number).arg(count));
}

void paintPages(QTextDocument& document, QPdfWriter& writer, const QSizeF& page, const QString& title) {
    QPainter painter(&writer);
    if (!painter.isActive()) {
        throw Error(ErrorCode::Io, "The PDF could not be painted.");
    }
    painter.scale(writer.logicalDpiX() / 72.0, writer.logicalDpiY() / 72.0);
    const QSizeF content = document.pageSize();
    for (int number = 0; number < document.pageCount(); ++number) {
        if (number > 0) {
            writer.newPage();
        }
        painter.save();
        painter.translate(kMarginPoints, kMarginPoints - number * content.height());
        const QRectF visible(0, number * content.height(), content.width(), content.height());
        painter.setClipRect(visible);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = visible;
        context.palette.setColor(QPalette::Text, ink::kText);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        drawFooter(painter, page, title, number + 1, document.pageCount());
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
    const QSizeF text(page.width() - 2 * kMarginPoints, page.height() - 2 * kMarginPoints);

    std::vector<Figure> figures;
    const std::string body = sectionsHtml(content, [&](const Figure& figure) {
        figures.push_back(figure);
        return fmt::format("<p>{}</p><p class=\"caption\">{}</p>\n",
                           placeholder(figures.size() - 1).toStdString(), escaped(figure.title));
    });
    QTextDocument document;
    document.setDocumentMargin(0);
    document.setIndentWidth(12);
    document.setDefaultStyleSheet(QString::fromStdString(readResource("report/print.css")));
    document.setHtml(
        QString::fromStdString(fmt::format("<body><h1>{}</h1><p class=\"subtitle\">{}</p>{}</body>",
                                           escaped(content.title), escaped(content.subtitle), body)));
    const std::size_t count = figures.size();
    FigureObject painterOfFigures(std::move(figures), text.width());
    document.documentLayout()->registerHandler(kFigureType, &painterOfFigures);
    insertFigures(document, count);
    document.setPageSize(text);
    keepHeadingsWithText(document);
    paintPages(document, writer, page, QString::fromStdString(content.title));
    return buffer.data().toStdString();
}

} // namespace up5::report

#include "pdf_report.moc"
