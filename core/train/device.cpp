#include "train/device.h"

#include <cstdlib>
#include <thread>

#include <dlfcn.h>

#include "base/error.h"

namespace up5::train {

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
                        "Device " + text + " was asked for, but this machine or this libtorch build has no CUDA "
                        "device; use --device cpu.");
        }
        if (device.has_index() && device.index() >= count) {
            throw Error(ErrorCode::Unsupported, "Device " + text + " was asked for, but there are only " +
                                                    std::to_string(count) + " CUDA devices, counted from 0.");
        }
    }
    return device;
}

void setUpThreads() {
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    if (std::getenv("OMP_NUM_THREADS") == nullptr) {
        at::set_num_threads(cores);
    }
    // OpenBLAS is a dependency of libtorch's, not ours: its setter is looked up at run time and may be absent.
    if (std::getenv("OPENBLAS_NUM_THREADS") == nullptr) {
        using Setter = void (*)(int);
        if (const auto setThreads = reinterpret_cast<Setter>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
            setThreads(1);
        }
    }
}

} // namespace up5::train
