// Heat maps of AUCs beside one another with one colour scale; a keyboard cursor walks through the cells.
#pragma once

#include <optional>

#include <QtWidgets/QWidget>

#include "report/heat_map.h"

namespace up5::ui {

/// A map with its names in the user's language.
struct HeatMapContent {
    report::HeatMap map;
    QString summary; ///< one sentence for screen readers and the line above the map
};

class HeatMapView : public QWidget {
    Q_OBJECT
public:
    explicit HeatMapView(QWidget* parent = nullptr);

    /// nullopt shows `emptyText` instead.
    void setContent(std::optional<HeatMapContent> content, const QString& emptyText);
    const std::optional<HeatMapContent>& content() const { return m_content; }
    /// Empty without a map.
    QString summary() const { return m_content ? m_content->summary : QString(); }
    /// What the cursor stands on, in words; empty when nowhere.
    QString cursorText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cursorMoved(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Position {
        int side = 0, row = 0, column = 0;
        bool operator==(const Position&) const = default;
    };

    const report::HeatMap& map() const { return m_content->map; }
    int rows() const { return static_cast<int>(map().rows.size()); }
    int columns() const { return static_cast<int>(map().columns.size()); }
    int sides() const { return static_cast<int>(map().sides.size()); }
    const report::HeatCell& cellAt(const Position& position) const;
    /// Where the cells are: sides beside each other or, in a narrow window, one under the other.
    QRectF cellRect(const Position& position) const;
    bool isStacked() const;
    double labelWidth() const;
    double leastRowHeight() const;
    double rowHeight() const;
    double sideHeight() const;
    double headHeight() const;
    QFont intervalFont() const;
    std::optional<Position> positionAt(QPointF point) const;
    QString describe(const Position& position) const;
    void setCursorPosition(const Position& position);
    void paintSide(QPainter& painter, int side) const;
    void paintCell(QPainter& painter, const QRectF& box, const report::HeatCell& cell) const;
    void paintScale(QPainter& painter) const;

    std::optional<HeatMapContent> m_content;
    QString m_emptyText;
    std::optional<Position> m_cursor;
};

} // namespace up5::ui
