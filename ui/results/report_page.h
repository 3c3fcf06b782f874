// Report: choose runs and a title, look at the report, export it.
#pragma once

#include "report/report.h"
#include "ui/results/audit_data.h"
#include "ui/widgets/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace up5::ui {

class ChoiceBox;
class ReportPreview;
class ReportRenderer;
class RunCheckModel;

class ReportPage : public Page {
    Q_OBJECT
public:
    explicit ReportPage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;

private:
    QWidget* makeForm();
    QWidget* makePreview();
    void updateCount();
    void startPreview();
    void exportReport();
    report::ReportRequest request() const;

    AuditData m_data;
    ReportRenderer* m_renderer;
    QTimer* m_previewDelay;
    QStackedWidget* m_stack;
    QLineEdit* m_title = nullptr;
    RunCheckModel* m_runs = nullptr;
    QCheckBox* m_all = nullptr;
    QLabel* m_count = nullptr;
    ChoiceBox* m_format = nullptr;
    QPushButton* m_export = nullptr;
    ReportPreview* m_preview = nullptr;
};

} // namespace up5::ui
