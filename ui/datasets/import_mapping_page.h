// Second step of the import of tables: what the columns mean.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QWizardPage>

#include "data/importer.h"

class QComboBox;
class QLabel;

namespace up5::ui {

class AttributeColumns;
class ImportWizard;

class ImportMappingPage : public QWizardPage {
    Q_OBJECT
public:
    explicit ImportMappingPage(ImportWizard& wizard);

    void initializePage() override;
    bool isComplete() const override;
    bool validatePage() override;

private:
    QComboBox* makeCombo(const QString& name, const QString& accessibleName);
    QWidget* buildInteractions();
    QWidget* buildUsers();
    void fillInteractionColumns();
    void fillUserColumns();
    void checkAnswers();
    /// Null when nothing is chosen.
    const data::FilePreview* chosenFile(const QComboBox* combo) const;
    /// JSON text of the mapping. Throws Error{InvalidInput} for answers that do not fit together.
    std::string mappingText() const;

    ImportWizard& m_wizard;
    std::vector<data::FilePreview> m_previews;
    QComboBox *m_interactionsFile = nullptr, *m_user = nullptr, *m_item = nullptr, *m_time = nullptr,
              *m_rating = nullptr;
    QComboBox *m_usersFile = nullptr, *m_userId = nullptr;
    AttributeColumns* m_attributes = nullptr;
    QLabel* m_problem = nullptr;
    bool m_ready = false;
};

} // namespace up5::ui
