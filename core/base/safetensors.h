// The safetensors container, the one format for weights and data columns alike: an 8-byte little-endian
// header length, a JSON header, then the raw little-endian tensors. Reading maps the file; nothing is
// executed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace up5 {

/// Half precision (F16, BF16) is read from others' files and never written.
enum class TensorType { F32, F64, I32, I64, U8, F16, BF16 };

const char* toString(TensorType type);
std::size_t sizeOf(TensorType type);

template <class T> constexpr TensorType tensorTypeOf();
template <> constexpr TensorType tensorTypeOf<float>() {
    return TensorType::F32;
}
template <> constexpr TensorType tensorTypeOf<double>() {
    return TensorType::F64;
}
template <> constexpr TensorType tensorTypeOf<std::int32_t>() {
    return TensorType::I32;
}
template <> constexpr TensorType tensorTypeOf<std::int64_t>() {
    return TensorType::I64;
}
template <> constexpr TensorType tensorTypeOf<std::uint8_t>() {
    return TensorType::U8;
}

/// Name, type and shape of one tensor in a file.
struct TensorInfo {
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;

    std::int64_t elementCount() const;
};

/// A memory-mapped safetensors file, fully checked on opening (header length, types, offsets without gaps or
/// overlaps, shapes against sizes). Thread-safe after opening.
class SafetensorsFile {
public:
    /// Throws Error{NotFound}, Error{Io} or Error{Corrupt} (saying what is wrong where).
    explicit SafetensorsFile(const std::filesystem::path& path);
    ~SafetensorsFile();
    SafetensorsFile(const SafetensorsFile&) = delete;
    SafetensorsFile& operator=(const SafetensorsFile&) = delete;

    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    bool contains(const std::string& name) const { return m_index.contains(name); }

    /// Throws Error{Corrupt} naming the tensor when it is missing.
    const TensorInfo& info(const std::string& name) const;
    std::span<const std::byte> bytes(const std::string& name) const;

    /// Typed view; throws Error{Corrupt} when the tensor is missing, has another type or lies at an offset
    /// that is no multiple of its elements' size.
    template <class T> std::span<const T> values(const std::string& name) const {
        const TensorInfo& tensor = info(name);
        requireType(tensor, tensorTypeOf<T>());
        const auto raw = bytes(name);
        return {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
    }

private:
    void requireType(const TensorInfo& tensor, TensorType type) const;
    void parseHeader();

    std::filesystem::path m_path;
    const std::byte* m_map = nullptr;
    std::size_t m_size = 0;
    std::size_t m_dataBegin = 0;
    std::vector<TensorInfo> m_tensors;
    std::vector<std::size_t> m_offsets;
    std::map<std::string, std::size_t> m_index;
    std::map<std::string, std::string> m_metadata;
};

/// Writes a safetensors file whose tensors' shapes are known in advance; values may come in any order and in
/// pieces. The file appears on commit() and not otherwise.
class SafetensorsWriter {
public:
    SafetensorsWriter(const std::filesystem::path& path, std::vector<TensorInfo> tensors,
                      const std::map<std::string, std::string>& metadata = {});
    ~SafetensorsWriter();

    /// Writes values of `name` starting at element `first`. Throws Error{Io}.
    template <class T>
    void write(const std::string& name, std::span<const T> values, std::int64_t first = 0) {
        writeBytes(name, tensorTypeOf<T>(), std::as_bytes(values), first);
    }
    /// As write, for raw bytes of the given type.
    void writeBytes(const std::string& name, TensorType type, std::span<const std::byte> bytes,
                    std::int64_t first);
    void commit();
    /// As commit, but under another name in the same folder (for files named by their content).
    void commitAs(const std::filesystem::path& path);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace up5
