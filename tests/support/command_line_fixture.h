// The real `up5` on a workspace of its own, and a small generated data set in it.
#pragma once

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

namespace up5::test {

constexpr int kLongMs = 300000;

struct Outcome {
    int code = -1;
    QString output, errors;
};

class CommandLineFixture {
protected:
    Outcome up5(const QStringList& arguments, const QString& workspace = {}) const {
        QProcess process;
        start(process, arguments, workspace);
        Outcome outcome;
        if (process.waitForFinished(kLongMs)) {
            outcome.code = process.exitCode();
        }
        outcome.output = QString::fromUtf8(process.readAllStandardOutput());
        outcome.errors = QString::fromUtf8(process.readAllStandardError());
        return outcome;
    }

    void start(QProcess& process, const QStringList& arguments, const QString& workspace = {}) const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("UP5_WORKSPACE"),
                           workspace.isEmpty() ? m_workspace.path() : workspace);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(UP5_BIN_DIR "/up5"), arguments);
    }

    nlohmann::json jsonOf(const QStringList& arguments, const QString& workspace = {}) const {
        const Outcome outcome = up5(arguments, workspace);
        return outcome.code == 0 ? nlohmann::json::parse(outcome.output.toStdString(), nullptr, false)
                                 : nlohmann::json();
    }

    QString stateOf(const QString& run, const QString& workspace = {}) const {
        const nlohmann::json shown =
            jsonOf({QStringLiteral("show"), run, QStringLiteral("--json")}, workspace);
        return shown.is_object() ? QString::fromStdString(shown.at("state").get<std::string>()) : QString();
    }

    QString path(const QString& name) const { return m_files.filePath(name); }

    /// Generates the data set "Small", also as CSV files in path("csv").
    void generateSmall() {
        const Outcome made =
            up5({QStringLiteral("generate"), QStringLiteral("--users"), QStringLiteral("120"),
                 QStringLiteral("--items"), QStringLiteral("96"), QStringLiteral("--genres"),
                 QStringLiteral("6"), QStringLiteral("--max-history"), QStringLiteral("16"),
                 QStringLiteral("--attribute"), QStringLiteral("gender:2:2"), QStringLiteral("--name"),
                 QStringLiteral("Small"), QStringLiteral("--csv"), path(QStringLiteral("csv"))});
        QVERIFY2(made.code == 0, qPrintable(made.errors));
        m_dataset = made.output.trimmed();
        QCOMPARE(m_dataset.size(), 64);
        QVERIFY(made.errors.contains(QStringLiteral("Best possible AUC of gender")));
    }

    QTemporaryDir m_workspace, m_files;
    QString m_dataset; ///< hash of "Small"
};

} // namespace up5::test
