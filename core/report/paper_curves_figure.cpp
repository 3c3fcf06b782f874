// A paper figure as a drawing.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/numbers.h"
#include "report/paper_curves.h"

namespace up5::report {

namespace {

constexpr int kCurvesWidth = 760, kCurvePanelHeight = 300;
constexpr double kCurveLegendRow = 19; // pixels
constexpr double kBeside = 7;          // pixels between attributes at one value
constexpr double kLeastAuc = 0.1, kLeastHits = 6;

struct CurvePoint {
    int place = 0; ///< of the value
    metrics::SeedStatistics figure;
};

/// One attribute's prompts, controls or random prompts.
struct Curve {
    int attribute = 0; ///< place in the legend
    Family family = Family::Cfp;
    bool besideAll = false; ///< one point that stands beside all values
    std::vector<CurvePoint> points;
};

struct CurvePanel {
    std::string figure;
    std::vector<Curve> curves;
    double scale = 1; ///< from stored figures to what the axis says
};

struct CurveContent {
    QString option;
    std::vector<std::string> attributes, values;
    std::vector<CurvePanel> panels;
};

const QColor& curveColour(int attribute) {
    static const std::array<QColor, 5> colours = {okabe::kBlue, okabe::kVermillion, okabe::kGreen,
                                                  okabe::kPurple, okabe::kOrange};
    return colours[static_cast<std::size_t>(attribute) % colours.size()];
}

Shape curveShape(int attribute) {
    constexpr std::array kShapes = {Shape::Circle, Shape::Square, Shape::Triangle, Shape::Diamond,
                                    Shape::TriangleDown};
    return kShapes[static_cast<std::size_t>(attribute) % kShapes.size()];
}

/// Controls are faint: dashed, random prompts dotted.
QPen curvePen(const Curve& curve) {
    QPen pen(curveColour(curve.attribute), curve.family == Family::Cfp ? 1.8 : 1.2);
    if (curve.family != Family::Cfp) {
        pen.setStyle(curve.family == Family::Control ? Qt::DashLine : Qt::DotLine);
    }
    return pen;
}

template <class Value> int placeAmong(std::vector<Value>& known, const Value& value) {
    const auto found = std::ranges::find(known, value);
    if (found == known.end()) {
        known.push_back(value);
        return static_cast<int>(known.size()) - 1;
    }
    return static_cast<int>(found - known.begin());
}

Curve& curveOf(CurvePanel& panel, int attribute, Family family) {
    const auto found = std::ranges::find_if(panel.curves, [&](const Curve& curve) {
        return curve.attribute == attribute && curve.family == family;
    });
    return found == panel.curves.end() ? panel.curves.emplace_back(Curve{attribute, family, false, {}})
                                       : *found;
}

CurveContent contentOf(const PaperCurves& curves) {
    CurveContent content;
    content.option = curves.recipe.variesLambda()
                         ? QStringLiteral("weight λ of the adversary")
                         : QStringLiteral("prefix tokens n"); // what the paper's figures are over
    content.values = recipeValues(curves.recipe);
    for (std::size_t i = 0; i < curves.recipe.figures.size(); ++i) {
        CurvePanel panel;
        panel.figure = curves.recipe.figures[i];
        panel.scale = isHitCurve(panel.figure) ? 100 : 1;
        for (const RecipeRow& row : curves.results.rows) {
            const int attribute = placeAmong(content.attributes, row.attribute);
            if (row.figures[i].seeds == 0) {
                continue;
            }
            Curve& curve = curveOf(panel, attribute, row.family);
            curve.besideAll = row.value.empty();
            curve.points.push_back(
                {curve.besideAll ? 0 : placeAmong(content.values, row.value), row.figures[i]});
        }
        if (!panel.curves.empty()) {
            content.panels.push_back(std::move(panel));
        }
    }
    return content;
}

class CurvePanelPainter {
public:
    CurvePanelPainter(QPainter& painter, const CurveContent& content, const CurvePanel& panel,
                      const QRectF& plot)
        : m_painter(painter), m_content(content), m_panel(panel), m_plot(plot) {
        std::vector<double> shown;
        for (const Curve& curve : panel.curves) {
            for (const CurvePoint& point : curve.points) {
                shown.push_back(scaled(point.figure.mean));
                for (const double value : {point.figure.low, point.figure.high}) {
                    if (!std::isnan(value) && curve.family == Family::Cfp) {
                        shown.push_back(scaled(value));
                    }
                }
            }
        }
        const bool isHits = isHitCurve(panel.figure);
        if (!isHits) {
            shown.push_back(0.5);
        }
        m_y = axisAround(shown, isHits ? kLeastHits : kLeastAuc, plot.bottom(), plot.top());
    }

    void paint() {
        paintFrame();
        for (const Curve& curve : m_panel.curves) {
            paintLine(curve);
        }
        for (const Curve& curve : m_panel.curves) {
            if (curve.family == Family::Cfp) {
                paintMarks(curve);
            }
        }
    }

private:
    /// Student's interval of few seeds may leave what a share or an AUC can be.
    double scaled(double value) const { return m_panel.scale * std::clamp(value, 0.0, 1.0); }

    double x(const Curve& curve, int place) const {
        const double step = m_plot.width() / static_cast<double>(m_content.values.size());
        const double middle = (static_cast<double>(m_content.attributes.size()) - 1) / 2;
        return m_plot.left() + step * (place + 0.5) + kBeside * (curve.attribute - middle);
    }
    QPointF at(const Curve& curve, const CurvePoint& point) const {
        return {x(curve, point.place), m_y.at(scaled(point.figure.mean))};
    }

    void paintFrame() {
        m_painter.setFont(figureFont(11));
        drawLevels(m_painter, m_y, m_plot, 5);
        if (!isHitCurve(m_panel.figure)) { // what guessing gives
            m_painter.setPen(QPen(ink::kMuted, 1, Qt::DashLine));
            m_painter.drawLine(QPointF(m_plot.left(), m_y.at(0.5)), QPointF(m_plot.right(), m_y.at(0.5)));
        }
        m_painter.setPen(ink::kMuted);
        const double step = m_plot.width() / static_cast<double>(m_content.values.size());
        for (std::size_t i = 0; i < m_content.values.size(); ++i) {
            m_painter.drawText(
                QRectF(m_plot.left() + step * static_cast<double>(i), m_plot.bottom() + 4, step, 16),
                Qt::AlignCenter, QString::fromStdString(m_content.values[i]));
        }
        m_painter.setPen(ink::kText);
        m_painter.drawText(QRectF(m_plot.left(), m_plot.bottom() + 22, m_plot.width(), 16), Qt::AlignCenter,
                           m_content.option);
        m_painter.drawText(
            QRectF(m_plot.left() - 44, m_plot.top() - 26, m_plot.width() + 44, 16),
            Qt::AlignLeft | Qt::AlignVCenter,
            QString::fromStdString(curveName(m_panel.figure) + (isHitCurve(m_panel.figure) ? ", %" : "")));
    }

    void paintLine(const Curve& curve) {
        m_painter.setPen(curvePen(curve));
        m_painter.setOpacity(curve.family == Family::Cfp ? 1 : 0.6);
        if (curve.besideAll) {
            const double y = m_y.at(scaled(curve.points.front().figure.mean));
            m_painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        } else if (curve.points.size() == 1) { // a short line is seen where a longer one has no second end
            const QPointF point = at(curve, curve.points.front());
            m_painter.drawLine(point - QPointF(kBeside, 0), point + QPointF(kBeside, 0));
        }
        for (std::size_t i = 1; i < curve.points.size(); ++i) {
            m_painter.drawLine(at(curve, curve.points[i - 1]), at(curve, curve.points[i]));
        }
        m_painter.setOpacity(1);
    }

    void paintMarks(const Curve& curve) {
        for (const CurvePoint& point : curve.points) {
            if (!std::isnan(point.figure.low)) {
                m_painter.setPen(QPen(curveColour(curve.attribute), 1.2));
                const double across = x(curve, point.place);
                m_painter.drawLine(QPointF(across, m_y.at(scaled(point.figure.low))),
                                   QPointF(across, m_y.at(scaled(point.figure.high))));
            }
            drawMark(m_painter, curveShape(curve.attribute), at(curve, point), 9,
                     curveColour(curve.attribute));
        }
    }

    QPainter& m_painter;
    const CurveContent& m_content;
    const CurvePanel& m_panel;
    QRectF m_plot;
    Axis m_y;
};

bool hasFamily(const CurveContent& content, Family family) {
    return std::ranges::any_of(content.panels, [&](const CurvePanel& panel) {
        return std::ranges::any_of(panel.curves, [&](const Curve& curve) { return curve.family == family; });
    });
}

/// Attributes in a row, what the lines are in a second one.
void drawCurveLegend(QPainter& painter, const CurveContent& content) {
    painter.setFont(figureFont(12));
    const double width = (kCurvesWidth - 50.0) / 5;
    const auto label = [&](double x, double y, const QString& text) {
        painter.setPen(ink::kText);
        painter.drawText(QRectF(x + 22, y, width - 22, 20), Qt::AlignVCenter, text);
    };
    for (std::size_t i = 0; i < content.attributes.size(); ++i) {
        const double x = 50 + width * static_cast<double>(i % 5);
        const double y = kCurveLegendRow * static_cast<double>(i / 5);
        const int attribute = static_cast<int>(i);
        drawMark(painter, curveShape(attribute), QPointF(x + 8, y + 10), 10, curveColour(attribute));
        label(x, y, QString::fromStdString(content.attributes[i]));
    }
    double x = 50;
    const double y = kCurveLegendRow * static_cast<double>((content.attributes.size() + 4) / 5);
    for (const auto& [family, text] : {std::pair{Family::Cfp, "CFP"},
                                       {Family::Control, "λ = 0 control"},
                                       {Family::Random, "random prompt"}}) {
        if (hasFamily(content, family)) {
            QPen pen = curvePen({0, family, false, {}});
            pen.setColor(ink::kMuted);
            painter.setPen(pen);
            painter.drawLine(QPointF(x, y + 10), QPointF(x + 17, y + 10));
            label(x, y, QString::fromUtf8(text));
            x += width;
        }
    }
}

double curveLegendHeight(const CurveContent& content) {
    return kCurveLegendRow * static_cast<double>((content.attributes.size() + 4) / 5 + 1) + 6;
}

void paintCurves(QPainter& painter, const CurveContent& content) {
    painter.setRenderHint(QPainter::Antialiasing);
    drawCurveLegend(painter, content);
    for (std::size_t i = 0; i < content.panels.size(); ++i) {
        const double width = kCurvesWidth / 2.0;
        const QRectF place(width * static_cast<double>(i % 2),
                           curveLegendHeight(content) + kCurvePanelHeight * static_cast<double>(i / 2), width,
                           kCurvePanelHeight);
        CurvePanelPainter(painter, content, content.panels[i], place.adjusted(50, 34, -14, -44)).paint();
    }
}

std::string describeCurves(const PaperCurves& curves) {
    std::string text;
    for (const RecipeRow& row : curves.results.rows) {
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            if (row.family == Family::Cfp && row.figures[i].seeds > 0) {
                const std::string& figure = curves.recipe.figures[i];
                text += fmt::format("{}{}, {} = {}: {} {}", text.empty() ? "" : "; ", row.attribute,
                                    curves.recipe.key, row.value, curveName(figure),
                                    isHitCurve(figure) ? percent(row.figures[i].mean) + " %"
                                                       : areaText(row.figures[i].mean));
            }
        }
    }
    return text;
}

} // namespace

std::optional<Figure> curvesFigure(const PaperCurves& curves) {
    const CurveContent content = contentOf(curves);
    if (content.panels.empty()) {
        return std::nullopt;
    }
    Figure figure;
    figure.title = curvesCaption(curves);
    figure.description =
        fmt::format("Means over the seeds with 95 % intervals of them; λ = 0 controls dashed, "
                    "random prompts dotted. {}.",
                    describeCurves(curves));
    figure.width = kCurvesWidth;
    figure.height = static_cast<int>(curveLegendHeight(content)) +
                    kCurvePanelHeight * static_cast<int>((content.panels.size() + 1) / 2);
    figure.paint = [content](QPainter& painter) { paintCurves(painter, content); };
    return figure;
}

} // namespace up5::report
