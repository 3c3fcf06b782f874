// Keeps the place one has scrolled to while what is shown is replaced.
#pragma once

#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QScrollBar>

namespace up5::ui {

/// Remembers where `area` is scrolled to and goes back there when it is destroyed. Main thread.
class KeptScroll {
public:
    explicit KeptScroll(QAbstractScrollArea& area)
        : m_area(area), m_x(area.horizontalScrollBar()->value()), m_y(area.verticalScrollBar()->value()) {}
    KeptScroll(const KeptScroll&) = delete;
    KeptScroll& operator=(const KeptScroll&) = delete;
    ~KeptScroll() {
        if (auto* view = qobject_cast<QAbstractItemView*>(&m_area)) {
            view->doItemsLayout(); // it puts this off, and the scroll bars would still be those of before
        }
        m_area.horizontalScrollBar()->setValue(m_x);
        m_area.verticalScrollBar()->setValue(m_y);
    }

private:
    QAbstractScrollArea& m_area;
    int m_x, m_y;
};

} // namespace up5::ui
