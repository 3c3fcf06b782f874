// A mixture as files for other programs: every subset or a chosen one, each with its card; all or none.
#include <csignal>

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <numeric>
#include <sys/resource.h>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "base/safetensors.h"
#include "jobs/model_export.h"
#include "support/expect_error.h"
#include "support/sample_audit.h"

using namespace up5;
using namespace up5::jobs;

namespace {

/// Keys of one layer, [2 heads, n, 3], as a mixture stores them.
void writePrompt(const std::filesystem::path& file, const std::string& removed, std::int64_t n, float first) {
    SafetensorsWriter writer(file, {{"encoder_self.0.key", TensorType::F32, {2, n, 3}}},
                             {{"backbone_run", "b"}, {"removed", removed}});
    std::vector<float> values(static_cast<std::size_t>(6 * n));
    std::iota(values.begin(), values.end(), first);
    writer.write<float>("encoder_self.0.key", values);
    writer.commit();
}

/// While it lives, no file can grow beyond it, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit = {bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before = {};
    void (*m_handler)(int) = nullptr;
};

} // namespace

class TestModelExport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::SampleAudit> m_audit;
    std::string m_gender, m_age, m_mixture;

    std::filesystem::path out(const char* name) const {
        return std::filesystem::path(m_folder->filePath(QStringLiteral("out")).toStdString()) / name;
    }
    std::vector<std::filesystem::path> exported(const std::string& run, const std::string& removed = {}) {
        return exportModel(m_audit->store, m_audit->workspace, run, out(""), removed);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_audit = std::make_unique<test::SampleAudit>(m_folder->filePath(QStringLiteral("w")).toStdString());
        m_audit->addDataset();
        m_audit->addBackbone();
        m_gender = m_audit->addPrompt("gender", 10, 5, 1, 0.6, 0.6, 0.7);
        m_age = m_audit->addPrompt("age", 10, 5, 1, 0.6, 0.6, 0.7);
        m_mixture = m_audit->addMixture({m_gender, m_age}, 30, 0.52);
        const RunFolder run{m_audit->workspace.run(m_mixture)};
        writePrompt(run.artifacts() / "prompt_removing_gender.safetensors", "gender", 4, 100);
        writePrompt(run.artifacts() / "prompt_removing_age.safetensors", "age", 5, 200);
        writePrompt(run.artifacts() / "prompt_removing_gender+age.safetensors", "gender+age", 7, 300);
    }

    void everySubsetOfAMixtureIsReadBack() {
        QCOMPARE(exported(m_mixture).size(), std::size_t{6});
        const SafetensorsFile both(out("prompt_removing_gender+age.safetensors"));
        QCOMPARE(both.info("encoder_self.0.key").shape, (std::vector<std::int64_t>{2, 7, 3}));
        QCOMPARE(both.values<float>("encoder_self.0.key")[41], 341.0f);
        const nlohmann::json card = readJsonFile(out("prompt_removing_gender+age.json"));
        QVERIFY(card.at("removed") == nlohmann::json({"gender", "age"}));
        QVERIFY(card.at("lambda") == nlohmann::json({{"gender", 30.0}, {"age", 30.0}}));
        QVERIFY(card.at("prompts") == nlohmann::json({{{"attribute", "gender"}, {"run", m_gender}},
                                                      {{"attribute", "age"}, {"run", m_age}}}));
        QCOMPARE(card.at("sha256").get<std::string>(),
                 sha256OfFile(out("prompt_removing_gender+age.safetensors")));
        const std::filesystem::path weights =
            RunFolder{m_audit->workspace.run(m_audit->backbone)}.artifacts() / "checkpoint/model.safetensors";
        QCOMPARE(card.at("backbone").at("sha256").get<std::string>(), sha256OfFile(weights));
        QCOMPARE(card.at("backbone").at("run").get<std::string>(), m_audit->backbone);
        QVERIFY(card.at("tensors").at("encoder_self.0.key").at("shape") == nlohmann::json({2, 7, 3}));
        const nlohmann::json one = readJsonFile(out("prompt_removing_age.json"));
        QVERIFY(one.at("removed") == nlohmann::json::array({"age"}));
        QVERIFY(one.at("lambda") ==
                nlohmann::json({{"age", 10}})); // of the prompt that it is, not the mixture's
        QVERIFY(one.at("prompts") == nlohmann::json::array({{{"attribute", "age"}, {"run", m_age}}}));
        QCOMPARE(
            SafetensorsFile(out("prompt_removing_age.safetensors")).values<float>("encoder_self.0.key")[0],
            200.0f);
        UP5_EXPECT_ERROR(exported(m_mixture), ErrorCode::Conflict, "is there already");
    }

    void aChosenSubset() {
        const auto files = exported(m_mixture, "age,gender");
        QCOMPARE(files.size(), std::size_t{2});
        QCOMPARE(files[0].filename().string(), std::string("prompt_removing_gender+age.safetensors"));
        QVERIFY(!std::filesystem::exists(out("prompt_removing_age.safetensors")));
        // Another subset's loss does not matter.
        std::filesystem::remove_all(out(""));
        const RunFolder run{m_audit->workspace.run(m_mixture)};
        std::filesystem::remove(run.artifacts() / "prompt_removing_gender.safetensors");
        QCOMPARE(exported(m_mixture, "age").size(), std::size_t{2});
    }

    /// The third prompt does not fit: the two before it are gone again, and a second try finds its place
    /// free.
    void anExportThatFailsLeavesNothing() {
        const RunFolder run{m_audit->workspace.run(m_mixture)};
        writePrompt(run.artifacts() / "prompt_removing_gender+age.safetensors", "gender+age", 20000, 300);
        {
            const FileSizeLimit limit(1 << 16);
            UP5_EXPECT_ERROR(exported(m_mixture), ErrorCode::Io, "prompt_removing_gender+age.safetensors");
        }
        QVERIFY(std::filesystem::is_empty(out("")));
        QCOMPARE(exported(m_mixture).size(), std::size_t{6});
    }

    void aFileThatIsWithdrawnIsGone() {
        const std::filesystem::path target = m_folder->filePath(QStringLiteral("one")).toStdString();
        AtomicFile file(target);
        file.write("text");
        QVERIFY(!std::filesystem::exists(target));
        file.withdraw(); // was not there yet
        file.commit();
        QCOMPARE(readFile(target), std::string("text"));
        file.withdraw();
        QVERIFY(!std::filesystem::exists(target));
    }

    void whatCannotBeExportedIsRefusedByName() {
        UP5_EXPECT_ERROR(exported(m_mixture, "marital"), ErrorCode::InvalidInput, "marital");
        UP5_EXPECT_ERROR(exported(m_gender, "gender"), ErrorCode::InvalidInput, "of a mixture");
        UP5_EXPECT_ERROR(exported(m_audit->addBaseline("popularity", "", 0, 0.3)), ErrorCode::InvalidInput,
                         "kind baseline");
        const RunFolder run{m_audit->workspace.run(m_mixture)};
        writePrompt(run.artifacts() / "prompt_removing_gender+age.safetensors", "gender", 7, 0);
        UP5_EXPECT_ERROR(exported(m_mixture), ErrorCode::Corrupt, "does not say that it removes gender+age");
        std::filesystem::remove(run.artifacts() / "prompt_removing_gender+age.safetensors");
        UP5_EXPECT_ERROR(exported(m_mixture), ErrorCode::NotFound, "prompt_removing_gender+age.safetensors");
        QVERIFY(!std::filesystem::exists(out("")));
    }
};

QTEST_GUILESS_MAIN(TestModelExport)
#include "tst_model_export.moc"
