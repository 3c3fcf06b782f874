#include "ui/runs/form_card.h"

#include <algorithm>

#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/font_fit.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kUsualLineHeight = 18; // pixels; forms of larger text become wider in proportion

QLabel* mutedLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", u"muted"_s);
    label->setWordWrap(true);
    return label;
}

} // namespace

FormCard::FormCard(const QString& title, const QString& help, QWidget* parent)
    : QFrame(parent), m_form(nullptr), m_footer(new QVBoxLayout) {
    setProperty("role", u"card"_s);
    auto* heading = new QLabel(title, this);
    heading->setProperty("role", u"heading"_s);

    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 10, 0);
    m_form = new QVBoxLayout;
    m_form->setSpacing(10);
    contentLayout->addLayout(m_form);
    contentLayout->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    // setWidget() makes the content opaque; the card's own colour is meant to show.
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 6, 12);
    layout->setSpacing(8);
    layout->addWidget(heading);
    if (!help.isEmpty()) {
        layout->addWidget(mutedLabel(help, this));
    }
    layout->addWidget(scroll, 1);
    m_footer->setContentsMargins(0, 0, 8, 0);
    layout->addLayout(m_footer);
}

void FormCard::setPageWidth(int smallest) {
    fitToFont(*this, [this, smallest] {
        setFixedWidth(std::max(smallest, smallest * fontMetrics().height() / kUsualLineHeight));
    });
}

void FormCard::addField(const QString& caption, QWidget* field, const QString& help) {
    auto* box = new QVBoxLayout;
    box->setSpacing(2);
    if (!caption.isEmpty()) {
        auto* label = new QLabel(caption, this);
        label->setBuddy(field);
        box->addWidget(label);
    }
    box->addWidget(field);
    if (!help.isEmpty()) {
        box->addWidget(mutedLabel(help, this));
    }
    m_form->addLayout(box);
}

} // namespace up5::ui
