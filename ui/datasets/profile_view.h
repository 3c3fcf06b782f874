// The profile of one data set: figures, interactions per user, group sizes.
#pragma once

#include <QtWidgets/QWidget>

#include "data/dataset_profile.h"

class QLabel;
class QTreeView;

namespace up5::ui {

class ChartPanel;
class GroupTableModel;

class ProfileView : public QWidget {
    Q_OBJECT
public:
    explicit ProfileView(QWidget* parent = nullptr);

    void setProfile(const data::DatasetProfile& profile);

private:
    QWidget* buildFigures();
    QWidget* buildGroups();
    void drawHistories(const data::DatasetProfile& profile);

    QList<QLabel*> m_figures;
    QLabel* m_itemsCaption = nullptr;
    ChartPanel* m_histories = nullptr;
    GroupTableModel* m_groups = nullptr;
    QTreeView* m_groupTree = nullptr;
    QLabel* m_warning = nullptr;
    QWidget* m_warningRow = nullptr;
};

} // namespace up5::ui
