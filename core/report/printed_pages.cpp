#include "report/printed_pages.h"

#include <cmath>

#include <QtCore/QRegularExpression>
#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QPainter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>
#include <QtGui/QTextObjectInterface>
#include <QtGui/QTextOption>

#include <fmt/format.h>

#include "base/resources.h"
#include "report/figure_style.h"
#include "report/html_blocks.h"

namespace up5::report {

namespace {

constexpr int kFigureType = QTextFormat::UserObject + 1;
constexpr int kFigureIndex = QTextFormat::UserProperty + 1;

QString placeholder(std::size_t index) {
    return QStringLiteral("@@figure-%1@@").arg(index);
}

/// Hashes are the only words longer than a column: they may break after every 16 digits. "λ = 10" may not.
QString withPrintedBreaks(QString html) {
    static const QRegularExpression digits(QStringLiteral("([0-9a-f]{16})(?=[0-9a-f]{16})"));
    return html.replace(digits, QStringLiteral("\\1\u200B"))
        .replace(QLatin1String(" = "), QStringLiteral("\u00A0=\u00A0"));
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
            // After a partial layout Qt (6.4) no longer paints some of the blocks below the changed one.
            document.markContentsDirty(0, document.characterCount());
        }
    }
}

} // namespace

/// Paints figures as vectors where the text holds an object character for them.
class PrintedPages::FigureObject : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)
public:
    explicit FigureObject(double width) : m_width(width) {}

    /// Returns the number of the figure.
    std::size_t add(const Figure& figure) {
        m_figures.push_back(figure);
        return m_figures.size() - 1;
    }
    std::size_t count() const { return m_figures.size(); }

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

PrintedPages::PrintedPages(const Document& content, const QSizeF& page)
    : m_figures(std::make_unique<FigureObject>(page.width())), m_text(std::make_unique<QTextDocument>()) {
    const std::string body = sectionsHtml(content, [&](const Figure& figure) {
        return fmt::format("<p>{}</p><p class=\"caption\">{}</p>\n",
                           placeholder(m_figures->add(figure)).toStdString(), escaped(figure.title));
    });
    m_text->setDocumentMargin(0);
    m_text->setIndentWidth(12);
    // Columns grow with their longest word instead of breaking it.
    m_text->setDefaultTextOption([] {
        QTextOption option;
        option.setWrapMode(QTextOption::WordWrap);
        return option;
    }());
    m_text->setDefaultStyleSheet(QString::fromStdString(readResource("report/print.css")));
    m_text->setHtml(withPrintedBreaks(
        QString::fromStdString(fmt::format("<body><h1>{}</h1><p class=\"subtitle\">{}</p>{}</body>",
                                           escaped(content.title), escaped(content.subtitle), body))));
    m_text->documentLayout()->registerHandler(kFigureType, m_figures.get());
    insertFigures(*m_text, m_figures->count());
    m_text->setPageSize(page);
    keepHeadingsWithText(*m_text);
}

PrintedPages::~PrintedPages() = default;

int PrintedPages::count() const {
    return m_text->pageCount();
}

double PrintedPages::width() const {
    return m_text->size().width();
}

void PrintedPages::paint(QPainter& painter, int number) const {
    const QSizeF page = m_text->pageSize();
    painter.save();
    painter.translate(0, -number * page.height());
    const QRectF visible(0, number * page.height(), page.width(), page.height());
    painter.setClipRect(visible);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = visible;
    context.palette.setColor(QPalette::Text, ink::kText);
    m_text->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace up5::report

#include "printed_pages.moc"
