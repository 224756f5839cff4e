#include "study/workers.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/errors.hpp"

namespace study {

namespace {

void write_all(int pipe, const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t n = write(pipe, text.data() + at, text.size() - at);
        if (n < 0 && errno != EINTR) return;
        if (n > 0) at += static_cast<std::size_t>(n);
    }
}

Outcome failure(std::string reason) {
    Outcome o;
    o.failed = true;
    o.reason = std::move(reason);
    return o;
}

Outcome attempt(const std::function<Outcome()>& work) {
    try {
        return work();
    } catch (const wz::InputError& e) {
        return failure(fmt::format("no such day: {}", e.what()));
    } catch (const std::bad_alloc&) {
        return failure("out of memory");
    } catch (const std::exception& e) {
        return failure(e.what());
    }
}

[[noreturn]] void be_a_worker(int pipe, pid_t parent, const std::function<Outcome()>& work) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody reads what a worker without a parent finds
    if (getppid() != parent) _exit(1);
    std::signal(SIGINT, SIG_IGN);  // the parent decides
    std::signal(SIGTERM, SIG_DFL);
    write_all(pipe, to_text(attempt(work)));
    _exit(0);  // the parent's files are not ours to close
}

[[noreturn]] void no_process(const char* what) {
    throw wz::InputError({{"--jobs", 0},
                          fmt::format("no worker can be started: {} ({})", what, std::strerror(errno)),
                          "as many processes as the system allows",
                          "use fewer jobs"});
}

}  // namespace

Workers::~Workers() {
    for (Process& p : running_) {
        kill(p.pid, SIGKILL);
        waitpid(p.pid, nullptr, 0);
        close(p.pipe);
    }
}

void Workers::start(std::size_t tag, const std::function<Outcome()>& work) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) no_process("pipe");
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) no_process("fork");
    if (pid == 0) {
        close(ends[0]);
        be_a_worker(ends[1], parent, work);
    }
    close(ends[1]);
    running_.push_back({tag, pid, ends[0], {}});
}

Workers::Finished Workers::end(Process& p) {
    int status = 0;
    waitpid(p.pid, &status, 0);
    close(p.pipe);
    Finished f{p.tag, {}, false};
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        f.killed = signal == SIGKILL || signal == SIGTERM;
        f.outcome = failure(fmt::format("the process of this run ended by signal {} ({})", signal, strsignal(signal)));
        return f;
    }
    try {
        f.outcome = from_text(p.text);
    } catch (const std::exception&) {
        f.outcome = failure("the process of this run ended without a result");
    }
    return f;
}

std::vector<Workers::Finished> Workers::wait(int patience_ms) {
    std::vector<pollfd> pipes;
    for (const Process& p : running_) pipes.push_back({p.pipe, POLLIN, 0});
    std::vector<Finished> finished;
    if (poll(pipes.data(), pipes.size(), patience_ms) <= 0) return finished;
    for (std::size_t i = 0; i < pipes.size(); ++i) {
        if (pipes[i].revents == 0) continue;
        std::array<char, 65536> part;
        const ssize_t n = read(pipes[i].fd, part.data(), part.size());
        if (n > 0) running_[i].text.append(part.data(), static_cast<std::size_t>(n));
        if (n > 0 || (n < 0 && errno == EINTR)) continue;
        finished.push_back(end(running_[i]));
        running_[i].pid = 0;
    }
    std::erase_if(running_, [](const Process& p) { return p.pid == 0; });
    return finished;
}

}  // namespace study
