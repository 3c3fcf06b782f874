// The opcodes of Python's pickle format that torch.save writes, and the names of the others.
#pragma once

#include <cstdint>
#include <string>

namespace up5::checkpoint {

/// Values from CPython's Lib/pickle.py.
namespace op {
constexpr std::uint8_t kProto = 0x80;
constexpr std::uint8_t kFrame = 0x95;
constexpr std::uint8_t kStop = 0x2e;
constexpr std::uint8_t kMark = 0x28;
constexpr std::uint8_t kNone = 0x4e;
constexpr std::uint8_t kNewTrue = 0x88;
constexpr std::uint8_t kNewFalse = 0x89;
constexpr std::uint8_t kBinInt = 0x4a;
constexpr std::uint8_t kBinInt1 = 0x4b;
constexpr std::uint8_t kBinInt2 = 0x4d;
constexpr std::uint8_t kLong1 = 0x8a;
constexpr std::uint8_t kBinFloat = 0x47;
constexpr std::uint8_t kShortBinUnicode = 0x8c;
constexpr std::uint8_t kBinUnicode = 0x58;
constexpr std::uint8_t kBinUnicode8 = 0x8d;
constexpr std::uint8_t kShortBinString = 0x55;
constexpr std::uint8_t kBinString = 0x54;
constexpr std::uint8_t kShortBinBytes = 0x43;
constexpr std::uint8_t kBinBytes = 0x42;
constexpr std::uint8_t kEmptyTuple = 0x29;
constexpr std::uint8_t kTuple1 = 0x85;
constexpr std::uint8_t kTuple2 = 0x86;
constexpr std::uint8_t kTuple3 = 0x87;
constexpr std::uint8_t kTuple = 0x74;
constexpr std::uint8_t kEmptyList = 0x5d;
constexpr std::uint8_t kEmptyDict = 0x7d;
constexpr std::uint8_t kAppend = 0x61;
constexpr std::uint8_t kAppends = 0x65;
constexpr std::uint8_t kSetItem = 0x73;
constexpr std::uint8_t kSetItems = 0x75;
constexpr std::uint8_t kBinPut = 0x71;
constexpr std::uint8_t kLongBinPut = 0x72;
constexpr std::uint8_t kMemoize = 0x94;
constexpr std::uint8_t kBinGet = 0x68;
constexpr std::uint8_t kLongBinGet = 0x6a;
constexpr std::uint8_t kGlobal = 0x63;
constexpr std::uint8_t kStackGlobal = 0x93;
constexpr std::uint8_t kReduce = 0x52;
constexpr std::uint8_t kBuild = 0x62;
constexpr std::uint8_t kBinPersId = 0x51;
} // namespace op

/// Name of an opcode that is not read here, as pickletools writes it ("NEWOBJ"), or its number.
std::string opcodeName(std::uint8_t opcode);

} // namespace up5::checkpoint
