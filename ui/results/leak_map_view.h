// Heat maps of where an attribute can be read, layer × position, before and after a prompt with one colour
// scale; a keyboard cursor walks through the cells.
#pragma once

#include <optional>

#include <QtWidgets/QWidget>

#include "report/leak_map.h"

namespace up5::ui {

class LeakMapView : public QWidget {
    Q_OBJECT
public:
    explicit LeakMapView(QWidget* parent = nullptr);

    /// nullopt shows `emptyText` instead.
    void setMap(std::optional<report::LeakMap> map, const QString& emptyText);
    /// One sentence for screen readers and the line above the map; empty without a map.
    QString summary() const;
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
        int side = 0, row = 0, layer = 0;
        bool operator==(const Position&) const = default;
    };

    /// Where the cells are: sides beside each other or, in a narrow window, one under the other.
    QRectF cellRect(const Position& position) const;
    bool isStacked() const;
    double labelWidth() const;
    double rowHeight() const;
    double sideHeight() const;
    std::optional<Position> positionAt(QPointF point) const;
    QString describe(const Position& position) const;
    void setCursorPosition(const Position& position);
    void paintSide(QPainter& painter, int side) const;
    void paintScale(QPainter& painter) const;

    std::optional<report::LeakMap> m_map;
    QString m_emptyText;
    std::optional<Position> m_cursor;
};

} // namespace up5::ui
