// A page of the main window.
#pragma once

#include <QtWidgets/QWidget>

#include "widgets/app_context.h"

namespace up5::ui {

class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(AppContext& context, QWidget* parent = nullptr) : QWidget(parent), m_context(context) {}

    /// Re-reads the store; called when the page is shown and (at most a few times a second) when runs change while it is
    /// visible. Must be quick.
    virtual void refresh() = 0;

Q_SIGNALS:
    /// Shows a run or data set in the Details dock.
    void detailsRequested(const QString& subject);
    /// Goes to another page: "data", "models", "probe", "mitigate", "compare", "report".
    void pageRequested(const QString& page);
    /// A sentence for the status line that stays until dismissed.
    void messageRequested(const QString& sentence);

protected:
    AppContext& m_context;
};

} // namespace up5::ui
