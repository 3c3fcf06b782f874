// A page of the main window.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/widgets/app_context.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(AppContext& context, QWidget* parent = nullptr) : QWidget(parent), m_context(context) {}

    /// Re-reads the store; called when the page is shown and (at most a few times a second) when runs change
    /// while it is visible. Must be quick.
    virtual void refresh() = 0;

    /// Whether something the page shows is still being read in the background.
    virtual bool isLoading() const { return false; }

    /// Shows a run or data set that another page or the Details dock points to; pages without a use for it
    /// ignore it.
    virtual void select(const QString& subject) { Q_UNUSED(subject) }

    /// Fills the page's form with the settings of a run ("Copy settings"); pages that start no such jobs
    /// ignore it.
    virtual void useSettingsOf(const QString& runId) { Q_UNUSED(runId) }

Q_SIGNALS:
    /// Shows a run or data set in the Details dock.
    void detailsRequested(const QString& subject);
    /// Goes to another page: "data", "models", "probe", "mitigate", "compare", "report".
    void pageRequested(const QString& page);
    /// A sentence for the status line that stays until dismissed.
    void messageRequested(const QString& sentence);
    /// Opens the import wizard; offered by pages that are empty for want of data.
    void importRequested();
    /// Imports the demonstration set.
    void demoRequested();
    /// As messageRequested, for what went wrong.
    void problemOccurred(const QString& sentence);

protected:
    /// Wraps the body of a slot: an error becomes a sentence in the status line. Returns whether it went
    /// through.
    template <class Action> bool guard(Action&& action) {
        return guarded(std::forward<Action>(action),
                       [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
    }

    AppContext& m_context;
};

} // namespace up5::ui
