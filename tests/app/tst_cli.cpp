// The command line as scripts see it: the real programs, their output, JSON shapes and exit codes.
#include <csignal>
#include <set>

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "base/file_lock.h"
#include "jobs/job_host.h"
#include "jobs/job_kinds.h"
#include "jobs/launcher.h"
#include "store/store.h"
#include "support/command_line_fixture.h"

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;

namespace jobs = up5::jobs;
namespace store = up5::store;
namespace test = up5::test;
using test::kLongMs;
using test::Outcome;

namespace {

const json kEndless = {{"preset", "tiny"}, {"epochs", 5000}, {"patience", 5000}};

std::set<std::string> keysOf(const json& object) {
    std::set<std::string> keys;
    for (const auto& [key, value] : object.items()) {
        keys.insert(key);
    }
    return keys;
}

} // namespace

class TestCli : public QObject, private test::CommandLineFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { generateSmall(); }
    void versionAndHelp();
    void everyCommandHasHelp();
    void wrongUseIsRefusedWithOneSentence_data();
    void wrongUseIsRefusedWithOneSentence();
    void optionsAreListed();
    void auditByCommands();
    void showHasTheContractsShape();
    void runsAreComparedByUser();
    void reportInEveryFormat();
    void interruptCancelsAndResumeGoesOn();
    void aClosedTerminalCancelsNothing();
    void queuedJobsGoOnWithoutWaiting();
    void cancelLeavesTheOthersServed();
    void hostLeavesWhenAsked();
    void interruptedRunSaysWhy();
    void deleteAndUndo();

private:
    QString queued(const std::string& kind, const json& options, const QString& folder) const;

    QString m_backbone, m_cfp;
    std::vector<std::string> m_identities;
};

void TestCli::versionAndHelp() {
    QCOMPARE(up5({u"--version"_s}).output.trimmed(), u"up5 " UP5_VERSION ""_s);
    const Outcome help = up5({u"--help"_s});
    QCOMPARE(help.code, 0);
    QVERIFY(help.output.contains(u"Exit codes:"_s));
    QVERIFY(help.output.contains(u"UP5_WORKSPACE"_s));
}

void TestCli::everyCommandHasHelp() {
    for (const char* command :
         {"import", "generate", "datasets", "run", "runs", "show", "compare", "groups", "cancel", "resume",
          "delete", "report", "demo", "options", "host", "sweep", "reproduce"}) {
        const Outcome help = up5({QString::fromLatin1(command), u"--help"_s});
        QVERIFY2(help.code == 0, command);
        QVERIFY2(help.output.contains(u"Exit codes:"_s), command);
    }
}

void TestCli::wrongUseIsRefusedWithOneSentence_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("mentions");
    const auto row = [](const char* name, const QString& arguments, int code, const QString& mentions) {
        QTest::newRow(name) << arguments.split(u' ') << code << mentions;
    };
    row("no command", u"--workspace /tmp"_s, 2, u"subcommand"_s);
    row("unknown command", u"train"_s, 2, u"train"_s);
    row("unknown flag", u"runs --yaml"_s, 2, u"--yaml"_s);
    row("unknown run", u"show 1999"_s, 3, u"1999"_s);
    row("comparison with an unknown run", u"compare 1999 2000"_s, 3, u"1999"_s);
    row("comparison with nothing", u"compare 1999"_s, 2, u"b"_s);
    row("unknown kind", u"options training"_s, 3, u"training"_s);
    row("unknown data set", u"run backbone --dataset Nothing"_s, 3, u"Nothing"_s);
    row("unknown option", u"run backbone --set epoch=3"_s, 2, u"Did you mean epochs?"_s);
    row("value out of range", u"run backbone --set epochs=0"_s, 2, u"epochs"_s);
    row("setting without =", u"run backbone --set epochs"_s, 2, u"key=value"_s);
    row("setting twice", u"run backbone --set epochs=1 --set epochs=2"_s, 2, u"twice"_s);
    row("negative seed", u"run backbone --seed -1"_s, 2, u"--seed"_s);
    row("bad device", u"run backbone --device gpu"_s, 2, u"auto, cpu, cuda"_s);
    row("no backbone yet", u"run probe --attribute gender"_s, 3, u"up5 run backbone"_s);
    row("import by run", u"run import"_s, 2, u"up5 import"_s);
    row("unknown recipe", u"reproduce fig1"_s, 3, u"fig5, fig6, fig7, fig8, fig9, table1"_s);
    row("reference of a figure", u"reproduce fig7 --reference CFP --wait"_s, 2, u"fig7 is a figure"_s);
    row("reference of a table that is not printed", u"reproduce table4 --reference CFP"_s, 2, u"--wait"_s);
    row("sweep by run", u"run sweep"_s, 2, u"up5 sweep"_s);
    row("sweep of sweeps", u"sweep sweep"_s, 2, u"up5 sweep"_s);
    row("sweep of nothing", u"sweep backbone"_s, 2, u"--grid"_s);
    row("sweep with an unknown option", u"sweep backbone --grid epoch=1,2"_s, 2, u"Did you mean epochs?"_s);
    row("runs without a search", u"sweep backbone --grid epochs=1,2 --runs 9"_s, 2, u"--search"_s);
    row("varied and set", u"sweep backbone --grid epochs=1,2 --set epochs=3"_s, 2, u"--set epochs"_s);
    row("search where there is nothing to weigh", u"sweep backbone --search epochs=1:9"_s, 2, u"cfp"_s);
    row("missing file", u"import /no/such/file"_s, 3, u"/no/such/file"_s);
    row("bad attribute", u"generate --attribute gender:two:1"_s, 2, u"NAME:CLASSES:STRENGTH"_s);
    row("nothing to report", u"report --output /tmp/x.html"_s, 2, u"nothing to report"_s);
    row("unknown format", u"report --output /tmp/x.docx"_s, 2, u"docx"_s);
    row("no format", u"report --output /tmp/x"_s, 2, u"--format"_s);
}

void TestCli::wrongUseIsRefusedWithOneSentence() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, mentions);
    const Outcome outcome = up5(arguments);
    QVERIFY2(outcome.code == code, qPrintable(QString::number(outcome.code) + outcome.errors));
    QVERIFY2(outcome.errors.contains(mentions), qPrintable(outcome.errors));
    QVERIFY2(outcome.errors.startsWith(u"up5: "_s), qPrintable(outcome.errors));
    QCOMPARE(outcome.errors.trimmed().count(u'\n'), 0);
    QVERIFY(outcome.output.isEmpty());
}

void TestCli::optionsAreListed() {
    for (const char* kind :
         {"backbone", "evaluate", "probe", "cfp", "mixture", "stability", "import", "sweep"}) {
        const json options = jsonOf({u"options"_s, QString::fromLatin1(kind), u"--json"_s});
        QVERIFY2(options.is_array() && !options.empty(), kind);
        for (const json& option : options) {
            QCOMPARE(keysOf(option), (std::set<std::string>{"key", "default", "min", "max", "choices", "list",
                                                            "help", "source"}));
            QVERIFY(!option.at("help").get<std::string>().empty());
            QVERIFY(!option.at("source").get<std::string>().empty());
        }
    }
    const QString text = up5({u"options"_s, u"cfp"_s}).output;
    QVERIFY(text.contains(u"lambda=10"_s));
    QVERIFY(text.contains(u"[1…50]"_s));
    QVERIFY(up5({u"options"_s}).output.contains(u"backbone"_s));
}

void TestCli::auditByCommands() {
    const Outcome backbone = up5({u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s,
                                  u"epochs=2"_s, u"--name"_s, u"first"_s, u"--wait"_s});
    QVERIFY2(backbone.code == 0, qPrintable(backbone.errors));
    m_backbone = backbone.output.section(u'\n', 0, 0);
    QVERIFY(backbone.output.contains(u"hit@10"_s));
    QVERIFY2(backbone.errors.contains(u"backbone first: training"_s),
             qPrintable(backbone.errors)); // plain lines
    QVERIFY(!backbone.errors.contains(u'\r'));

    const Outcome cfp =
        up5({u"run"_s, u"cfp"_s, u"--attribute"_s, u"gender"_s, u"--set"_s, u"lambda=5"_s, u"--set"_s,
             u"batches=4"_s, u"--set"_s, u"batch_size=8"_s, u"--set"_s, u"warm_start=2"_s, u"--set"_s,
             u"probe.epochs=3"_s, u"--set"_s, u"probe.resamples=100"_s, u"--wait"_s});
    QVERIFY2(cfp.code == 0, qPrintable(cfp.errors));
    QVERIFY(cfp.errors.contains(u"Queued for comparison: probe"_s));
    m_cfp = cfp.output.section(u'\n', 0, 0);
    std::set<std::string> kinds;
    const json runs = jsonOf({u"runs"_s, u"--json"_s});
    for (const json& run : runs) {
        QCOMPARE(keysOf(run), (std::set<std::string>{"id", "kind", "state", "dataset", "name", "sweeps",
                                                     "seed", "device", "created", "started", "finished"}));
        QCOMPARE(run.at("state").get<std::string>(), std::string("succeeded"));
        QCOMPARE(QString::fromStdString(run.at("dataset").get<std::string>()), m_dataset);
        kinds.insert(run.at("kind").get<std::string>());
    }
    QVERIFY(kinds.count("backbone") && kinds.count("cfp") && kinds.count("probe"));
    QVERIFY(up5({u"runs"_s}).output.contains(m_cfp));
}

void TestCli::showHasTheContractsShape() {
    QVERIFY(!m_cfp.isEmpty());
    const json shown = jsonOf({u"show"_s, m_cfp.right(8), u"--json"_s});
    QCOMPARE(QString::fromStdString(shown.at("id").get<std::string>()), m_cfp);
    QCOMPARE(shown.at("spec").at("options").at("lambda").get<double>(), 5.0);
    std::set<std::string> names;
    for (const json& metric : shown.at("metrics")) {
        QCOMPARE(keysOf(metric), (std::set<std::string>{"name", "split", "task", "attribute", "group", "k",
                                                        "step", "value", "low", "high", "n", "removed"}));
        names.insert(metric.at("name").get<std::string>());
    }
    for (const char* name :
         {"hit@k", "ndcg@k", "mrr", "probe_auc", "probe_auc_all_tokens", "probe_auc/mlp7"}) {
        QVERIFY2(names.count(name), name);
    }
    std::set<std::string> identities; // by which split and candidates, of both parts, the figures were made
    for (const json& artifact : shown.at("artifacts")) {
        const auto kind = artifact.at("kind").get<std::string>();
        if (kind == "split" || kind == "candidates") {
            identities.insert(artifact.at("sha256").get<std::string>());
        }
    }
    QCOMPARE(identities.size(), std::size_t{3});
    m_identities = {identities.begin(), identities.end()};
    QVERIFY(!shown.contains("error"));
    const QString text = up5({u"show"_s, m_cfp}).output;
    QVERIFY(text.contains(u"--set lambda=5"_s));
}

void TestCli::runsAreComparedByUser() {
    const QStringList command = {u"compare"_s, m_backbone,          m_cfp,   u"--only"_s,
                                 u"hit@10"_s,  u"--permutations"_s, u"199"_s};
    const json comparison = jsonOf(command + QStringList{u"--json"_s});
    QCOMPARE(keysOf(comparison), (std::set<std::string>{"a", "b", "correction", "comparisons", "level",
                                                        "differences", "notes", "leaks"}));
    QCOMPARE(comparison["differences"].size(), std::size_t{2}); // both tasks
    for (const json& difference : comparison["differences"]) {
        QVERIFY(difference["p_adjusted"].get<double>() >= difference["p"].get<double>());
        QVERIFY(!difference["sentence"].get<std::string>().empty());
    }
    const Outcome table = up5(command);
    QCOMPARE(table.code, 0);
    QVERIFY2(table.output.contains(u"corrected by Holm for 2 comparison"_s), qPrintable(table.output));
    const Outcome refused = up5({u"compare"_s, m_backbone, m_backbone});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.errors.contains(u"the same run"_s), qPrintable(refused.errors));
}

void TestCli::reportInEveryFormat() {
    const QList<std::pair<QString, QByteArray>> begins = {
        {u"html"_s, "<!DOCTYPE html>"}, {u"pdf"_s, "%PDF-"}, {u"csv"_s, "run,kind,"}, {u"json"_s, "{"}};
    for (const auto& [format, begin] : begins) {
        const QString file = path(u"report."_s + format);
        const Outcome written = up5({u"report"_s, m_cfp, u"--format"_s, format, u"--output"_s, file});
        QVERIFY2(written.code == 0, qPrintable(written.errors));
        QFile report(file);
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray content = report.readAll();
        QVERIFY2(content.startsWith(begin), qPrintable(format));
        if (format != u"pdf"_s) {
            QVERIFY(content.contains(m_backbone.toUtf8())); // what it stands beside is in it
            for (const std::string& hash : m_identities) {
                QVERIFY2(content.contains(hash.c_str()), qPrintable(format));
            }
        }
    }
}

void TestCli::interruptCancelsAndResumeGoesOn() {
    QProcess process;
    start(process, {u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s, u"epochs=5000"_s,
                    u"--set"_s, u"patience=5000"_s, u"--wait"_s});
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), kLongMs);
    const QString run = QString::fromUtf8(process.readLine()).trimmed();
    QString errors;
    QTRY_VERIFY_WITH_TIMEOUT(
        (errors += QString::fromUtf8(process.readAllStandardError())).contains(u"training"_s), kLongMs);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(kLongMs));
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(stateOf(run), u"cancelled"_s);

    QCOMPARE(up5({u"resume"_s, run}).code, 0); // a host left behind goes on with it
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), u"running"_s, kLongMs);
    QProcess behind;
    start(behind, {u"run"_s, u"evaluate"_s, u"--backbone"_s, m_backbone, u"--set"_s, u"resamples=100"_s,
                   u"--wait"_s});
    errors.clear();
    QTRY_VERIFY_WITH_TIMEOUT((errors += QString::fromUtf8(behind.readAllStandardError())).contains(run),
                             kLongMs); // says what it waits for
    const Outcome cancelled = up5({u"cancel"_s, run});
    QVERIFY2(cancelled.code == 0, qPrintable(cancelled.errors));
    QCOMPARE(stateOf(run), u"cancelled"_s);
    QCOMPARE(up5({u"cancel"_s, run}).code, 4);
    QVERIFY(behind.waitForFinished(kLongMs));
    QCOMPARE(behind.exitCode(), 0);
}

/// Another host goes on with what waits and runs; a terminal that is closed may say so twice.
void TestCli::aClosedTerminalCancelsNothing() {
    const auto isServed = [this] { // by a host of its own
        up5::FileLock lock(m_workspace.filePath(u"host.lock"_s).toStdString());
        return !lock.tryLock(std::chrono::milliseconds(0));
    };
    QTRY_VERIFY_WITH_TIMEOUT(!isServed(), kLongMs); // those of the tests before have ended
    QProcess process;
    const auto ownHandler = std::signal(SIGHUP, SIG_DFL); // ignored under nohup, which is inherited
    start(process, {u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s, u"epochs=5000"_s,
                    u"--set"_s, u"patience=5000"_s, u"--wait"_s});
    std::signal(SIGHUP, ownHandler);
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), kLongMs);
    const QString run = QString::fromUtf8(process.readLine()).trimmed();
    QString errors;
    QTRY_VERIFY_WITH_TIMEOUT(
        (errors += QString::fromUtf8(process.readAllStandardError())).contains(u"training"_s), kLongMs);
    for (int times = 0; times < 2; ++times) {
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGHUP), 0);
    }
    QVERIFY(process.waitForFinished(kLongMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QTRY_VERIFY_WITH_TIMEOUT(isServed(), kLongMs);
    QCOMPARE(stateOf(run), u"running"_s);
    QCOMPARE(up5({u"cancel"_s, run}).code, 0);
}

void TestCli::queuedJobsGoOnWithoutWaiting() {
    // What a background host of another machine left when it died.
    QFile lock(m_workspace.filePath(u"host.lock"_s));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("1\nup5\nsome-other-machine\n");
    lock.close();
    const Outcome queued =
        up5({u"run"_s, u"evaluate"_s, u"--backbone"_s, m_backbone, u"--set"_s, u"resamples=100"_s});
    QVERIFY2(queued.code == 0, qPrintable(queued.errors));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(queued.output.trimmed()), u"succeeded"_s, kLongMs);
}

/// Queued without any host, as after a crash of the whole machine.
QString TestCli::queued(const std::string& kind, const json& options, const QString& folder) const {
    const jobs::Workspace workspace{folder.toStdString()};
    store::Store store(workspace.database());
    jobs::JobHost host(workspace, store, std::make_unique<jobs::LocalLauncher>());
    jobs::JobSpec spec;
    spec.kind = kind;
    spec.dataset = m_dataset.toStdString();
    spec.backboneRun = kind == "backbone" ? "" : m_backbone.toStdString();
    spec.options = jobs::jobKind(kind).options->check(options);
    return QString::fromStdString(host.submit(spec));
}

void TestCli::cancelLeavesTheOthersServed() {
    const QString first = queued("backbone", kEndless, m_workspace.path());
    const QString second = queued("evaluate", {{"resamples", 100}}, m_workspace.path());
    QCOMPARE(up5({u"cancel"_s, first}).code, 0);
    QCOMPARE(stateOf(first), u"cancelled"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(second), u"succeeded"_s, kLongMs);
}

void TestCli::hostLeavesWhenAsked() {
    // A workspace of its own: nothing that an earlier command left behind may serve it.
    const QTemporaryDir workspace;
    const QString folder = workspace.path();
    const Outcome imported =
        up5({u"import"_s, path(u"csv"_s), u"--mapping"_s, path(u"csv/mapping.json"_s)}, folder);
    QCOMPARE(imported.output.trimmed(), m_dataset);
    const QString run = queued("backbone", kEndless, folder);
    QProcess host;
    start(host, {u"host"_s}, folder);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run, folder), u"running"_s, kLongMs);
    QCOMPARE(::kill(static_cast<pid_t>(host.processId()), SIGTERM), 0);
    QVERIFY(host.waitForFinished(20'000));
    const QString left = stateOf(run, folder); // its worker goes on
    QCOMPARE(up5({u"cancel"_s, run}, folder).code, 0);
    QCOMPARE(stateOf(run, folder), u"cancelled"_s);
    QCOMPARE(host.exitStatus(), QProcess::NormalExit);
    QCOMPARE(host.exitCode(), 130);
    QCOMPARE(left, u"running"_s);
}

void TestCli::interruptedRunSaysWhy() {
    QProcess process;
    start(process, {u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s, u"epochs=5000"_s,
                    u"--set"_s, u"patience=5000"_s, u"--wait"_s});
    QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), kLongMs);
    const QString run = QString::fromUtf8(process.readLine()).trimmed();
    QString errors;
    QTRY_VERIFY_WITH_TIMEOUT(
        (errors += QString::fromUtf8(process.readAllStandardError())).contains(u"training"_s), kLongMs);
    const auto worker = jobs::LocalLauncher().find(m_workspace.filePath(u"runs/"_s + run).toStdString());
    QVERIFY(worker);
    QCOMPARE(::kill(static_cast<pid_t>(worker->pid), SIGKILL), 0);
    QVERIFY(process.waitForFinished(kLongMs));
    errors += QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(errors.contains(u"interrupted: The worker was ended by signal 9"_s), qPrintable(errors));
}

void TestCli::deleteAndUndo() {
    const Outcome refused = up5({u"delete"_s, m_backbone, u"--forever"_s});
    QVERIFY2(refused.code == 4, qPrintable(refused.errors)); // others use it
    QCOMPARE(up5({u"delete"_s, m_cfp}).code, 0);
    QVERIFY(!up5({u"runs"_s}).output.contains(m_cfp));
    QCOMPARE(up5({u"delete"_s, u"--undo"_s, m_cfp}).code, 0);
    QVERIFY(up5({u"runs"_s}).output.contains(m_cfp));
    QCOMPARE(up5({u"delete"_s, m_cfp, u"--forever"_s}).code, 0);
    QVERIFY(!QFileInfo::exists(m_workspace.filePath(u"runs/"_s + m_cfp)));
    QCOMPARE(up5({u"show"_s, m_cfp}).code, 3);
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
