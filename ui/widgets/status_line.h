// The sentence at the window's foot: it stays until the user dismisses it.
#pragma once

#include <QtWidgets/QFrame>

class QLabel;

namespace up5::ui {

class IconLabel;

class StatusLine : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Message, Problem };

    explicit StatusLine(QWidget* parent = nullptr);

    void showSentence(const QString& sentence, Kind kind);
    void dismiss();
    /// Empty when dismissed.
    QString text() const;

private:
    IconLabel* m_icon = nullptr;
    QLabel* m_label = nullptr;
};

} // namespace up5::ui
