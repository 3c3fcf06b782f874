// A card with a heading, a scrolling form and a row of buttons: the left side of the pages that start jobs.
#pragma once

#include <QtWidgets/QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace up5::ui {

class FormCard : public QFrame {
    Q_OBJECT
public:
    FormCard(const QString& title, const QString& help, QWidget* parent = nullptr);

    /// Fixes the width, that of a form beside a page's results: these pixels, and more when the text is
    /// large.
    void setPageWidth(int smallest = 310);

    /// Where the form's widgets go, from top to bottom.
    QVBoxLayout& form() { return *m_form; }
    /// Stays visible under the form.
    QVBoxLayout& footer() { return *m_footer; }

    /// A widget with a caption above and a line of help below it.
    void addField(const QString& caption, QWidget* field, const QString& help);

private:
    QVBoxLayout* m_form;
    QVBoxLayout* m_footer;
};

} // namespace up5::ui
