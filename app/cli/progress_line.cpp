#include "progress_line.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

#include "text.h"

namespace up5::cli {

namespace {

constexpr int kBarWidth = 24;
constexpr qint64 kLearnMs = 2000;  // a rate from less time says little
constexpr qint64 kPlainMs = 30000; // between two plain lines of one stage
constexpr qint64 kRedrawMs = 100;

QString barText(double share) {
    const int filled = static_cast<int>(share * kBarWidth);
    return QString(filled, QChar(0x2588)) + QString(kBarWidth - filled, QChar(0x2591));
}

} // namespace

ProgressLine::ProgressLine() : m_terminal(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::clear() {
    if (m_shown) {
        std::fputs("\r\033[K", stderr);
        std::fflush(stderr);
        m_shown = false;
    }
}

QString ProgressLine::timeLeft(std::int64_t done, std::int64_t total) const {
    const std::int64_t gained = done - m_doneAtStart;
    if (gained <= 0 || m_stageTimer.elapsed() < kLearnMs || done >= total) {
        return {};
    }
    const double perUnit = static_cast<double>(m_stageTimer.elapsed()) / 1000 / static_cast<double>(gained);
    return Text::tr(", %1 left").arg(durationText(perUnit * static_cast<double>(total - done)));
}

void ProgressLine::show(const QString& what, const std::string& stage, std::int64_t done,
                        std::int64_t total) {
    const QString key = what + u'/' + qt(stage);
    const bool fresh = key != m_key;
    if (fresh) {
        m_key = key;
        m_doneAtStart = done;
        m_stageTimer.start();
    }
    if (!fresh && m_lineTimer.elapsed() < (m_terminal ? kRedrawMs : kPlainMs)) {
        return;
    }
    m_lineTimer.start();
    const QString words = what + QStringLiteral(": ") + stageWord(stage);
    const double share =
        total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0;
    const QString percent = total > 0 ? Text::tr(" %1 %").arg(static_cast<int>(100 * share)) : QString();
    if (!m_terminal) {
        note(words + percent + timeLeft(done, total));
        return;
    }
    const QString line = total > 0
                             ? barText(share) + percent + QStringLiteral("  ") + words + timeLeft(done, total)
                             : words + QChar(0x2026);
    std::fputs(("\r\033[K" + line.toStdString()).c_str(), stderr);
    std::fflush(stderr);
    m_shown = true;
}

} // namespace up5::cli
