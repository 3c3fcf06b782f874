#include "base/content_hash.h"

#include <QtCore/QCryptographicHash>

#include <array>
#include <fstream>

#include "base/error.h"

namespace up5 {

struct ContentHash::Impl {
    QCryptographicHash hash{QCryptographicHash::Sha256};
};

ContentHash::ContentHash() : m_impl(std::make_unique<Impl>()) {}
ContentHash::~ContentHash() = default;

void ContentHash::add(std::span<const std::byte> bytes) {
    // In pieces, because Qt 6.4 takes the length of large blocks as int internally.
    constexpr std::size_t kPiece = 64u << 20;
    for (std::size_t offset = 0; offset < bytes.size(); offset += kPiece) {
        const std::size_t length = std::min(kPiece, bytes.size() - offset);
        m_impl->hash.addData(QByteArrayView(bytes.data() + offset, static_cast<qsizetype>(length)));
    }
}

void ContentHash::add(std::string_view text) {
    add(std::as_bytes(std::span(text)));
}

std::string ContentHash::hex() const {
    return m_impl->hash.result().toHex().toStdString();
}

std::string sha256(std::string_view text) {
    ContentHash hash;
    hash.add(text);
    return hash.hex();
}

std::string sha256OfFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw Error(ErrorCode::Io, "Cannot read " + path.string() + ".");
    }
    ContentHash hash;
    std::array<char, 1 << 16> buffer;
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
        hash.add(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount())));
    }
    return hash.hex();
}

} // namespace up5
