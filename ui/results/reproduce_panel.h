// Compare, "Reproduce": one of the paper's tables or figures: what is to be run for it, and ours beside it.
#pragma once

#include <functional>
#include <optional>

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

#include "report/reproduction.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/background_task.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTextBrowser;

namespace up5::ui {

class AuditData;
class ChoiceBox;

/// What the background found out.
struct ReproduceAnswer {
    QString estimate, html = {};
    bool canQueue = false;
    QStringList references = {}; ///< models of the table that others can be marked against
};

class ReproducePanel : public QWidget {
    Q_OBJECT
public:
    /// `audits` is the page's; it must outlive the panel.
    ReproducePanel(AppContext& context, const AuditData& audits, QWidget* parent = nullptr);

    /// Takes data sets and backbones from what the page has loaded, and shows what is chosen, once the panel
    /// is looked at.
    void showFigures();
    bool isLoading() const { return m_task.isRunning(); }

Q_SIGNALS:
    void problemOccurred(const QString& sentence);
    void messageRequested(const QString& sentence);
    /// The runs of the workspace are to be read again.
    void runQueued();
    void detailsRequested(const QString& run);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QVBoxLayout* makeChoices();
    QHBoxLayout* makeAction();
    void fillBackbones();
    /// Computes estimate and figures of what is chosen, in the background.
    void ask();
    void queue();
    void show(const ReproduceAnswer& answer);
    void offerReferences(const QStringList& titles);
    std::optional<report::ReproductionWish> wish();
    void remember();

    AppContext& m_context;
    const AuditData& m_audits;
    BackgroundTask m_task;
    bool m_isStale = true; ///< what is shown is not of what the page has loaded
    ChoiceBox* m_recipe;
    ChoiceBox* m_dataset;
    ChoiceBox* m_backbone;
    ChoiceBox* m_reference;
    QString m_wantedReference; ///< title of a model; empty: that of the paper
    QLineEdit* m_seeds;
    QLineEdit* m_settings; ///< of the runs, as on the command line
    QLabel* m_estimate;
    QPushButton* m_queue;
    QTextBrowser* m_ours;
};

} // namespace up5::ui
