// Runs written as commands: defaults left out, everything else there, quoted for a shell.
#include <QtCore/QProcess>
#include <QtTest/QTest>

#include "jobs/command_line.h"
#include "jobs/job_kinds.h"
#include "jobs/option_text.h"
#include "jobs/options/backbone_options.h"

using namespace up5::jobs;

class TestCommandLine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesDefaultsOut() {
        JobSpec spec;
        spec.kind = "cfp";
        spec.dataset = "d0";
        spec.backboneRun = "b1";
        spec.attributes = {"gender"};
        spec.options = {{"lambda", 30.0}, {"prefix_length", 5}};
        spec = completed(spec);
        QCOMPARE(commandLine(spec),
                 std::string("up5 run cfp --dataset d0 --backbone b1 --attribute gender --set "
                             "lambda=30 --seed 2022"));
        spec.device = "cuda:1";
        spec.name = "gender, strong";
        spec.seed = 7;
        QCOMPARE(
            commandLine(spec, "/data/my audits"),
            std::string("up5 run cfp --dataset d0 --backbone b1 --attribute gender --set lambda=30 --seed 7 "
                        "--device cuda:1 --name 'gender, strong' --workspace '/data/my audits'"));
    }

    /// Left out they would be the checkpoint's, whatever it says.
    void aCheckpointDoesNotDecideWhatTheRunDecided() {
        JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = "d0";
        spec.paths = {"/models/t5"};
        const OptionSet<BackboneOptions>& table = BackboneOptions::table();
        spec.options = {{"preset", "checkpoint"},
                        {"identifiers", table.info("identifiers").defaultValue},
                        {"dropout", table.info("dropout").defaultValue}};
        const std::string command = commandLine(completed(spec));
        QVERIFY2(command.starts_with("up5 run backbone --dataset d0 --checkpoint /models/t5 "),
                 command.c_str());
        for (const char* key : {"preset", "identifiers", "dropout"}) {
            const std::string setting =
                std::string(" --set ") + key + '=' + valueText(spec.options.at(key)) + ' ';
            QVERIFY2(command.find(setting) != std::string::npos, (setting + command).c_str());
        }
        spec.paths.clear();
        spec.options = nlohmann::json::object();
        QCOMPARE(commandLine(completed(spec)), std::string("up5 run backbone --dataset d0 --seed 2022"));
    }

    void aMixtureNamesItsPrompts() {
        JobSpec spec;
        spec.kind = "mixture";
        spec.dataset = "d0";
        spec.backboneRun = "b1";
        spec.mixedPrompts = {"p1", "p2"};
        spec.attributes = {"gender", "age"};
        QCOMPARE(
            commandLine(completed(spec)),
            std::string("up5 run mixture --dataset d0 --backbone b1 --prompt p1 --prompt p2 --seed 2022"));
    }

    void importNamesFilesAndMapping() {
        JobSpec spec;
        spec.kind = "import";
        spec.name = "Shop";
        spec.paths = {"/data/a b.csv"};
        spec.options = {{"mapping", R"({"user":"u"})"}, {"on_error", "skip"}, {"settings", ""}};
        QCOMPARE(commandLine(spec),
                 std::string("up5 import '/data/a b.csv' --name Shop --mapping <(printf %s "
                             "'{\"user\":\"u\"}') --on-error skip"));
    }

    void aShellReadsQuotedWordsBack() {
        for (const std::string& word : {std::string("it's"), std::string("a b$c`d\"e\\f"), std::string()}) {
            QProcess shell;
            shell.start(QStringLiteral("/bin/sh"),
                        {QStringLiteral("-c"),
                         QStringLiteral("printf %s ") + QString::fromStdString(shellQuoted(word))});
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.readAllStandardOutput().toStdString(), word);
        }
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
