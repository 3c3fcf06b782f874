// Questions to the user behind one seam, so that tests can script the next answer. Never called from a
// background job.
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

class QWidget;

namespace up5::ui {

class Dialogs {
public:
    virtual ~Dialogs() = default;
    /// Empty = cancelled. `filter` as in QFileDialog.
    virtual QStringList openFiles(QWidget* parent, const QString& title, const QString& filter);
    virtual QString openFolder(QWidget* parent, const QString& title);
    virtual QString saveFile(QWidget* parent, const QString& title, const QString& suggestion,
                             const QString& filter);
    virtual bool confirm(QWidget* parent, const QString& title, const QString& question,
                         const QString& action);
    virtual void showError(QWidget* parent, const QString& title, const QString& message);
};

} // namespace up5::ui
