#include "base/error.h"

#include <array>

namespace up5 {

namespace {

struct CodeRow {
    ErrorCode code;
    const char* text;
    int exitCode;
};

constexpr std::array kCodes = {
    CodeRow{ErrorCode::InvalidInput, "invalid_input", 2},
    CodeRow{ErrorCode::NotFound, "not_found", 3},
    CodeRow{ErrorCode::Conflict, "conflict", 4},
    CodeRow{ErrorCode::Unsupported, "unsupported", 5},
    CodeRow{ErrorCode::Io, "io", 6},
    CodeRow{ErrorCode::Corrupt, "corrupt", 7},
    CodeRow{ErrorCode::Protocol, "protocol", 8},
    CodeRow{ErrorCode::Cancelled, "cancelled", 130},
    CodeRow{ErrorCode::Internal, "internal", 70},
};

const CodeRow& row(ErrorCode code) {
    for (const CodeRow& candidate : kCodes) {
        if (candidate.code == code) {
            return candidate;
        }
    }
    return kCodes.back();
}

} // namespace

const char* toString(ErrorCode code) {
    return row(code).text;
}

int exitCode(ErrorCode code) {
    return row(code).exitCode;
}

ErrorCode errorCodeFromString(const std::string& text) {
    for (const CodeRow& candidate : kCodes) {
        if (text == candidate.text) {
            return candidate.code;
        }
    }
    return ErrorCode::Internal;
}

} // namespace up5
