// A window beside the list of models: one checkpoint against another, tensor by tensor.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include <QtWidgets/QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace up5::ui {

class BackgroundTask;
class ChoiceBox;
class Dialogs;
class TensorDifferenceModel;

/// A name for people and a weights file, or a folder with one.
using NamedCheckpoint = std::pair<QString, std::filesystem::path>;

/// Reads in the background and blocks nothing; whatever cannot be read is said in it.
class CheckpointComparison : public QDialog {
    Q_OBJECT
public:
    /// `first` is compared with one of `others`, or with a file or folder the user names. `dialogs` must
    /// outlive it.
    CheckpointComparison(const NamedCheckpoint& first, const std::vector<NamedCheckpoint>& others,
                         Dialogs& dialogs, QWidget* parent = nullptr);

private:
    void addOther(const QString& path);
    void compare();
    void showOnlyDifferent(bool only);
    void copy();

    NamedCheckpoint m_first;
    std::vector<std::pair<QString, QString>> m_choices;
    Dialogs& m_dialogs;
    ChoiceBox* m_other;
    QLabel* m_summary;
    QTableView* m_table;
    QCheckBox* m_onlyDifferent;
    QPushButton* m_copy;
    TensorDifferenceModel* m_model;
    QSortFilterProxyModel* m_proxy;
    BackgroundTask* m_comparing;
};

} // namespace up5::ui
