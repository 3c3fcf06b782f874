#include "train/device.h"

#include <cstdlib>
#include <limits>
#include <thread>

#include <dlfcn.h>
#include <malloc.h>
#include <unistd.h>

#include "base/error.h"

namespace up5::train {

namespace {

/// OpenBLAS is a dependency of libtorch's, not ours: its functions are looked up at run time and may be
/// absent.
template <class Function> Function openBlasFunction(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

/// Processors newer than OpenBLAS get its oldest kernels, several times slower. It reads the override only
/// when it is loaded, hence the restart; nothing has been done yet.
void restartForOpenBlas(char** arguments) {
#if defined(__x86_64__)
    const auto coreName = openBlasFunction<const char* (*)()>("openblas_get_corename");
    if (std::getenv("OPENBLAS_CORETYPE") != nullptr || coreName == nullptr ||
        std::string(coreName()) != "Prescott" || !__builtin_cpu_supports("avx2")) {
        return;
    }
    ::setenv("OPENBLAS_CORETYPE", __builtin_cpu_supports("avx512vl") ? "SkylakeX" : "Haswell", 1);
    ::execv("/proc/self/exe", arguments); // returns only if it failed; then the slow kernels do
#else
    (void)arguments;
#endif
}

} // namespace

torch::Device deviceFromText(const std::string& text) {
    if (text == "auto") {
        return torch::cuda::is_available() ? torch::Device(torch::kCUDA) : torch::Device(torch::kCPU);
    }
    torch::Device device(torch::kCPU);
    try {
        device = torch::Device(text);
    } catch (const c10::Error&) {
        throw Error(ErrorCode::InvalidInput,
                    "Device " + text + " is not known; allowed are auto, cpu, cuda and cuda:N.");
    }
    if (device.is_cuda()) {
        const auto count = static_cast<int>(torch::cuda::device_count());
        if (count == 0) {
            throw Error(ErrorCode::Unsupported,
                        "Device " + text +
                            " was asked for, but this machine or this libtorch build has no CUDA "
                            "device; use --device cpu.");
        }
        if (device.has_index() && device.index() >= count) {
            throw Error(ErrorCode::Unsupported, "Device " + text + " was asked for, but there are only " +
                                                    std::to_string(count) + " CUDA devices, counted from 0.");
        }
    }
    return device;
}

void prepareProcess(char** arguments) {
    restartForOpenBlas(arguments);
    // Every step frees and takes the same large blocks again; returning them to the system cost up to a third
    // of the time.
    ::mallopt(M_MMAP_THRESHOLD, 1 << 25);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_TOP_PAD, 1 << 26);
    // Both thread pools at full size fight for the cores: OpenBLAS, which gains more, gets them. It obeys
    // OMP_NUM_THREADS by itself.
    if (std::getenv("OMP_NUM_THREADS") != nullptr) {
        return;
    }
    at::set_num_threads(1);
    if (std::getenv("OPENBLAS_NUM_THREADS") == nullptr) {
        if (const auto setThreads = openBlasFunction<void (*)(int)>("openblas_set_num_threads")) {
            setThreads(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
        }
    }
}

} // namespace up5::train
