#include "ui/datasets/import_mapping_page.h"

#include <nlohmann/json.hpp>

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QGroupBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "base/error.h"
#include "ui/datasets/attribute_columns.h"
#include "ui/datasets/column_guess.h"
#include "ui/datasets/import_files_page.h"
#include "ui/datasets/import_preview.h"
#include "ui/datasets/import_wizard.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Chooses the entry with this data; the first one when there is none.
void choose(QComboBox& combo, int value) {
    combo.setCurrentIndex(std::max(combo.findData(value), 0));
}

} // namespace

ImportMappingPage::ImportMappingPage(ImportWizard& wizard) : m_wizard(wizard) {
    setTitle(tr("Columns"));
    setSubTitle(tr("Say what the columns mean. Guesses are made from their names."));
    m_problem = new QLabel;
    m_problem->setObjectName(u"mappingProblem"_s);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto* row = new QHBoxLayout;
    row->addWidget(buildInteractions(), 2);
    row->addWidget(buildUsers(), 3);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row, 1);
    column->addWidget(m_problem);
}

QComboBox* ImportMappingPage::makeCombo(const QString& name, const QString& accessibleName) {
    auto* combo = new QComboBox;
    combo->setObjectName(name);
    combo->setAccessibleName(accessibleName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(12);
    connect(combo, &QComboBox::currentIndexChanged, this, &ImportMappingPage::checkAnswers);
    return combo;
}

QWidget* ImportMappingPage::buildInteractions() {
    m_interactionsFile = makeCombo(u"mappingInteractionsFile"_s, tr("File of the interactions"));
    m_user = makeCombo(u"mappingUser"_s, tr("Column of the user"));
    m_item = makeCombo(u"mappingItem"_s, tr("Column of the item"));
    m_time = makeCombo(u"mappingTime"_s, tr("Column of the time"));
    m_rating = makeCombo(u"mappingRating"_s, tr("Column of the rating"));
    connect(m_interactionsFile, &QComboBox::currentIndexChanged, this,
            &ImportMappingPage::fillInteractionColumns);
    auto* box = new QGroupBox(tr("Interactions"));
    auto* form = new QFormLayout(box);
    form->addRow(tr("File"), m_interactionsFile);
    form->addRow(tr("User"), m_user);
    form->addRow(tr("Item"), m_item);
    form->addRow(tr("Time"), m_time);
    form->addRow(tr("Rating"), m_rating);
    return box;
}

QWidget* ImportMappingPage::buildUsers() {
    m_usersFile = makeCombo(u"mappingUsersFile"_s, tr("File of the users"));
    m_userId = makeCombo(u"mappingUserId"_s, tr("Column of the user in the file of the users"));
    m_attributes = new AttributeColumns;
    connect(m_usersFile, &QComboBox::currentIndexChanged, this, &ImportMappingPage::fillUserColumns);
    connect(m_userId, &QComboBox::currentIndexChanged, this,
            [this] { m_attributes->setFile(chosenFile(m_usersFile), m_userId->currentData().toInt()); });
    connect(m_attributes, &AttributeColumns::edited, this, &ImportMappingPage::checkAnswers);
    auto* box = new QGroupBox(tr("Users and their sensitive attributes"));
    auto* form = new QFormLayout;
    form->addRow(tr("File"), m_usersFile);
    form->addRow(tr("User"), m_userId);
    auto* column = new QVBoxLayout(box);
    column->addLayout(form);
    column->addWidget(m_attributes, 1);
    return box;
}

void ImportMappingPage::initializePage() {
    m_previews = static_cast<ImportFilesPage*>(m_wizard.page(ImportWizard::FilesPageId))->previews();
    m_interactionsFile->clear();
    m_usersFile->clear();
    m_usersFile->addItem(tr("None"), -1);
    for (int i = 0; i < static_cast<int>(m_previews.size()); ++i) {
        const QString name = shortFileName(m_previews[static_cast<std::size_t>(i)].file);
        m_interactionsFile->addItem(name, i);
        m_usersFile->addItem(name, i);
    }
    const int interactions = guessInteractionsFile(m_previews);
    choose(*m_interactionsFile, interactions);
    choose(*m_usersFile, guessUsersFile(m_previews, m_interactionsFile->currentData().toInt()));
    checkAnswers();
}

const data::FilePreview* ImportMappingPage::chosenFile(const QComboBox* combo) const {
    const int index = combo->currentIndex() < 0 ? -1 : combo->currentData().toInt();
    return index < 0 ? nullptr : &m_previews.at(static_cast<std::size_t>(index));
}

void ImportMappingPage::fillInteractionColumns() {
    const data::FilePreview* file = chosenFile(m_interactionsFile);
    const QList<std::pair<QComboBox*, ColumnRole>> combos = {{m_user, ColumnRole::User},
                                                             {m_item, ColumnRole::Item},
                                                             {m_time, ColumnRole::Time},
                                                             {m_rating, ColumnRole::Rating}};
    for (const auto& [combo, role] : combos) {
        combo->clear();
        const bool optional = role == ColumnRole::Time || role == ColumnRole::Rating;
        combo->addItem(optional ? tr("None") : tr("Choose…"), -1);
        for (int i = 0; file && i < static_cast<int>(file->columns.size()); ++i) {
            combo->addItem(QString::fromStdString(file->columns[static_cast<std::size_t>(i)]), i);
        }
        choose(*combo, file ? guessColumn(file->columns, role) : -1);
    }
}

void ImportMappingPage::fillUserColumns() {
    const data::FilePreview* file = chosenFile(m_usersFile);
    m_userId->clear();
    m_userId->setEnabled(file);
    m_attributes->setEnabled(file);
    for (int i = 0; file && i < static_cast<int>(file->columns.size()); ++i) {
        m_userId->addItem(QString::fromStdString(file->columns[static_cast<std::size_t>(i)]), i);
    }
    if (file) {
        choose(*m_userId, guessColumn(file->columns, ColumnRole::User));
    } else {
        m_attributes->setFile(nullptr, -1);
    }
}

std::string ImportMappingPage::mappingText() const {
    const data::FilePreview* interactions = chosenFile(m_interactionsFile);
    const auto column = [&](const QComboBox* combo) {
        const int index = combo->currentIndex() < 0 ? -1 : combo->currentData().toInt();
        return index < 0 || !interactions ? std::string()
                                          : interactions->columns.at(static_cast<std::size_t>(index));
    };
    if (!interactions || column(m_user).empty() || column(m_item).empty()) {
        throw Error(ErrorCode::InvalidInput, "Choose the columns of the user and of the item.");
    }
    if (column(m_user) == column(m_item)) {
        throw Error(ErrorCode::InvalidInput, "User and item cannot both be column " + column(m_user) + ".");
    }
    nlohmann::json part = {{"file", interactions->file}, {"user", column(m_user)}, {"item", column(m_item)}};
    if (const std::string time = column(m_time); !time.empty()) {
        part["time"] = time;
    }
    if (const std::string rating = column(m_rating); !rating.empty()) {
        part["rating"] = rating;
    }
    nlohmann::json mapping = {{"interactions", part}};
    if (const data::FilePreview* users = chosenFile(m_usersFile)) {
        nlohmann::json attributes = nlohmann::json::array();
        for (const AttributeColumn& attribute : m_attributes->chosen()) {
            nlohmann::json entry = {{"column", attribute.column}};
            if (!attribute.edges.empty()) {
                entry["edges"] = attribute.edges;
            }
            attributes.push_back(entry);
        }
        mapping["users"] = {
            {"file", users->file}, {"id", m_userId->currentText().toStdString()}, {"attributes", attributes}};
    }
    return mapping.dump();
}

void ImportMappingPage::checkAnswers() {
    m_problem->clear();
    m_ready = guarded([this] { m_wizard.request().mapping = mappingText(); },
                      [this](const QString& sentence) { m_problem->setText(sentence); });
    Q_EMIT completeChanged();
}

bool ImportMappingPage::isComplete() const {
    return m_ready;
}

bool ImportMappingPage::validatePage() {
    checkAnswers();
    return m_ready;
}

} // namespace up5::ui
