#include "ui/widgets/status_line.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include "ui/widgets/icon_label.h"
#include "ui/widgets/icons.h"

namespace up5::ui {

StatusLine::StatusLine(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("statusStrip"));
    m_icon = new IconLabel(QStringLiteral("details"), 18);
    m_label = new QLabel;
    m_label->setObjectName(QStringLiteral("statusText"));
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setObjectName(QStringLiteral("statusDismiss"));
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setAccessibleName(tr("Dismiss the message"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &StatusLine::dismiss);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_label, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void StatusLine::showSentence(const QString& sentence, Kind kind) {
    const bool problem = kind == Kind::Problem;
    m_icon->setIconName(problem ? QStringLiteral("warning") : QStringLiteral("details"));
    m_label->setText(sentence);
    m_label->setAccessibleName(problem ? tr("Problem: %1").arg(sentence) : sentence);
    setProperty("problem", problem);
    style()->unpolish(this);
    style()->polish(this);
    setVisible(true);
    QAccessibleEvent announcement(m_label, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void StatusLine::dismiss() {
    m_label->clear();
    hide();
}

QString StatusLine::text() const {
    return m_label->text();
}

} // namespace up5::ui
