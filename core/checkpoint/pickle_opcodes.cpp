#include "checkpoint/pickle_opcodes.h"

#include <fmt/format.h>

namespace up5::checkpoint {

namespace {

struct NamedOpcode {
    std::uint8_t code;
    const char* name;
};

constexpr NamedOpcode kRefused[] = {{0x90, "ADDITEMS"},   {0x8e, "BINBYTES8"},
                                    {0x96, "BYTEARRAY8"}, {0x64, "DICT"},
                                    {0x32, "DUP"},        {0x8f, "EMPTY_SET"},
                                    {0x82, "EXT1"},       {0x83, "EXT2"},
                                    {0x84, "EXT4"},       {0x46, "FLOAT"},
                                    {0x91, "FROZENSET"},  {0x67, "GET"},
                                    {0x69, "INST"},       {0x49, "INT"},
                                    {0x6c, "LIST"},       {0x4c, "LONG"},
                                    {0x8b, "LONG4"},      {0x81, "NEWOBJ"},
                                    {0x92, "NEWOBJ_EX"},  {0x97, "NEXT_BUFFER"},
                                    {0x6f, "OBJ"},        {0x50, "PERSID"},
                                    {0x30, "POP"},        {0x31, "POP_MARK"},
                                    {0x70, "PUT"},        {0x98, "READONLY_BUFFER"},
                                    {0x53, "STRING"},     {0x56, "UNICODE"}};

} // namespace

std::string opcodeName(std::uint8_t opcode) {
    for (const NamedOpcode& known : kRefused) {
        if (known.code == opcode) {
            return known.name;
        }
    }
    return fmt::format("0x{:02x}", opcode);
}

} // namespace up5::checkpoint
