// The run folder: ids, creation, reading back; whole files.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fstream>
#include <regex>
#include <set>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/run_folder.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

class TestRunFolder : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Workspace workspace() const { return {std::filesystem::path(m_folder.path().toStdString()) / "ws"}; }

private Q_SLOTS:
    void idsSortByTimeAndDiffer() {
        const std::regex form("[0-9]{8}-[0-9]{6}-[0-9]{3}-[a-z2-9]{4}");
        std::set<std::string> ids;
        std::string previous;
        for (int i = 0; i < 200; ++i) {
            const std::string id = newRunId();
            QVERIFY2(std::regex_match(id, form), id.c_str());
            QVERIFY(id.substr(0, 19) >= previous);
            previous = id.substr(0, 19);
            ids.insert(id);
        }
        QCOMPARE(ids.size(), std::size_t{200});
    }

    void createsAndReadsBack() {
        JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = "d";
        const RunFolder folder = RunFolder::create(workspace(), "r1", spec);
        QCOMPARE(folder.root, workspace().run("r1"));
        QVERIFY(std::filesystem::is_directory(folder.state()));
        QVERIFY(std::filesystem::is_directory(folder.artifacts()));
        QVERIFY(std::filesystem::is_directory(workspace().datasets()));
        QVERIFY(std::filesystem::is_directory(workspace().candidates()));
        QVERIFY(folder.readSpec() == spec);
        UP5_EXPECT_ERROR(RunFolder::create(workspace(), "r1", spec), ErrorCode::Conflict, "r1");
    }

    void saysWhatIsWrong() {
        UP5_EXPECT_ERROR(RunFolder{workspace().run("none")}.readSpec(), ErrorCode::NotFound, "spec.json");
        const RunFolder folder = RunFolder::create(workspace(), "r2", {});
        std::ofstream(folder.spec()) << "{";
        UP5_EXPECT_ERROR(folder.readSpec(), ErrorCode::Protocol, "spec.json");
        std::ofstream(folder.spec()) << "{}";
        UP5_EXPECT_ERROR(folder.readSpec(), ErrorCode::Protocol, "protocol");
        UP5_EXPECT_ERROR(RunFolder::create({"/proc/none"}, "r", {}), ErrorCode::Io, "/proc/none");
    }

    void readsWholeFilesAndNoFolders() {
        const std::filesystem::path root = m_folder.path().toStdString();
        const std::string text(100000, 'x'); // more than is read at a time
        std::ofstream(root / "long") << text;
        std::ofstream(root / "empty").flush();
        QVERIFY(readFile(root / "long") == text);
        QCOMPARE(readFile(root / "empty"), std::string());
        UP5_EXPECT_ERROR(readFile(root), ErrorCode::Io, "it is a folder");
        UP5_EXPECT_ERROR(readFile("/proc/self/mem"), ErrorCode::Io, "to its end"); // opens, cannot be read
        UP5_EXPECT_ERROR(readFile(root / "none"), ErrorCode::NotFound, "none");
    }
};

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
