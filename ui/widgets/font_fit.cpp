#include "ui/widgets/font_fit.h"

#include <QtCore/QEvent>
#include <QtWidgets/QWidget>

namespace up5::ui {

namespace {

class FontFollower : public QObject {
public:
    FontFollower(QWidget& widget, std::function<void()> fit) : QObject(&widget), m_fit(std::move(fit)) {
        widget.installEventFilter(this);
        m_fit();
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::FontChange) {
            m_fit();
        }
        return false;
    }

private:
    std::function<void()> m_fit;
};

} // namespace

void fitToFont(QWidget& widget, std::function<void()> fit) {
    new FontFollower(widget, std::move(fit));
}

} // namespace up5::ui
