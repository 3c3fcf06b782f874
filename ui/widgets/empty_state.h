// What an empty page shows: what to do next, with a button for it.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace up5::ui {

class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const QString& iconName, const QString& title, const QString& sentence,
               QWidget* parent = nullptr);

    /// Adds a button under the text; the first one is the primary one.
    QPushButton* addAction(const QString& text, const QString& objectName);
    void setSentence(const QString& sentence);

private:
    QLabel* m_sentence = nullptr;
    QVBoxLayout* m_buttons = nullptr;
};

} // namespace up5::ui
