#include "data/import/numbers.h"

#include <charconv>
#include <cmath>

#include <QtCore/QDateTime>

namespace up5::data {

namespace {

template <class T> std::optional<T> parseWhole(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> parseIsoTime(std::string_view text) {
    constexpr std::size_t kDate = 10, kLongest = 40; // "2003-02-28"
    if (text.size() < kDate || text.size() > kLongest) {
        return std::nullopt;
    }
    QString iso = QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
    iso.replace(QLatin1Char(' '), QLatin1Char('T'));
    if (text.size() == kDate) {
        iso += QLatin1String("T00:00:00");
    }
    // Without a zone UTC is meant: local times that summer time skips would be invalid otherwise.
    const QStringView clock = QStringView(iso).mid(kDate);
    if (!clock.contains(QLatin1Char('Z')) && !clock.contains(QLatin1Char('+')) &&
        !clock.contains(QLatin1Char('-'))) {
        iso += QLatin1Char('Z');
    }
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return time.isValid() ? std::optional<std::int64_t>(time.toSecsSinceEpoch()) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> parseInteger(std::string_view text) {
    return parseWhole<std::int64_t>(text);
}

std::optional<double> parseNumber(std::string_view text) {
    const auto value = parseWhole<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parseTime(std::string_view text) {
    if (const auto seconds = parseInteger(text)) {
        return seconds;
    }
    if (const auto seconds = parseNumber(text)) {
        constexpr double kLimit = 9.0e15; // beyond, doubles skip whole seconds
        return std::abs(*seconds) < kLimit ? std::optional(static_cast<std::int64_t>(std::floor(*seconds)))
                                           : std::nullopt;
    }
    return parseIsoTime(text);
}

} // namespace up5::data
