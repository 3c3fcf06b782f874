// Where a backbone's weights begin: at random or with a checkpoint of the user's, which is checked when it is
// chosen.
#pragma once

#include <string>

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace up5::ui {

class BackgroundTask;
struct AppContext;

class CheckpointField : public QWidget {
    Q_OBJECT
public:
    explicit CheckpointField(AppContext& context, QWidget* parent = nullptr);

    /// Empty: random weights.
    QString path() const { return m_path; }
    void setPath(const QString& path);
    /// The data set whose items its vocabulary must spell; checks anew.
    void setDataset(const QString& hash);
    /// False while a checkpoint is being read and when it does not fit.
    bool isUsable() const { return m_usable; }
    /// How the checkpoint writes users and items, as the option spells it; empty until it is read.
    const std::string& identifiers() const { return m_identifiers; }

Q_SIGNALS:
    void changed();

private:
    void check();
    void show(const QString& sentence, const QString& role, bool usable);

    AppContext& m_context;
    QString m_path, m_dataset;
    std::string m_identifiers;
    bool m_usable = true;
    QLabel* m_name;
    QLabel* m_verdict;
    QPushButton* m_random;
    BackgroundTask* m_checking;
};

} // namespace up5::ui
