#include "base/safetensors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"

namespace up5 {

namespace {

constexpr std::size_t kMaxHeader = 100u << 20; // the limit of the reference implementation
constexpr TensorType kTypes[] = {TensorType::F32, TensorType::F64, TensorType::I32, TensorType::I64,
                                 TensorType::U8,  TensorType::F16, TensorType::BF16};

TensorType parseType(const std::string& text, const std::string& where) {
    for (TensorType type : kTypes) {
        if (text == toString(type)) {
            return type;
        }
    }
    throw Error(ErrorCode::Unsupported,
                where + " has element type " + text + "; F32, F64, F16, BF16, I32, I64 and U8 can be read.");
}

/// The header's JSON; a tensor listed twice is refused rather than left to the parser's taste.
nlohmann::json parseHeaderText(const char* begin, const char* end, const std::string& where) {
    std::set<std::string> names;
    const auto checkNames = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        if (depth == 1 && event == nlohmann::json::parse_event_t::key &&
            !names.insert(parsed.get<std::string>()).second) {
            throw Error(ErrorCode::Corrupt,
                        where + ": tensor " + parsed.get<std::string>() + " is listed twice.");
        }
        return true;
    };
    nlohmann::json header = nlohmann::json::parse(begin, end, checkNames);
    if (!header.is_object()) {
        throw Error(ErrorCode::Corrupt, where + ": the safetensors header is no JSON object.");
    }
    return header;
}

/// A list of non-negative whole numbers; JSON would let fractions and signs pass as something else.
std::vector<std::uint64_t> wholeNumbers(const nlohmann::json& list, const std::string& where) {
    const bool isWhole = list.is_array() && std::all_of(list.begin(), list.end(),
                                                        [](const auto& n) { return n.is_number_unsigned(); });
    if (!isWhole) {
        throw Error(ErrorCode::Corrupt,
                    where + " has a shape or offsets that are no lists of whole numbers.");
    }
    return list.get<std::vector<std::uint64_t>>();
}

std::int64_t countElements(const std::vector<std::int64_t>& shape, const std::string& where) {
    std::int64_t count = 1;
    for (std::int64_t extent : shape) {
        if (extent < 0 || __builtin_mul_overflow(count, extent, &count)) {
            throw Error(ErrorCode::Corrupt, where + " has an impossible shape.");
        }
    }
    return count;
}

} // namespace

const char* toString(TensorType type) {
    switch (type) {
    case TensorType::F32:
        return "F32";
    case TensorType::F64:
        return "F64";
    case TensorType::I32:
        return "I32";
    case TensorType::I64:
        return "I64";
    case TensorType::U8:
        return "U8";
    case TensorType::F16:
        return "F16";
    case TensorType::BF16:
        return "BF16";
    }
    return "?";
}

std::size_t sizeOf(TensorType type) {
    switch (type) {
    case TensorType::F32:
    case TensorType::I32:
        return 4;
    case TensorType::F64:
    case TensorType::I64:
        return 8;
    case TensorType::U8:
        return 1;
    case TensorType::F16:
    case TensorType::BF16:
        return 2;
    }
    return 0;
}

std::int64_t TensorInfo::elementCount() const {
    return countElements(shape, "Tensor " + name);
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : m_path(path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw Error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    "Cannot open " + path.string() + ": " + std::strerror(errno) + ".");
    }
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || status.st_size < 8) {
        ::close(descriptor);
        throw Error(ErrorCode::Corrupt, path.string() + " is too short to be a safetensors file.");
    }
    m_size = static_cast<std::size_t>(status.st_size);
    void* map = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    if (map == MAP_FAILED) {
        throw Error(ErrorCode::Io, "Cannot map " + path.string() + ": " + std::strerror(errno) + ".");
    }
    m_map = static_cast<const std::byte*>(map);
    try {
        parseHeader();
    } catch (...) {
        ::munmap(const_cast<std::byte*>(m_map), m_size);
        throw;
    }
}

SafetensorsFile::~SafetensorsFile() {
    ::munmap(const_cast<std::byte*>(m_map), m_size);
}

void SafetensorsFile::parseHeader() {
    std::uint64_t headerLength = 0;
    std::memcpy(&headerLength, m_map, sizeof headerLength);
    if (headerLength > kMaxHeader || headerLength > m_size - 8) {
        throw Error(ErrorCode::Corrupt, m_path.string() + ": the header claims " +
                                            std::to_string(headerLength) +
                                            " bytes, more than the file holds.");
    }
    m_dataBegin = 8 + static_cast<std::size_t>(headerLength);
    nlohmann::json header;
    try {
        header = parseHeaderText(reinterpret_cast<const char*>(m_map) + 8,
                                 reinterpret_cast<const char*>(m_map) + m_dataBegin, m_path.string());
        struct Entry {
            TensorInfo info;
            std::size_t begin, end;
        };
        std::vector<Entry> entries;
        for (const auto& [name, value] : header.items()) {
            if (name == "__metadata__") {
                m_metadata = value.get<std::map<std::string, std::string>>();
                continue;
            }
            const std::string where = m_path.string() + ": tensor " + name;
            const auto shape = wholeNumbers(value.at("shape"), where);
            const auto offsets = wholeNumbers(value.at("data_offsets"), where);
            if (offsets.size() != 2) {
                throw Error(ErrorCode::Corrupt, where + " needs two data offsets.");
            }
            Entry entry{{name, parseType(value.at("dtype"), where), {shape.begin(), shape.end()}},
                        static_cast<std::size_t>(offsets[0]),
                        static_cast<std::size_t>(offsets[1])};
            const auto wanted = static_cast<std::size_t>(countElements(entry.info.shape, where));
            if (entry.end < entry.begin ||
                wanted > std::numeric_limits<std::size_t>::max() / sizeOf(entry.info.type) ||
                entry.end - entry.begin != wanted * sizeOf(entry.info.type)) {
                throw Error(ErrorCode::Corrupt, where + " has a size that does not fit its shape.");
            }
            entries.push_back(std::move(entry));
        }
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
        });
        std::size_t expected = 0;
        for (Entry& entry : entries) {
            if (entry.begin != expected) {
                throw Error(ErrorCode::Corrupt, m_path.string() + ": tensor " + entry.info.name +
                                                    " overlaps another or leaves a gap.");
            }
            expected = entry.end;
            m_index[entry.info.name] = m_tensors.size();
            m_offsets.push_back(m_dataBegin + entry.begin);
            m_tensors.push_back(std::move(entry.info));
        }
        if (m_dataBegin + expected != m_size) {
            throw Error(ErrorCode::Corrupt, m_path.string() + ": the header describes " +
                                                std::to_string(expected) + " bytes of data, the file holds " +
                                                std::to_string(m_size - m_dataBegin) + ".");
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    m_path.string() + ": the safetensors header is broken: " + error.what());
    }
}

const TensorInfo& SafetensorsFile::info(const std::string& name) const {
    const auto found = m_index.find(name);
    if (found == m_index.end()) {
        throw Error(ErrorCode::Corrupt, m_path.string() + " has no tensor " + name + ".");
    }
    return m_tensors[found->second];
}

std::span<const std::byte> SafetensorsFile::bytes(const std::string& name) const {
    const TensorInfo& tensor = info(name);
    return {m_map + m_offsets[m_index.at(name)],
            static_cast<std::size_t>(tensor.elementCount()) * sizeOf(tensor.type)};
}

void SafetensorsFile::requireType(const TensorInfo& tensor, TensorType type) const {
    if (tensor.type != type) {
        throw Error(ErrorCode::Corrupt, m_path.string() + ": tensor " + tensor.name + " is " +
                                            toString(tensor.type) + " where " + toString(type) +
                                            " is needed.");
    }
    // The format asks for no alignment, a span does; this program's own files have it.
    if (m_offsets[m_index.at(tensor.name)] % sizeOf(type) != 0) {
        throw Error(ErrorCode::Corrupt,
                    m_path.string() + ": tensor " + tensor.name +
                        " is not aligned to its elements, as it is in files of this program.");
    }
}

struct SafetensorsWriter::Impl {
    explicit Impl(const std::filesystem::path& path) : file(path) {}
    ~Impl() {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
    AtomicFile file;
    int descriptor = -1;
    struct Slot {
        TensorInfo info;
        std::size_t offset;
    };
    std::map<std::string, Slot> slots;
};

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& path, std::vector<TensorInfo> tensors,
                                     const std::map<std::string, std::string>& metadata)
    : m_impl(std::make_unique<Impl>(path)) {
    // Widest types first, so that every tensor is aligned to its element size.
    std::stable_sort(tensors.begin(), tensors.end(), [](const TensorInfo& a, const TensorInfo& b) {
        return sizeOf(a.type) > sizeOf(b.type);
    });
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty()) {
        header["__metadata__"] = metadata;
    }
    std::size_t end = 0;
    for (const TensorInfo& tensor : tensors) {
        const std::size_t begin = end;
        end += static_cast<std::size_t>(tensor.elementCount()) * sizeOf(tensor.type);
        header[tensor.name] = {
            {"dtype", toString(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
        m_impl->slots[tensor.name] = {tensor, begin};
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    for (auto& [name, slot] : m_impl->slots) {
        slot.offset += 8 + text.size();
    }
    const auto& temporary = m_impl->file.temporaryPath();
    m_impl->descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    std::uint64_t headerLength = text.size();
    std::string prefix(reinterpret_cast<const char*>(&headerLength), sizeof headerLength);
    prefix += text;
    if (m_impl->descriptor < 0 ||
        ::ftruncate(m_impl->descriptor, static_cast<off_t>(prefix.size() + end)) != 0 ||
        ::pwrite(m_impl->descriptor, prefix.data(), prefix.size(), 0) !=
            static_cast<ssize_t>(prefix.size())) {
        throw Error(ErrorCode::Io, "Cannot write " + path.string() + ": " + std::strerror(errno) + ".");
    }
}

SafetensorsWriter::~SafetensorsWriter() = default;

void SafetensorsWriter::writeBytes(const std::string& name, TensorType type, std::span<const std::byte> bytes,
                                   std::int64_t first) {
    const Impl::Slot& slot = m_impl->slots.at(name);
    const std::size_t size = sizeOf(slot.info.type);
    if (type != slot.info.type || first < 0 ||
        static_cast<std::size_t>(first) * size + bytes.size() >
            static_cast<std::size_t>(slot.info.elementCount()) * size) {
        throw Error(ErrorCode::Internal,
                    "Values of tensor " + name + " do not fit its declared type or shape.");
    }
    std::size_t offset = slot.offset + static_cast<std::size_t>(first) * size;
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(m_impl->descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0) {
            throw Error(ErrorCode::Io,
                        std::string("Cannot write tensors to disk: ") + std::strerror(errno) + ".");
        }
        offset += static_cast<std::size_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void SafetensorsWriter::commit() {
    m_impl->file.commit();
}

void SafetensorsWriter::commitAs(const std::filesystem::path& path) {
    m_impl->file.commitAs(path);
}

} // namespace up5
