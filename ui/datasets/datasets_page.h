// The Data page: the workspace's data sets and the profile of the one selected.
#pragma once

#include "ui/widgets/page.h"

class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace up5::ui {

class BackgroundTask;
class DatasetTableModel;
class ProfileView;

class DatasetsPage : public Page {
    Q_OBJECT
public:
    explicit DatasetsPage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;
    void select(const QString& subject) override;

private:
    QWidget* buildContent();
    void buildTable();
    void showProfile(const QString& hash);
    void removeSelected();
    QString selectedHash() const;

    DatasetTableModel* m_model = nullptr;
    QSortFilterProxyModel* m_proxy = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    ProfileView* m_profile = nullptr;
    BackgroundTask* m_profiling = nullptr;
    QString m_profiledHash;
};

} // namespace up5::ui
