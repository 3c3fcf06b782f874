#include "ui/runs/log_viewer.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kTailBytes = 128 * 1024;

QString qtPath(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

QString tailOfFile(const std::filesystem::path& file, qint64 maxBytes) {
    QFile log(qtPath(file));
    if (!log.open(QIODevice::ReadOnly)) {
        return {};
    }
    const qint64 start = std::max<qint64>(0, log.size() - maxBytes);
    log.seek(start);
    QByteArray bytes = log.read(maxBytes);
    if (start > 0) {
        bytes.remove(0, bytes.indexOf('\n') + 1);
    }
    return QString::fromUtf8(bytes);
}

LogViewer::LogViewer(const QString& title, std::filesystem::path file, QWidget* parent)
    : QDialog(parent), m_file(std::move(file)) {
    setObjectName(u"logViewer"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Log of %1").arg(title));
    resize(820, 480);
    m_text = new QPlainTextEdit;
    m_text->setObjectName(u"logText"_s);
    m_text->setAccessibleName(tr("Log"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_note = new QLabel;
    m_note->setProperty("role", u"muted"_s);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_text, 1);
    column->addWidget(m_note);
    column->addWidget(buttons);

    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &LogViewer::reload);
    timer->start(500);
    reload();
}

void LogViewer::reload() {
    const QFileInfo info(qtPath(m_file));
    const qint64 size = info.exists() ? info.size() : 0;
    if (size == m_shownSize) {
        return;
    }
    m_shownSize = size;
    QScrollBar* bar = m_text->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 2;
    const int position = bar->value();
    m_text->setPlainText(size > 0 ? tailOfFile(m_file, kTailBytes)
                                  : tr("The worker has not written anything yet."));
    bar->setValue(atEnd ? bar->maximum() : position);
    m_note->setText(size > kTailBytes ? tr("The last %1 KiB of %2").arg(kTailBytes / 1024).arg(qtPath(m_file))
                                      : qtPath(m_file));
}

} // namespace up5::ui
