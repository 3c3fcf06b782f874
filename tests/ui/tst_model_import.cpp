// A checkpoint is imported and a model exported by clicking: checked before the job, mismatches in words.
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

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
};

QTEST_MAIN(TestModelImport)
#include "tst_model_import.moc"
