// SHA-256 of content: what identifies data sets, splits, candidate sets, checkpoints and artifacts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace up5 {

/// Incremental SHA-256.
class ContentHash {
public:
    ContentHash();
    ~ContentHash();
    ContentHash(const ContentHash&) = delete;
    ContentHash& operator=(const ContentHash&) = delete;

    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);
    template <class T> void addValues(std::span<const T> values) { add(std::as_bytes(values)); }

    /// 64 hexadecimal digits; the hash may not be extended afterwards.
    std::string hex() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// SHA-256 of a text.
std::string sha256(std::string_view text);

/// SHA-256 of a file's bytes. Throws Error{Io} when it cannot be read.
std::string sha256OfFile(const std::filesystem::path& path);

} // namespace up5
