// Where a backbone's weights begin: at random or with a checkpoint of the user's, which is checked when it is
// chosen.
#pragma once

#include <QtWidgets/QWidget>
#include <nlohmann/json.hpp>

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
    /// Whether random weights will not do; asks for a checkpoint then.
    void setRequired(bool required);
    /// False while a checkpoint is being read, when it does not fit and when one is required and missing.
    bool isUsable() const { return m_usable; }
    /// The options that the checkpoint has an answer to (jobs::startingOptions); empty until it is read.
    const nlohmann::json& options() const { return m_options; }

Q_SIGNALS:
    void changed();

private:
    void check();
    void show(const QString& sentence, const QString& role, bool usable);

    AppContext& m_context;
    QString m_path, m_dataset;
    nlohmann::json m_options = nlohmann::json::object();
    bool m_usable = true, m_required = false;
    QLabel* m_name;
    QLabel* m_verdict;
    QPushButton* m_random;
    BackgroundTask* m_checking;
};

} // namespace up5::ui
