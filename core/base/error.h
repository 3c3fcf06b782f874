// The one exception type of the program: a code for programs, a sentence for people.
#pragma once

#include <stdexcept>
#include <string>

namespace up5 {

enum class ErrorCode {
    InvalidInput, ///< data or options from outside break a rule; the sentence says which
    NotFound,     ///< a named file, run, data set or option does not exist
    Conflict,     ///< the request clashes with what is already there (state, version, lock)
    Unsupported,  ///< understood, but not possible on this machine or in this version
    Io,           ///< the operating system refused to read or write
    Corrupt,      ///< a file of ours does not have the form it must have
    Protocol,     ///< a worker's events break the protocol
    Cancelled,    ///< ended by the user's wish; not a failure
    Internal      ///< our own mistake
};

/// Text of a code as stored in events and the database ("invalid_input", …).
const char* toString(ErrorCode code);

/// Inverse of toString; unknown text gives Internal.
ErrorCode errorCodeFromString(const std::string& text);

/// Exit code of a program that ends with this error: 2 input, 3 not found, 4 conflict, 5 unsupported,
/// 6 I/O, 7 corrupt, 8 protocol, 130 cancelled, 70 internal.
int exitCode(ErrorCode code);

/// Thrown for whatever ends an operation. The message names what was found, where, what was allowed and,
/// where it helps, what to do.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), m_code(code) {}
    ErrorCode code() const { return m_code; }

private:
    ErrorCode m_code;
};

} // namespace up5
