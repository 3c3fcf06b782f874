// Dialogs that answer as a test told them to and remember what they were asked.
#pragma once

#include <QtCore/QQueue>

#include "ui/widgets/dialogs.h"

namespace up5::test {

class ScriptedDialogs : public ui::Dialogs {
public:
    QQueue<QStringList> nextFiles;
    QQueue<QString> nextFolder, nextSaveFile;
    QQueue<bool> nextConfirm;
    QStringList questions; ///< asked by confirm
    QStringList errors;    ///< shown by showError

    QStringList openFiles(QWidget*, const QString&, const QString&) override {
        return nextFiles.isEmpty() ? QStringList() : nextFiles.dequeue();
    }
    QString openFolder(QWidget*, const QString&) override {
        return nextFolder.isEmpty() ? QString() : nextFolder.dequeue();
    }
    QString saveFile(QWidget*, const QString&, const QString&, const QString&) override {
        return nextSaveFile.isEmpty() ? QString() : nextSaveFile.dequeue();
    }
    bool confirm(QWidget*, const QString&, const QString& question, const QString&) override {
        questions << question;
        return !nextConfirm.isEmpty() && nextConfirm.dequeue();
    }
    void showError(QWidget*, const QString&, const QString& message) override { errors << message; }
};

} // namespace up5::test
