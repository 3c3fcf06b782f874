#include "ui/results/mark_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>
#include <QtCore/QBuffer>
#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtSvg/QSvgGenerator>
#include <QtWidgets/QToolTip>

#include "base/atomic_file.h"
#include "base/error.h"
#include "ui/results/mark_layer.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kReach = 12;         // pixels within which the mouse takes a mark
constexpr double kLegendInset = 90;   // pixels beside the plot that the legend cannot use
constexpr double kBesidePlot = 100;   // pixels above and below the plot: legend, numbers, title
constexpr double kLinesPerTick = 1.6; // Qt Charts writes "..." for numbers that come closer
constexpr double kExportScale = 2;    // PNG pixels per screen pixel

QString labelFormat(double step) {
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 4);
    return u"%.%1f"_s.arg(decimals);
}

/// The range's own step, doubled until no more ticks are left than there is room for.
double tickStep(const AxisRange& range, double room) {
    double step = range.step;
    while ((range.max - range.min) / step > std::max(1.0, room)) {
        step *= 2;
    }
    return step;
}

void setUpAxis(QValueAxis& axis, const ChartAxis& content) {
    // A hair wider, so that rounding does not lose the tick at either end.
    const double hair = content.range.step * 1e-6;
    axis.setRange(content.range.min - hair, content.range.max + hair);
    axis.setTickType(QValueAxis::TicksDynamic);
    axis.setTickAnchor(0);
    axis.setTickInterval(content.range.step);
    axis.setLabelFormat(labelFormat(content.range.step));
    axis.setTitleText(content.title);
}

} // namespace

MarkChart::MarkChart(QWidget* parent)
    : QChartView(parent), m_anchor(new QScatterSeries), m_x(new QValueAxis), m_y(new QValueAxis) {
    chart()->addSeries(m_anchor);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    m_anchor->attachAxis(m_x);
    m_anchor->attachAxis(m_y);
    m_anchor->setVisible(false);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    m_layer = new MarkLayer(*chart(), *m_anchor);
    connect(chart(), &QChart::plotAreaChanged, this, [this] { m_layer->update(); });
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMinimumSize(260, 180);
    applyTheme();
}

MarkChart::~MarkChart() = default;

void MarkChart::setContent(ChartContent content) {
    m_content = std::move(content);
    const bool isKept = std::any_of(m_content.marks.begin(), m_content.marks.end(),
                                    [&](const ChartMark& mark) { return mark.key == m_selected; });
    if (!isKept) {
        m_selected.clear();
    }
    m_layer->setContent(&m_content);
    applyAxes();
    applyMargins();
    m_layer->setSelection(m_selected, hasFocus());
    describe();
}

void MarkChart::applyAxes() {
    setUpAxis(*m_x, m_content.x);
    setUpAxis(*m_y, m_content.y);
    const bool hasMarks = !m_content.marks.empty();
    m_x->setVisible(hasMarks);
    // Categories are painted by the layer: Qt Charts cuts long ones off.
    m_y->setVisible(hasMarks && m_content.y.categories.empty());
}

void MarkChart::applyMargins() {
    const double categories = m_layer->categoryWidth(font());
    const double legend = m_layer->legendHeight(width() - kLegendInset - categories, font());
    chart()->setMargins(QMargins(6 + static_cast<int>(categories), static_cast<int>(legend) + 12, 14, 4));
    applyTicks();
}

void MarkChart::applyTicks() {
    const double lines = (height() - kBesidePlot) / (kLinesPerTick * fontMetrics().height());
    m_y->setTickInterval(tickStep(m_content.y.range, lines));
    const double numberWidth = fontMetrics().horizontalAdvance(u"0.000"_s);
    const double plotWidth = width() - kLegendInset - m_layer->categoryWidth(font());
    m_x->setTickInterval(tickStep(m_content.x.range, plotWidth / (kLinesPerTick * numberWidth)));
}

void MarkChart::setSelectedKey(const QString& key) {
    if (key != m_selected) {
        m_selected = key;
        m_layer->setSelection(m_selected, hasFocus());
        describe();
    }
}

QPoint MarkChart::markPosition(const QString& key) const {
    for (const ChartMark& mark : m_content.marks) {
        if (mark.key == key) {
            return mapFromScene(m_layer->toScene({mark.x, mark.y}));
        }
    }
    return {};
}

void MarkChart::exportImage(const QString& file, const QString& format) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (format == "svg"_L1) {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(size());
        generator.setViewBox(rect());
        generator.setTitle(accessibleName());
        generator.setDescription(m_content.summary);
        QPainter painter(&generator);
        render(&painter);
    } else if (format == "png"_L1) {
        QImage image(size() * kExportScale, QImage::Format_ARGB32_Premultiplied);
        image.fill(palette().color(QPalette::Base));
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        render(&painter);
        painter.end();
        image.save(&buffer, "PNG");
    } else {
        throw Error(ErrorCode::InvalidInput,
                    "A chart cannot be saved as " + format.toStdString() + "; choose png or svg.");
    }
    writeFileAtomically(file.toStdString(),
                        std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

std::vector<const ChartMark*> MarkChart::ordered() const {
    std::vector<const ChartMark*> marks;
    for (const ChartMark& mark : m_content.marks) {
        if (!mark.key.isEmpty()) {
            marks.push_back(&mark);
        }
    }
    std::stable_sort(marks.begin(), marks.end(), [](const ChartMark* a, const ChartMark* b) {
        return std::pair(a->x, a->y) < std::pair(b->x, b->y);
    });
    return marks;
}

const ChartMark* MarkChart::markAt(QPointF viewPosition) const {
    const ChartMark* nearest = nullptr;
    double best = kReach;
    for (const ChartMark& mark : m_content.marks) {
        const QPointF centre = mapFromScene(m_layer->toScene({mark.x, mark.y}));
        const double distance = std::hypot(centre.x() - viewPosition.x(), centre.y() - viewPosition.y());
        if (distance < best) {
            best = distance;
            nearest = &mark;
        }
    }
    return nearest;
}

void MarkChart::select(const ChartMark& mark) {
    if (mark.key.isEmpty()) {
        return;
    }
    m_selected = mark.key;
    m_layer->setSelection(m_selected, hasFocus());
    describe();
    Q_EMIT markSelected(m_selected);
}

void MarkChart::moveCursor(int step) {
    const std::vector<const ChartMark*> marks = ordered();
    if (marks.empty()) {
        return;
    }
    const auto current = std::find_if(marks.begin(), marks.end(),
                                      [&](const ChartMark* mark) { return mark->key == m_selected; });
    const auto last = static_cast<std::ptrdiff_t>(marks.size()) - 1;
    const std::ptrdiff_t next = current == marks.end()
                                    ? (step > 0 ? 0 : last)
                                    : std::clamp(current - marks.begin() + step, std::ptrdiff_t{0}, last);
    const ChartMark& mark = *marks[static_cast<std::size_t>(next)];
    select(mark);
    QToolTip::showText(mapToGlobal(markPosition(mark.key)) + QPoint(12, 12), mark.description, this);
}

void MarkChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    applyMargins();
}

void MarkChart::keyPressEvent(QKeyEvent* event) {
    constexpr int kFar = 1'000'000;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        moveCursor(-1);
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        moveCursor(1);
        break;
    case Qt::Key_Home:
        moveCursor(-kFar);
        break;
    case Qt::Key_End:
        moveCursor(kFar);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_selected.isEmpty()) {
            Q_EMIT markActivated(m_selected);
        }
        break;
    default:
        QChartView::keyPressEvent(event);
    }
}

void MarkChart::mousePressEvent(QMouseEvent* event) {
    QChartView::mousePressEvent(event);
    if (const ChartMark* mark = markAt(event->position())) {
        select(*mark);
    }
}

void MarkChart::mouseMoveEvent(QMouseEvent* event) {
    QChartView::mouseMoveEvent(event);
    if (const ChartMark* mark = markAt(event->position())) {
        QToolTip::showText(event->globalPosition().toPoint() + QPoint(12, 12), mark->description, this);
    } else {
        QToolTip::hideText();
    }
}

void MarkChart::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const ChartMark* mark = markAt(event->position()); mark && !mark->key.isEmpty()) {
        Q_EMIT markActivated(mark->key);
    }
}

void MarkChart::focusInEvent(QFocusEvent* event) {
    QChartView::focusInEvent(event);
    m_layer->setSelection(m_selected, true);
}

void MarkChart::focusOutEvent(QFocusEvent* event) {
    QChartView::focusOutEvent(event);
    m_layer->setSelection(m_selected, false);
}

void MarkChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    // The base class is constructed before the members; it may send events then.
    if (m_layer && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)) {
        applyTheme();
    }
}

void MarkChart::applyTheme() {
    const ThemeColors& colors = themeColors(palette());
    chart()->setBackgroundBrush(colors.surface);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(colors.surface);
    chart()->legend()->setFont(font());
    QFont titleFont = font();
    titleFont.setWeight(QFont::DemiBold);
    for (QValueAxis* axis : {m_x, m_y}) {
        axis->setLabelsColor(colors.text);
        axis->setLabelsFont(font());
        axis->setTitleFont(titleFont);
        axis->setTitleBrush(colors.text);
        axis->setLinePen(QPen(colors.border, 1));
        axis->setGridLinePen(QPen(colors.border, 1, Qt::DotLine));
    }
    m_layer->update();
}

void MarkChart::describe() {
    QString text = m_content.summary;
    for (const ChartMark& mark : m_content.marks) {
        if (!m_selected.isEmpty() && mark.key == m_selected) {
            text += u' ' + tr("Selected: %1").arg(QString(mark.description).replace(u'\n', u", "_s));
        }
    }
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace up5::ui
