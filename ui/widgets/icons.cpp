#include "ui/widgets/icons.h"

#include <QtCore/QFile>
#include <QtGui/QGuiApplication>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

#include "ui/widgets/palette.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

class ThemedIconEngine : public QIconEngine {
public:
    explicit ThemedIconEngine(QString name) : m_name(std::move(name)) {
        QFile file(u":/up5/icons/"_s + m_name + u".svg"_s);
        if (file.open(QIODevice::ReadOnly)) {
            m_svg = file.readAll();
        }
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const ThemeColors& colors = themeColors(QGuiApplication::palette());
        const QColor color = mode == QIcon::Disabled  ? colors.border
                             : m_name == u"warning"_s ? colors.warning
                             : m_name == u"failed"_s  ? colors.bad
                             : state == QIcon::On     ? colors.accent
                                                      : colors.text;
        QByteArray svg = m_svg;
        svg.replace("currentColor", color.name().toLatin1());
        QSvgRenderer(svg).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        const QString key = u"up5-icon/%1/%2/%3/%4/%5"_s.arg(m_name)
                                .arg(size.width())
                                .arg(int(mode))
                                .arg(int(state))
                                .arg(isDark(QGuiApplication::palette()));
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            paint(&painter, QRect(QPoint(0, 0), size), mode, state);
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    bool isNull() override { return m_svg.isEmpty(); }
    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon themedIcon(const QString& name) {
    return QIcon(new ThemedIconEngine(name));
}

} // namespace up5::ui
