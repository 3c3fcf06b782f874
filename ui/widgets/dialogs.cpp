#include "ui/widgets/dialogs.h"

#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

namespace up5::ui {

QStringList Dialogs::openFiles(QWidget* parent, const QString& title, const QString& filter) {
    return QFileDialog::getOpenFileNames(parent, title, {}, filter);
}

QString Dialogs::openFolder(QWidget* parent, const QString& title) {
    return QFileDialog::getExistingDirectory(parent, title);
}

QString Dialogs::saveFile(QWidget* parent, const QString& title, const QString& suggestion,
                          const QString& filter) {
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

bool Dialogs::confirm(QWidget* parent, const QString& title, const QString& question, const QString& action) {
    QMessageBox box(QMessageBox::Question, title, question, QMessageBox::Cancel, parent);
    QPushButton* accept = box.addButton(action, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == accept;
}

void Dialogs::showError(QWidget* parent, const QString& title, const QString& message) {
    QMessageBox::critical(parent, title, message);
}

} // namespace up5::ui
