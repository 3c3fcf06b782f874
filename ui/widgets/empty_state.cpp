#include "ui/widgets/empty_state.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/icon_label.h"

namespace up5::ui {

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& sentence,
                       QWidget* parent)
    : QWidget(parent) {
    auto* heading = new QLabel(title);
    heading->setProperty("role", QStringLiteral("title"));
    heading->setAlignment(Qt::AlignHCenter);
    m_sentence = new QLabel(sentence);
    m_sentence->setProperty("role", QStringLiteral("muted"));
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setMaximumWidth(520);
    auto* text = new QHBoxLayout;
    text->addStretch(1);
    text->addWidget(m_sentence, 100);
    text->addStretch(1);
    m_buttons = new QVBoxLayout;
    m_buttons->setSpacing(8);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(new IconLabel(iconName, 48), 0, Qt::AlignHCenter);
    column->addWidget(heading);
    column->addLayout(text);
    column->addSpacing(4);
    column->addLayout(m_buttons);
    column->addStretch(3);
}

QPushButton* EmptyState::addAction(const QString& text, const QString& objectName) {
    auto* button = new QPushButton(text);
    button->setObjectName(objectName);
    button->setProperty("primary", m_buttons->count() == 0);
    button->setMinimumWidth(200);
    m_buttons->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::setSentence(const QString& sentence) {
    m_sentence->setText(sentence);
}

} // namespace up5::ui
