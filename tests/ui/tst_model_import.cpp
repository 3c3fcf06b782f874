// A checkpoint is imported and a model exported by clicking: checked before the job, mismatches in words.
#include <QtCore/QDir>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTableView>

#include "base/safetensors.h"
#include "support/checkpoint_files.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/models/model_table_model.h"
#include "ui/models/models_page.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5;
using namespace up5::test;

class TestModelImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsImported() {
        PageFixture fixture;
        fixture.audit.addDataset();
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        find<QPushButton>(page, "modelsImportFirst")->click();
        auto* verdict = find<QLabel>(page, "checkpointVerdict");
        auto* start = find<QPushButton>(page, "backboneStart");
        QVERIFY(!start->isEnabled()); // there is nothing to import yet
        QVERIFY2(verdict->text().contains(u"Choose a checkpoint"_s), qPrintable(verdict->text()));
        fixture.dialogs.nextFolder.enqueue(QString::fromStdString((goldenCheckpoints() / "hf").string()));
        find<QPushButton>(page, "checkpointFolder")->click();
        QVERIFY(!start->isEnabled());
        QTRY_VERIFY2(start->isEnabled(), qPrintable(verdict->text()));
        QVERIFY2(verdict->text().contains(u"d_model 24"_s), qPrintable(verdict->text()));
        QCOMPARE(start->text(), u"Import"_s);
        auto* preset = find<QComboBox>(page, "option_preset");
        QVERIFY(!preset->isEnabled());
        QCOMPARE(preset->currentText(), u"checkpoint"_s);
        QCOMPARE(find<QComboBox>(page, "option_identifiers")->currentText(), u"pieces"_s);
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        QSignalSpy changes(&fixture.host, &jobs::JobHost::runChanged);
        start->click();
        QTRY_COMPARE(changes.size(), 1); // read and queued in the background
        QVERIFY(problems.isEmpty() && !start->isVisible());
        const auto specs = fixture.submitted({});
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].paths.front(), (goldenCheckpoints() / "hf").string());
        QCOMPARE(specs[0].options.at("epochs").get<int>(), 0);
        QCOMPARE(specs[0].options.at("preset").get<std::string>(), std::string("checkpoint"));
        QCOMPARE(specs[0].options.at("identifiers").get<std::string>(), std::string("pieces"));
        QCOMPARE(specs[0].options.at("dropout").get<double>(), 0.1); // the checkpoint's own
        // Training does not begin with what the import left in the form.
        find<QPushButton>(page, "modelsTrainFirst")->click();
        QCOMPARE(start->text(), u"Start training"_s);
        QVERIFY(start->isEnabled());
        QVERIFY(!verdict->isVisible());
        QCOMPARE(preset->currentText(), u"desk"_s);
    }

    void mismatchesAreShownAndNothingStarts() {
        PageFixture fixture;
        fixture.audit.addDataset();
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        find<QPushButton>(page, "modelsImportFirst")->click();
        auto* verdict = find<QLabel>(page, "checkpointVerdict");
        auto* start = find<QPushButton>(page, "backboneStart");
        fixture.dialogs.nextFiles.enqueue(
            {QString::fromStdString((goldenCheckpoints() / "small_zip.pt").string())});
        find<QPushButton>(page, "checkpointFile")->click();
        QTRY_VERIFY2(verdict->text().contains(u"no matrix shared.weight"_s), qPrintable(verdict->text()));
        QCOMPARE(verdict->property("role").toString(), u"problem"_s);
        QVERIFY(!start->isEnabled());
        const auto evil = std::filesystem::path(fixture.folder.path().toStdString()) / "evil.pt";
        writeTorchZip(
            evil, pickled::stateDict(pickled::global("os", "system") + "(" + pickled::text("x") + "tR"), "");
        fixture.dialogs.nextFiles.enqueue({QString::fromStdString(evil.string())});
        find<QPushButton>(page, "checkpointFile")->click();
        QTRY_VERIFY2(verdict->text().contains(u"os.system"_s), qPrintable(verdict->text()));
        // Without a checkpoint there is nothing to import.
        find<QPushButton>(page, "checkpointRandom")->click();
        QVERIFY(!start->isEnabled());
        QCOMPARE(find<QComboBox>(page, "option_preset")->currentText(), u"desk"_s);
        QVERIFY2(verdict->text().contains(u"Choose a checkpoint"_s), qPrintable(verdict->text()));
        // Who gives the import up and trains is not left with no epochs.
        find<QPushButton>(page, "modelsTrainFirst")->click();
        QVERIFY(start->isEnabled());
        QCOMPARE(start->text(), u"Start training"_s);
        QVERIFY(!verdict->isVisible());
        start->click();
        const auto specs = fixture.submitted({});
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].options.at("epochs").get<int>(), 20);
    }

    void settingsOfAnImportAreCopied() {
        PageFixture fixture;
        fixture.audit.addDataset();
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        jobs::JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = fixture.audit.dataset;
        spec.paths = {(goldenCheckpoints() / "hf").string()};
        spec.options = {{"epochs", 3}};
        const std::string run = fixture.host.submit(spec);
        page.useSettingsOf(QString::fromStdString(run));
        auto* start = find<QPushButton>(page, "backboneStart");
        QTRY_VERIFY(start->isEnabled());
        QCOMPARE(find<QLabel>(page, "checkpointName")->text(), u"hf"_s);
        QCOMPARE(start->text(), u"Start training"_s); // further
        start->click();
        QTRY_VERIFY(!start->isVisible());
        QCOMPARE(fixture.submitted({run}).at(0).options.at("dropout").get<double>(), 0.1);
        spec.paths.clear();
        spec.options = {{"preset", "tiny"}};
        page.useSettingsOf(QString::fromStdString(fixture.host.submit(spec)));
        QCOMPARE(find<QComboBox>(page, "option_preset")->currentText(), u"tiny"_s);
        QVERIFY(find<QComboBox>(page, "option_preset")->isEnabled());
    }

    void theSelectedModelIsExported() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        auto* button = find<QPushButton>(page, "modelsExport");
        auto* table = find<QTableView>(page, "modelsTable");
        QVERIFY(!button->isEnabled());
        table->selectRow(table->model()->rowCount() - 1);
        QVERIFY(button->isEnabled());
        QSignalSpy problems(&page, &ui::Page::problemOccurred), messages(&page, &ui::Page::messageRequested);
        button->click(); // the dialog is cancelled
        QVERIFY(problems.isEmpty() && messages.isEmpty());
        const QString run = table->currentIndex().data(ui::ModelTableModel::kRunRole).toString();
        const std::filesystem::path checkpoint =
            jobs::RunFolder{fixture.audit.workspace.run(run.toStdString())}.artifacts() / "checkpoint";
        std::filesystem::create_directories(checkpoint);
        writeFileAtomically(checkpoint / "config.json", "{}");
        writeFileAtomically(checkpoint / "model.safetensors", "weights");
        writeFileAtomically(
            checkpoint / "tokenizer.json",
            R"({"format":"up5-tokenizer-1","scheme":"pieces","users":[],"items":[],"templates":[],)"
            R"("initial":[","],"inner":[]})");
        const QString folder = fixture.folder.filePath(u"out"_s);
        fixture.dialogs.nextFolder.enqueue(folder);
        button->click();
        QTRY_VERIFY2(!messages.isEmpty() || !problems.isEmpty(), "no answer");
        QVERIFY2(problems.isEmpty(), qPrintable(problems.isEmpty() ? QString() : problems[0][0].toString()));
        QVERIFY(messages.front().front().toString().contains(u"model.safetensors"_s));
        QCOMPARE(readFile((folder + u"/model.safetensors"_s).toStdString()), std::string("weights"));
        fixture.dialogs.nextFolder.enqueue(folder);
        button->click();
        QTRY_VERIFY(!problems.isEmpty());
        QVERIFY(problems.front().front().toString().contains(u"is there already"_s));
    }

    void aMixtureIsExportedWithAChoice() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        const std::string gender = fixture.audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.6, 0.69);
        const std::string age = fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694);
        const std::string mixture = fixture.audit.addMixture({gender, age}, 20, 0.55);
        for (const std::vector<std::string>& removed : jobs::attributeSubsets({"gender", "age"})) {
            const std::string key = jobs::subsetKey(removed);
            SafetensorsWriter writer(jobs::RunFolder{fixture.audit.workspace.run(mixture)}.artifacts() /
                                         jobs::promptFileName(key),
                                     {{"encoder.0.key", TensorType::F32, {2}}}, {{"removed", key}});
            writer.write<float>("encoder.0.key", std::vector<float>{1, 2});
            writer.commit();
        }
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        page.select(QString::fromStdString(mixture));
        QSignalSpy problems(&page, &ui::Page::problemOccurred), messages(&page, &ui::Page::messageRequested);
        const auto open = [&] {
            find<QPushButton>(page, "modelsExport")->click();
            return page.findChildren<QDialog*>(u"mixtureExport"_s).constLast();
        };
        QDialog* dialog = open();
        QVERIFY(dialog->isVisible());
        QVERIFY2(find<QRadioButton>(*dialog, "exportEverySubset")->text().contains(u"3 prompts"_s), "");
        auto* choose = find<QPushButton>(*dialog, "exportChooseFolder");
        QVERIFY(choose->isEnabled() && !find<QCheckBox>(*dialog, "exportRemove_age")->isEnabled());
        find<QRadioButton>(*dialog, "exportOneSubset")->click();
        QVERIFY(!choose->isEnabled());
        find<QCheckBox>(*dialog, "exportRemove_age")->click();
        QVERIFY(choose->isEnabled());
        const QString one = fixture.folder.filePath(u"one"_s), all = fixture.folder.filePath(u"all"_s);
        fixture.dialogs.nextFolder.enqueue(one);
        choose->click();
        QTRY_VERIFY2(!messages.isEmpty() || !problems.isEmpty(), "no answer");
        QVERIFY2(problems.isEmpty(), qPrintable(problems.isEmpty() ? QString() : problems[0][0].toString()));
        QCOMPARE(QDir(one).entryList(QDir::Files),
                 (QStringList{u"prompt_removing_age.json"_s, u"prompt_removing_age.safetensors"_s}));
        dialog = open();
        fixture.dialogs.nextFolder.enqueue(all);
        find<QPushButton>(*dialog, "exportChooseFolder")->click();
        QTRY_COMPARE(messages.count(), 2);
        QCOMPARE(QDir(all).entryList(QDir::Files).size(), 6);
    }

    void twoCheckpointsAreCompared() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        const std::string first = fixture.audit.backbone;
        fixture.audit.addBackbone();
        const auto write = [&](const std::string& run, float value, bool hasMore) {
            std::vector<TensorInfo> tensors = {{"shared.weight", TensorType::F32, {2, 2}},
                                               {"a.weight", TensorType::F32, {hasMore ? 3 : 2}}};
            if (hasMore) {
                tensors.push_back({"b.weight", TensorType::F32, {1}});
            }
            SafetensorsWriter writer(
                fixture.audit.workspace.run(run) / "artifacts" / "checkpoint" / "model.safetensors", tensors);
            const std::vector<float> shared = {1, 2, 3, value};
            writer.write<float>("shared.weight", shared);
            writer.write<float>("a.weight", std::vector<float>(hasMore ? 3 : 2, 1.0F));
            if (hasMore) {
                writer.write<float>("b.weight", std::vector<float>{1});
            }
            writer.commit();
        };
        write(first, 4, false);
        write(fixture.audit.backbone, 4.5, true);
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        auto* button = find<QPushButton>(page, "modelsCompare");
        auto* models = find<QTableView>(page, "modelsTable");
        QVERIFY(!button->isEnabled());
        page.select(QString::fromStdString(first));
        QVERIFY(button->isEnabled());
        button->click();
        auto* dialog = find<QDialog>(page, "checkpointComparison");
        QVERIFY(dialog->isVisible() && !dialog->isModal());
        auto* summary = find<QLabel>(*dialog, "comparisonSummary");
        auto* table = find<QTableView>(*dialog, "comparisonTable");
        QTRY_COMPARE(summary->text(), u"0 tensors are the same, 3 differ."_s);
        const auto row = [&](const QString& tensor) {
            QStringList cells;
            for (int i = 0; i < table->model()->rowCount(); ++i) {
                for (int column = 0; table->model()->index(i, 0).data().toString() == tensor &&
                                     column < table->model()->columnCount();
                     ++column) {
                    cells << table->model()->index(i, column).data().toString();
                }
            }
            return cells.join(u" | "_s);
        };
        QCOMPARE(row(u"shared.weight"_s), u"shared.weight | [2, 2] | 0.5 | different"_s);
        QCOMPARE(row(u"a.weight"_s), u"a.weight | [2] against [3] | – | other shape"_s);
        QCOMPARE(row(u"b.weight"_s), u"b.weight | [1] | – | only in B"_s);
        // With itself, given as a file, everything is the same and nothing is left of what differs.
        fixture.dialogs.nextFiles.enqueue({QString::fromStdString(
            (fixture.audit.workspace.run(first) / "artifacts" / "checkpoint" / "model.safetensors")
                .string())});
        find<QPushButton>(*dialog, "comparisonFile")->click();
        QTRY_COMPARE(summary->text(), u"2 tensors are the same, 0 differ."_s);
        find<QPushButton>(*dialog, "comparisonCopy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"shared.weight,\"[2, 2]\",0,same"_s));
        find<QCheckBox>(*dialog, "comparisonOnlyDifferent")->click();
        QCOMPARE(table->model()->rowCount(), 0);
        // A file that is none is named, in the window.
        fixture.dialogs.nextFolder.enqueue(fixture.folder.filePath(u"nowhere"_s));
        find<QPushButton>(*dialog, "comparisonFolder")->click();
        QTRY_VERIFY2(summary->text().contains(u"nowhere"_s), qPrintable(summary->text()));
        QVERIFY(!find<QPushButton>(*dialog, "comparisonCopy")->isEnabled());
        QCOMPARE(models->currentIndex().data(ui::ModelTableModel::kRunRole).toString(),
                 QString::fromStdString(first)); // the list stays as it was
        dialog->close();
    }
};

QTEST_MAIN(TestModelImport)
#include "tst_model_import.moc"
